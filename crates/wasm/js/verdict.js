// A verdict (`crates/wasm/src/check/verdict.rs`) as issues.

import { bytes } from "./module.js";
import { NAMES, NOTHING, RULES, SEPARATOR, TERMS } from "./shared.js";
import { decode } from "./utf8.js";

// In the place of a code.
const END = 255;
const END_OF_ONE = 254;

// In the place of a name's number.
const ELEMENT = 254;
const OTHER = 255;

// What a param is.
const NUMBER = 0;
const TEXT = 1;
const TERM = 2;
const LARGE = 4;

/** Where in `bytes` the next byte of the verdict stands. */
let at;

function count() {
  let value = bytes[at++];
  if (value < 128) return value;
  value &= 127;
  for (let shift = 7; ; shift += 7) {
    const next = bytes[at++];
    value |= (next & 127) << shift;
    if (next < 128) return value;
  }
}

/** Up to so many bytes, reading them one by one is quicker than a call of the decoder. */
const SHORT_MAX = 16;

function text() {
  const length = count();
  at += length;
  let value = "";
  if (length <= SHORT_MAX) {
    let from = at - length;
    for (; from < at && bytes[from] < 128; from += 1) value += String.fromCharCode(bytes[from]);
    if (from === at) return value;
  }
  return decode(bytes.subarray(at - length, at));
}

function large() {
  at += 8;
  return new DataView(bytes.buffer, at - 8).getBigInt64(0, true);
}

function path() {
  const steps = [];
  for (;;) {
    const step = bytes[at++];
    if (step === 0) return steps;
    steps.push(step === ELEMENT ? count() : step === OTHER ? text() : NAMES[step - 1]);
  }
}

/** The param that was read last, as a part of its sentence. */
let words;

/** A param as `params` has it. */
function param() {
  const kind = bytes[at++];
  if (kind === NUMBER) {
    const number = count();
    words = String(number);
    return number;
  }
  if (kind === TEXT) {
    const value = text();
    words = visible(value);
    return value;
  }
  if (kind === TERM) {
    const term = TERMS[bytes[at++]];
    words = term[1];
    return term[0];
  }
  if (kind === LARGE) {
    const number = large();
    words = String(number);
    return Number(number);
  }
  const elements = [];
  const sentences = [];
  for (let left = count(); left > 0; left -= 1) {
    elements.push(param());
    sentences.push(words);
  }
  words = sentences.length === 0 ? NOTHING : sentences.join(SEPARATOR);
  return elements;
}

const SHORT = { "\t": "\\t", "\r": "\\r", "\n": "\\n" };

/**
 * A text as a part of a sentence: a control character would break it, or hide in it. (No regular expression: one that is compiled
 * where the stack is at its end takes Node.js 20 down.)
 */
function visible(text) {
  let seen = "";
  let from = 0;
  for (let next = 0; next < text.length; next += 1) {
    const code = text.charCodeAt(next);
    if (code > 159 || (code > 31 && code < 127)) continue;
    seen += text.slice(from, next) + (SHORT[text[next]] ?? `\\u{${code.toString(16)}}`);
    from = next + 1;
  }
  return from === 0 ? text : seen + text.slice(from);
}

/** The sentence of each rule in parts: text, number of a param, text, number of a param, text. Made when first needed. */
const sentences = [];

function sentence(rule, template, names) {
  const parts = [];
  let from = 0;
  for (let open = template.indexOf("{"); open >= 0; open = template.indexOf("{", from)) {
    const close = template.indexOf("}", open);
    parts.push(template.slice(from, open), names.indexOf(template.slice(open + 1, close)));
    from = close + 1;
  }
  parts.push(template.slice(from));
  sentences[rule] = parts;
  return parts;
}

/** Values by their names; written out, since an assignment could be caught by a setter of Object.prototype. */
function named(names, values) {
  switch (names.length) {
    case 2:
      return { [names[0]]: values[0], [names[1]]: values[1] };
    case 3:
      return { [names[0]]: values[0], [names[1]]: values[1], [names[2]]: values[2] };
    default:
      return Object.fromEntries(names.map((name, at) => [name, values[at]]));
  }
}

function issue(rule) {
  const [code, severity, template, names, serverCode] = RULES[rule];
  const place = path();
  let related;
  for (let left = count(); left > 0; left -= 1) (related ??= []).push(path());
  let params = {};
  let message = template;
  if (names.length > 0) {
    const parts = sentences[rule] ?? sentence(rule, template, names);
    const said = [];
    if (names.length === 1) {
      params = { [names[0]]: param() };
      said.push(words);
    } else {
      const values = [];
      for (let left = names.length; left > 0; left -= 1) {
        values.push(param());
        said.push(words);
      }
      params = named(names, values);
    }
    message = parts[0];
    for (let part = 1; part < parts.length; part += 2) message += said[parts[part]] + parts[part + 1];
  }
  if (related === undefined) {
    if (serverCode === null) return { path: place, code, severity, message, params };
    return { path: place, code, severity, message, params, serverCode };
  }
  if (serverCode === null) return { path: place, code, severity, message, params, related };
  return { path: place, code, severity, message, params, serverCode, related };
}

const WRONG_TYPE = "wrong_type";

/** What a value is that is no text, or none that is taken. */
function kind(value) {
  if (value === null) return "null";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "decimal";
  if (typeof value !== "object") return typeof value === "string" ? "not_json" : typeof value;
  try {
    return Array.isArray(value) ? "array" : "object";
  } catch {
    return "not_json";
  }
}

/** The report of a value that should be a text. */
export function noText(value) {
  const [expected, actual] = ["string", kind(value)].map(
    (id) => TERMS.find(([term]) => term === id) ?? TERMS.find(([term]) => term === "not_json"),
  );
  const [code, severity, template, , serverCode] = RULES.find(([rule]) => rule === WRONG_TYPE);
  const message = template.replace("{expected}", expected[1]).replace("{actual}", actual[1]);
  const params = { expected: expected[0], actual: actual[0] };
  return { valid: false, issues: [{ path: [], code, severity, message, params, serverCode }] };
}

/** What ended the issues that were read last. */
let end;

/** Issues up to an end, as a report. */
function issues() {
  const found = [];
  let valid = true;
  for (end = bytes[at++]; end < END_OF_ONE; end = bytes[at++]) {
    const next = issue(end);
    if (next.severity === "error") valid = false;
    found.push(next);
  }
  return { valid, issues: found };
}

/** The report of the verdict at this address. */
export function report(address) {
  at = address;
  return issues();
}

/** The reports of a batch's verdict at this address, and what is wrong with its text. */
export function batchReport(address) {
  at = address;
  const reports = [];
  let valid = true;
  for (;;) {
    const next = issues();
    if (!next.valid) valid = false;
    if (end === END) return { valid, reports, issues: next.issues };
    reports.push(next);
  }
}
