// What crosses between the module and its scripts.
//
// Nothing crosses but numbers, so the module's exports are called as they are: wasm-bindgen's own glue would be a tenth of the package.

import { instance } from "./instance.js";

let made;
let checker;

/** The module's memory. */
export let bytes = new Uint8Array();

/** How many instances there were before: what was written into one is not in the next. */
export let generation = 0;

/**
 * Calls the module. What goes wrong in there (the engine's stack or memory is at its end) leaves it as it stood in the middle, so
 * the next call gets a new instance.
 *
 * @param {() => number} calling
 */
function called(calling) {
  try {
    const address = calling() >>> 0;
    // It is another memory where it has grown.
    if (bytes.length === 0) bytes = new Uint8Array(made.memory.buffer);
    return address;
  } catch (error) {
    made = undefined;
    checker = undefined;
    bytes = new Uint8Array();
    generation += 1;
    throw error;
  }
}

/**
 * Where to write an input of so many bytes, in `bytes`; what was written before stays.
 *
 * @param {number} length
 */
export const input = (length) =>
  called(() => {
    if (checker === undefined) {
      made = instance().exports;
      checker = made.checker_new();
    }
    return made.checker_input(checker, length);
  });

/**
 * Checks a request that is tokens, of one member alone or of all (0). Where the verdict stands, in `bytes`.
 *
 * @param {number} length
 * @param {number} field
 */
export const check = (length, field) => called(() => made.checker_check(checker, length, field));

/**
 * Checks a request that is text, from `start` to `end` of the input. Where the verdict stands, in `bytes`.
 *
 * @param {number} start
 * @param {number} end
 */
export const checkText = (start, end) => called(() => made.checker_check_text(checker, start, end));

/**
 * Checks a text that is a list of requests, from `start` to `end` of the input. Where the verdicts stand, in `bytes`.
 *
 * @param {number} start
 * @param {number} end
 */
export const checkBatch = (start, end) => called(() => made.checker_check_batch(checker, start, end));

/**
 * Asks the whole module (`crates/wasm/src/whole`). The input holds tokens, then the arguments, then a text; each ends here.
 * Where the answer stands, in `bytes`.
 *
 * @param {number} what
 * @param {number} tokens
 * @param {number} given
 * @param {number} end
 */
export const ask = (what, tokens, given, end) => called(() => made.checker_ask(checker, what, tokens, given, end));

/** Where the verdict stands that belongs to the last answer, in `bytes`. */
export const told = () => called(() => made.checker_told(checker));
