// Everything, with one module that the caller starts.

export * from "./api.js";
export * from "./explain.js";
export { initSync } from "./instance.js";
export * from "./issue-codes.js";
export * from "./validate.js";
