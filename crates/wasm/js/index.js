// Everything. What an app does not use, its bundler leaves out: the package has no side effects, and each part is a file.

export * from "./validate.js";
