// Everything. What an app does not use, its bundler leaves out: the package has no side effects, and each part is a file.

export * from "./api.js";
export * from "./explain.js";
export * from "./issue-codes.js";
export * from "./validate.js";
// By their own file, so that who catches them takes no module along.
export { InvalidRequestError, WasmUnavailableError } from "./shared.js";
