// The module: compiled while this file is loaded, so that everything is ready as soon as it is imported.
//
// Nothing crosses but numbers, so its exports are called as they are: wasm-bindgen's own glue would be a tenth of the package.

import { BYTES } from "./bytes.js";
import { compile } from "./compile.js";

const { exports } = compile(BYTES);
const checker = exports.checker_new();

/** The module's memory. */
export let bytes = new Uint8Array(exports.memory.buffer);

/** Takes the memory anew where it has grown, since then it is another one. */
function current() {
  if (bytes.length === 0) bytes = new Uint8Array(exports.memory.buffer);
}

/**
 * Where to write an input of so many bytes, in `bytes`; what was written before stays.
 *
 * @param {number} length
 */
export function input(length) {
  const address = exports.checker_input(checker, length) >>> 0;
  current();
  return address;
}

/**
 * Checks a request that is tokens, of one member alone or of all (0). Where the verdict stands, in `bytes`.
 *
 * @param {number} length
 * @param {number} field
 */
export function check(length, field) {
  const address = exports.checker_check(checker, length, field) >>> 0;
  current();
  return address;
}

/**
 * Checks a request that is text, from `start` to `end` of the input. Where the verdict stands, in `bytes`.
 *
 * @param {number} start
 * @param {number} end
 */
export function checkText(start, end) {
  const address = exports.checker_check_text(checker, start, end) >>> 0;
  current();
  return address;
}

/**
 * Checks a text that is a list of requests, from `start` to `end` of the input. Where the verdicts stand, in `bytes`.
 *
 * @param {number} start
 * @param {number} end
 */
export function checkBatch(start, end) {
  const address = exports.checker_check_batch(checker, start, end) >>> 0;
  current();
  return address;
}
