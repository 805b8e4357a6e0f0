export * from "./api.js";
export * from "./explain.js";
export * from "./issue-codes.js";
export * from "./validate.js";
