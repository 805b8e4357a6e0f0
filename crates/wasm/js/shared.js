// What both modules need; a file of its own, so that an app that uses both has it once.

export { encode, encodeContext, encoder } from "./encode.js";
export { InvalidRequestError, WasmUnavailableError } from "./errors.js";
export { FIELDS } from "./table.js";
export { batchReport, report } from "./verdict.js";
