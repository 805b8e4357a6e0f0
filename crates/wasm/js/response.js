// Answers: whatever came back, as one of two shapes.

import { TEXT_MAX } from "./arguments.js";
import { ask, PARSE_RESPONSE } from "./call.js";

export function parseResponse(action, status, headers, body) {
  const called = typeof action === "string" && action.length < 100 ? action : "";
  const given = JSON.stringify({ action: called, status: statusOf(status), headers: headersOf(headers) });
  return ask(PARSE_RESPONSE, given, { text: bodyOf(body) }).value;
}

export function statusOf(status) {
  return Number.isInteger(status) && status >= 0 && status < 1000 ? status : 0;
}

/** No answer has half of a surrogate pair, and what reads it takes none. */
const wellFormed = (text) => text.toWellFormed?.() ?? text.replace(/\p{Surrogate}/gu, "\ufffd");

/** The text of a body; what is no text, or more than any answer is, is none. */
export function bodyOf(body) {
  return typeof body === "string" && body.length <= TEXT_MAX ? wellFormed(body) : "";
}

/** The headers that mean something. They may be a Headers, an object or a list of pairs, and anything else has none. */
export function headersOf(headers) {
  const found = {};
  const take = (name, value) => {
    if (typeof name !== "string") return;
    const lower = name.toLowerCase();
    if (lower === "cf-mitigated") found.cfMitigated = textOf(value);
    else if (lower === "x-reinstall-proxy-error") found.proxyError = value !== undefined && value !== null;
    else if (lower === "retry-after") found.retryAfter = textOf(value);
  };
  try {
    if (headers === null || typeof headers !== "object") return found;
    const pairs =
      typeof headers[Symbol.iterator] === "function" ? headers : Object.keys(headers).map((name) => [name, headers[name]]);
    let left = 10_000;
    for (const pair of pairs) {
      if (left-- === 0) break;
      take(pair[0], pair[1]);
    }
  } catch {
    // What could be read until there counts.
  }
  return found;
}

/** Node's own headers have a list where one came more than once. */
function textOf(value) {
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" ? wellFormed(first.slice(0, 100)) : typeof first === "number" ? `${first}` : null;
}
