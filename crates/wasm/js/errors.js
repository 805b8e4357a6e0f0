// The errors that are thrown: each one class, whichever of the package's modules throws it.

/** WebAssembly cannot be used here. `cause` is what the engine said. */
export class WasmUnavailableError extends Error {
  name = "WasmUnavailableError";
}

/** A request breaks a rule, and so was neither signed nor planned. `report` says which. */
export class InvalidRequestError extends Error {
  name = "InvalidRequestError";

  constructor(report) {
    const errors = report.issues.filter(({ severity }) => severity === "error");
    const [{ path, message }] = errors;
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more, see .report)` : "";
    super(`The request would be refused. ${path.length > 0 ? `${path.join(".")}: ` : ""}${message}${more}`);
    this.report = report;
  }
}
