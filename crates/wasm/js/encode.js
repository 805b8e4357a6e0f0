// A JavaScript value as tokens, which `crates/wasm/src/check/tokens.rs` reads: a byte for what it is, then what it holds.
//
// Each property is read once, whatever it is: a getter that counts, a Proxy that throws. What JSON cannot hold (a function, a
// cycle, half a surrogate pair, a property that throws) is written as such, and becomes an issue at its place. Nothing is
// followed into what no request has, so a cycle or a tree of any depth costs nothing.

import { ELEMENTS_MAX, NAMES } from "./table.js";

const NULL = 0;
const FALSE = 1;
const TRUE = 2;
const SMALL = 3;
const LARGE = 4;
const DECIMAL = 5;
const TEXT = 6;
const LIST = 7;
const OBJECT = 8;
const NOT_JSON = 9;

/** Before a name that is not listed. */
const OTHER = 255;

/** A longer text is not copied, in UTF-16 units. */
const TEXT_MAX = 2 ** 26;

const numbers = new Map(NAMES.map((name, at) => [name, at + 1]));

// Which members of an object are followed, and into what. Whatever is not named here is written as what it is, without what
// it holds. `known` objects are what the API said: their other members are left out.
const list = (of) => ({ of });
const object = (members, known = false) => ({ members: { __proto__: null, ...members }, known });

const raid = object({ customRaids: list(object({ diskSequence: list(null) })) });
const model = object(
  { supportRaids: list(null), imageIds: list(null), diskInfo: object({ disks: list(object({}, true)) }, true) },
  true,
);

/** The body of a ReinstallInstance call. */
export const REQUEST = object({ raidConfig: raid, partitions: list(object({})), nic: object({}) });

/** What is known about the server. */
export const CONTEXT = object(
  { instance: object({ raidConfig: raid, instanceType: model }, true), instanceType: model, image: object({}, true) },
  true,
);

export const encoder = new TextEncoder();
let bytes = new Uint8Array(4096);
let view = new DataView(bytes.buffer);
let at = 0;

/** A larger buffer is not kept for the next call, in bytes. */
const KEPT_MAX = 2 ** 20;

/** Makes room for so many bytes more. */
function room(length) {
  if (at + length <= bytes.length) return;
  const larger = new Uint8Array(2 * (at + length));
  larger.set(bytes.subarray(0, at));
  bytes = larger;
  view = new DataView(bytes.buffer);
}

function text(value) {
  const { length } = value;
  room(3 * length + 4);
  let end = at + 4;
  let read = 0;
  // Short and plain, as nearly every text here: quicker than a call of the encoder.
  if (length < 64) {
    for (; read < length; read += 1) {
      const code = value.charCodeAt(read);
      if (code > 127) break;
      bytes[end] = code;
      end += 1;
    }
  }
  if (read < length) end = at + 4 + encoder.encodeInto(value, bytes.subarray(at + 4)).written;
  view.setUint32(at, end - at - 4, true);
  at = end;
}

function number(value) {
  if ((value | 0) === value) {
    bytes[at] = SMALL;
    view.setInt32(at + 1, value, true);
    at += 5;
  } else if (Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 64) {
    bytes[at] = LARGE;
    view.setBigInt64(at + 1, value < 2 ** 63 ? BigInt(value) : 2n ** 63n - 1n, true);
    at += 9;
  } else {
    bytes[at] = Number.isFinite(value) ? DECIMAL : NOT_JSON;
    at += 1;
  }
}

function tag(byte) {
  room(16);
  bytes[at] = byte;
  at += 1;
}

/** The value of a property; NOT_A_VALUE where reading it throws. */
const NOT_A_VALUE = Symbol("not a value");

function property(of, name) {
  try {
    return of[name];
  } catch {
    return NOT_A_VALUE;
  }
}

function write(value, shape) {
  room(16);
  switch (typeof value) {
    case "string":
      // Half of a surrogate pair has no UTF-8; and no server takes so much.
      if (value.length > TEXT_MAX || value.isWellFormed?.() === false) return tag(NOT_JSON);
      bytes[at] = TEXT;
      at += 1;
      return text(value);
    case "number":
      return number(value);
    case "boolean":
      return tag(value ? TRUE : FALSE);
    case "object":
      if (value === null) return tag(NULL);
      return container(value, shape);
    default:
      return tag(NOT_JSON);
  }
}

/** An object or a list: what JSON.stringify would make of it. */
function container(value, shape) {
  let names;
  try {
    if (typeof value.toJSON === "function") {
      const json = value.toJSON();
      if (json === null || typeof json !== "object") return write(json, shape);
      value = json;
    }
    // Bytes have a property each; nobody means to send them so.
    if (ArrayBuffer.isView(value)) return tag(NOT_JSON);
    if (Array.isArray(value)) names = value.length;
    else names = shape?.members === undefined ? [] : Object.keys(value);
  } catch {
    return tag(NOT_JSON);
  }
  if (typeof names === "number") return elements(value, names, shape);
  return members(value, names, shape);
}

function elements(value, length, shape) {
  tag(LIST);
  if (shape?.of !== undefined) {
    // One more than is ever read, so that it shows that there are more.
    const end = Math.min(length, ELEMENTS_MAX + 1);
    for (let index = 0; index < end; index += 1) {
      tag(1);
      const element = property(value, index);
      // A hole and undefined are null in JSON.
      write(element === undefined ? null : element, shape.of);
    }
  }
  tag(0);
}

function members(value, names, shape) {
  tag(OBJECT);
  if (shape?.members !== undefined) {
    for (const name of names) {
      const known = numbers.get(name);
      if (known === undefined && shape.known) continue;
      const member = property(value, name);
      if (member === undefined) continue;
      if (known !== undefined) {
        tag(known);
      } else if (name.length > TEXT_MAX || name.isWellFormed?.() === false) {
        continue;
      } else {
        tag(OTHER);
        text(name);
      }
      write(member, shape.members[name]);
    }
  }
  tag(0);
}

/** How many calls are under way: a getter of the value may itself ask for a check. */
let depth = 0;

/** Runs `writing` with an empty buffer, which nobody else writes into before it is read. */
function written(writing) {
  const outer = depth > 0 ? { bytes, view, at } : undefined;
  if (outer || bytes.length > KEPT_MAX) {
    bytes = new Uint8Array(4096);
    view = new DataView(bytes.buffer);
  }
  depth += 1;
  at = 0;
  try {
    writing();
    return bytes.subarray(0, at);
  } finally {
    depth -= 1;
    if (outer) ({ bytes, view, at } = outer);
  }
}

/**
 * A request and what is known about the server, as tokens. They are good until the next call.
 *
 * @param {unknown} request
 * @param {unknown} context
 * @returns {Uint8Array}
 */
export function encode(request, context) {
  return written(() => {
    write(request, REQUEST);
    write(context ?? null, CONTEXT);
  });
}

/**
 * What is known about the server alone, as tokens. They are good until the next call.
 *
 * @param {unknown} context
 * @returns {Uint8Array}
 */
export function encodeContext(context) {
  return written(() => write(context ?? null, CONTEXT));
}
