// A verdict (`crates/wasm-validate/src/verdict.rs`) as issues. The words of an issue are made when somebody reads them.

import { NAMES, NOTHING, RULES, SEPARATOR, TERMS } from "./table.js";

const INDEX = 254;
const OTHER = 255;

// A byte order mark inside a text is a character of it.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
let bytes;
let view;
let at;

function count() {
  at += 4;
  return view.getUint32(at - 4, true);
}

function text() {
  const length = count();
  at += length;
  return decoder.decode(bytes.subarray(at - length, at));
}

function path() {
  const steps = [];
  for (;;) {
    const step = bytes[at];
    at += 1;
    if (step === 0) return steps;
    steps.push(step === INDEX ? count() : step === OTHER ? text() : NAMES[step - 1]);
  }
}

// A value twice over: as `params` has it, and as a part of the sentence.
function param() {
  const kind = bytes[at];
  at += 1;
  if (kind === 0) {
    at += 8;
    const number = view.getBigInt64(at - 8, true);
    return { value: Number(number), words: String(number) };
  }
  if (kind === 1) {
    const value = text();
    return { value, words: visible(value) };
  }
  if (kind === 2) {
    at += 1;
    const [value, words] = TERMS[bytes[at - 1]];
    return { value, words };
  }
  const elements = Array.from({ length: count() }, param);
  return {
    value: elements.map(({ value }) => value),
    words: elements.length === 0 ? NOTHING : elements.map(({ words }) => words).join(SEPARATOR),
  };
}

/** Control characters would break the sentence, or hide in it. */
function visible(value) {
  const short = { "\t": "\\t", "\r": "\\r", "\n": "\\n" };
  return value.replace(/\p{Cc}/gu, (control) => short[control] ?? `\\u{${control.codePointAt(0).toString(16)}}`);
}

function issue() {
  const [code, severity, template, names, serverCode] = RULES[bytes[at]];
  at += 1;
  const place = path();
  const related = Array.from({ length: count() }, path);
  const params = {};
  const words = {};
  for (const name of names) ({ value: params[name], words: words[name] } = param());
  const found = {
    path: place,
    code,
    severity,
    get message() {
      // What is put in is not read again.
      return template.replace(/\{(\w+)\}/g, (gap, name) => (Object.hasOwn(words, name) ? words[name] : gap));
    },
    params,
  };
  if (serverCode !== null) found.serverCode = serverCode;
  if (related.length > 0) found.related = related;
  return found;
}

/**
 * The report that a verdict is.
 *
 * @param {Uint8Array} verdict
 * @returns {import("./validate.js").Report}
 */
export function report(verdict) {
  bytes = verdict;
  view = new DataView(verdict.buffer, verdict.byteOffset, verdict.length);
  at = 0;
  const issues = [];
  let valid = true;
  while (at < bytes.length) {
    const found = issue();
    valid &&= found.severity !== "error";
    issues.push(found);
  }
  return { valid, issues };
}
