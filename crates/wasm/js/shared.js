// What both modules need; a file of its own, so that an app that uses both has it once.

export * from "./errors.js";
export * from "./table.js";
