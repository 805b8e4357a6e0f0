// Everything, with one module that the caller starts.

export * from "./index.js";
export { initSync } from "./instance.js";
