// A question to the whole module: bytes in, bytes out (crates/wasm/src/whole says which).

import { string } from "./arguments.js";
import { enter, leave, writeContext, writeRequest, writeText, written } from "./encode.js";
import { ask as answer, bytes, told } from "./module.js";
import { InvalidRequestError } from "./shared.js";
import { decode } from "./utf8.js";
import { report } from "./verdict.js";

// What is asked, as `ask` in crates/wasm/src/whole/mod.rs has it.
export const SIGN_REINSTALL = 0;
export const SIGN_READ = 1;
export const PARSE_RESPONSE = 2;
export const PLAN_DISKS = 3;
export const CREATE_JOB = 4;
export const STEP_JOB = 5;
export const EXPORT = 6;

/**
 * What the module answers, and the report behind it.
 *
 * @param {number} what
 * @param {string} given the arguments, as JSON
 * @param {{ request?: unknown, context?: unknown, text?: string }} more
 */
export function ask(what, given, { request, context, text } = {}) {
  const call = enter();
  try {
    writeContext(context);
    if (text === undefined) writeRequest(request);
    const tokens = written(call);
    writeText(given);
    const end = written(call);
    if (text !== undefined) writeText(text);
    const address = answer(what, tokens, end, written(call));
    const length = new DataView(bytes.buffer, address).getUint32(0, true);
    const json = JSON.parse(decode(bytes.subarray(address + 4, address + 4 + length)));
    if (json.wrong !== undefined) throw new TypeError(json.wrong);
    const found = report(told());
    if (json === "refused") throw new InvalidRequestError(found);
    return { value: json.value, report: found };
  } finally {
    leave(call);
  }
}

/** A request, which is a value or JSON text. */
export function asked(request, context, name) {
  if (request === undefined) throw new TypeError(`${name} is missing: the body of a ReinstallInstance call`);
  return typeof request === "string" ? { context, text: string(request, name) } : { context, request };
}
