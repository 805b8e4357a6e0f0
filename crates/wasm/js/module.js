// What crosses between the module and its scripts.
//
// Nothing crosses but numbers, so the module's exports are called as they are: wasm-bindgen's own glue would be a tenth of the package.

import { instance } from "./instance.js";

let made;
let checker;

/** The module's memory. */
export let bytes = new Uint8Array();

/** Takes the memory anew where it has grown, since then it is another one. */
function current() {
  if (bytes.length === 0) bytes = new Uint8Array(made.memory.buffer);
}

/**
 * Where to write an input of so many bytes, in `bytes`; what was written before stays.
 *
 * @param {number} length
 */
export function input(length) {
  if (checker === undefined) {
    made = instance().exports;
    checker = made.checker_new();
  }
  const address = made.checker_input(checker, length) >>> 0;
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
  const address = made.checker_check(checker, length, field) >>> 0;
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
  const address = made.checker_check_text(checker, start, end) >>> 0;
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
  const address = made.checker_check_batch(checker, start, end) >>> 0;
  current();
  return address;
}

/**
 * Asks the whole module (`crates/wasm/src/whole`). The input holds tokens, then the arguments, then a text; each ends here.
 * Where the answer stands, in `bytes`.
 *
 * @param {number} what
 * @param {number} tokens
 * @param {number} given
 * @param {number} end
 */
export function ask(what, tokens, given, end) {
  const address = made.checker_ask(checker, what, tokens, given, end) >>> 0;
  current();
  return address;
}

/** Where the verdict stands that belongs to the last answer, in `bytes`. */
export function told() {
  const address = made.checker_told(checker) >>> 0;
  current();
  return address;
}
