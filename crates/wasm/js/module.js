// What crosses between the module and its scripts.
//
// Nothing crosses but numbers, so the module's exports are called as they are: wasm-bindgen's own glue would be a tenth of the package.

import { instance } from "./instance.js";

let made;
let checker;

/** The module's memory. */
export let bytes = new Uint8Array();

/**
 * Something went wrong in the module (the engine's stack or memory is at its end), which leaves it as it stood in the middle: the
 * next input begins with a new instance. Only noted where it is caught, since there may be no stack left for more.
 */
export let broken = false;

/** An address in the memory, which is another one where it has grown. */
function current(address) {
  if (bytes.length === 0) bytes = new Uint8Array(made.memory.buffer);
  return address >>> 0;
}

/**
 * Where to write an input of so many bytes, in `bytes`; what was written before stays.
 *
 * @param {number} length
 */
export function input(length) {
  try {
    if (broken || checker === undefined) {
      made = instance().exports;
      checker = made.checker_new();
      bytes = new Uint8Array(made.memory.buffer);
      broken = false;
    }
    return current(made.checker_input(checker, length));
  } catch (error) {
    broken = true;
    throw error;
  }
}

/**
 * Checks a request that is tokens, of one member alone or of all (0). Where the verdict stands, in `bytes`.
 *
 * @param {number} length
 * @param {number} field
 */
export function check(length, field) {
  try {
    return current(made.checker_check(checker, length, field));
  } catch (error) {
    broken = true;
    throw error;
  }
}

/**
 * Checks a request that is text, from `start` to `end` of the input. Where the verdict stands, in `bytes`.
 *
 * @param {number} start
 * @param {number} end
 */
export function checkText(start, end) {
  try {
    return current(made.checker_check_text(checker, start, end));
  } catch (error) {
    broken = true;
    throw error;
  }
}

/**
 * Checks a text that is a list of requests, from `start` to `end` of the input. Where the verdicts stand, in `bytes`.
 *
 * @param {number} start
 * @param {number} end
 */
export function checkBatch(start, end) {
  try {
    return current(made.checker_check_batch(checker, start, end));
  } catch (error) {
    broken = true;
    throw error;
  }
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
  try {
    return current(made.checker_ask(checker, what, tokens, given, end));
  } catch (error) {
    broken = true;
    throw error;
  }
}

/** Where the verdict stands that belongs to the last answer, in `bytes`. */
export function told() {
  try {
    return current(made.checker_told(checker));
  } catch (error) {
    broken = true;
    throw error;
  }
}
