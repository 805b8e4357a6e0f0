// The check's side of the module: one checker, and what it reads and writes.

import { Checker } from "./glue.js";
import { wasm } from "./instance.js";

let instance;
let checker;
let memory;

/** Where the module's memory is now: it is another one after it has grown. */
function current() {
  if (memory.length === 0) memory = new Uint8Array(instance.memory.buffer);
  return memory;
}

function start() {
  instance = wasm();
  checker = new Checker();
  memory = new Uint8Array(instance.memory.buffer);
}

function verdict(length) {
  const from = checker.output();
  return current().subarray(from, from + length);
}

/** Puts what is to be checked, and what is known behind it, where the module reads. */
function put(bytes, known = NOTHING) {
  if (checker === undefined) start();
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
