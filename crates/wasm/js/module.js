// The module: compiled while this file is loaded, so that everything is ready as soon as it is imported.

import { BYTES } from "./bytes.js";
import { Checker, initSync } from "./glue.js";

/** WebAssembly cannot be used here. `cause` is what the engine said. */
export class WasmUnavailableError extends Error {
  name = "WasmUnavailableError";
}

// A character for a byte (xtask's `package.rs` says why).
const bytes = new Uint8Array(BYTES.length);
for (let at = 0; at < bytes.length; at += 1) bytes[at] = BYTES.charCodeAt(at);

let exports;
try {
  exports = initSync({ module: new WebAssembly.Module(bytes) });
} catch (cause) {
  throw new WasmUnavailableError(
    "zenlayer-reinstall cannot compile its WebAssembly. On a page with a Content-Security-Policy add 'wasm-unsafe-eval' to " +
      "script-src; otherwise use a current browser or Node.js 20 or newer.",
    { cause },
  );
}

const checker = new Checker();
let memory = new Uint8Array(exports.memory.buffer);

/** The module's memory, which is another one after it has grown. */
function current() {
  if (memory.length === 0) memory = new Uint8Array(exports.memory.buffer);
  return memory;
}

function verdict(length) {
  const from = checker.output();
  return current().subarray(from, from + length);
}

/** Puts what is to be checked, and what is known behind it, where the module reads. */
function put(bytes, known = NOTHING) {
  const to = checker.input(bytes.length + known.length);
  current().set(bytes, to);
  current().set(known, to + bytes.length);
}

const NOTHING = new Uint8Array();

/** The verdict over a request that is tokens. It is good until the next call. */
export function check(tokens) {
  put(tokens);
  return verdict(checker.check());
}

/** The same about one member of the request alone, by its number. */
export function checkField(field, tokens) {
  put(tokens);
  return verdict(checker.check_field(field));
}

/** The verdict over a request that is text. It is good until the next call. */
export function checkText(text, known) {
  put(text, known);
  return verdict(checker.check_text(text.length));
}

/** The verdicts over a text that is a list of requests. They are good until the next call. */
export function checkBatch(text, known) {
  put(text, known);
  return verdict(checker.check_batch(text.length));
}
