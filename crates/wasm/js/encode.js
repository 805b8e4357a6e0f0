// A JavaScript value as tokens, which `crates/wasm/src/check/tokens.rs` reads: a byte for what it is, then what it holds. They
// are written where the module reads them.
//
// Each property is read once, whatever it is: a getter that counts, a Proxy that throws. What JSON cannot hold (a function, a
// cycle, half a surrogate pair, a property that throws) is written as such, and becomes an issue at its place. Nothing is
// followed into what no request has, so a cycle or a tree of any depth costs nothing.

import { broken, bytes, input } from "./module.js";
import { ELEMENTS_MAX, NAMES } from "./shared.js";
import { encodeInto } from "./utf8.js";

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

/** What is longer is not copied, in UTF-16 units. */
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

/** A larger input is not kept for the next call, in bytes. */
const KEPT_MAX = 2 ** 20;

/** What there is at first, in bytes. */
const SMALL_INPUT = 4096;

// Where the input is, in `bytes`, and where the next byte of it goes. There is none before the first call.
let start = 0;
let end = 0;
let at = 0;

/** Makes room for so many bytes more. */
function room(length) {
  if (at + length <= end) return;
  const written = at - start;
  const size = Math.min(2 * (written + length), INPUT_MAX);
  if (written + length > size) throw new RangeError("zenlayer-reinstall takes no input that is so large");
  start = input(size);
  end = start + size;
  at = start + written;
}

/** No input is larger, in bytes. */
const INPUT_MAX = 2 ** 30;

/** So much of a text is encoded at once, in UTF-16 units: nobody knows before how many bytes it will be. */
const CHUNK = 2 ** 14;

function utf8(value) {
  const { length } = value;
  let read = 0;
  // Short and plain, as nearly every text here: quicker than a call of the encoder.
  if (length < 64) {
    room(3 * length);
    for (; read < length; read += 1) {
      const code = value.charCodeAt(read);
      if (code > 127) break;
      bytes[at] = code;
      at += 1;
    }
  }
  while (read < length) {
    room(3 * Math.min(length - read, CHUNK));
    const done = encodeInto(read === 0 ? value : value.slice(read), bytes.subarray(at, end));
    read += done.read;
    at += done.written;
  }
}

/** The lowest byte first. */
function four(value, to) {
  bytes[to] = value;
  bytes[to + 1] = value >> 8;
  bytes[to + 2] = value >> 16;
  bytes[to + 3] = value >> 24;
}

function text(value) {
  room(4);
  const before = at - start;
  at += 4;
  utf8(value);
  four(at - start - before - 4, start + before);
}

function number(value) {
  if ((value | 0) === value) {
    bytes[at] = SMALL;
    four(value, at + 1);
    at += 5;
  } else if (Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 64) {
    const whole = value < 2 ** 63 ? BigInt(value) : BigInt("9223372036854775807");
    bytes[at] = LARGE;
    new DataView(bytes.buffer, at + 1).setBigInt64(0, whole, true);
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
      // Half of a surrogate pair has no UTF-8; and no server takes so much, nor all texts together.
      if (value.length > TEXT_MAX - (at - start) || value.isWellFormed?.() === false) return tag(NOT_JSON);
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
  let length;
  try {
    if (typeof value.toJSON === "function") {
      const json = value.toJSON();
      if (json === null || typeof json !== "object") return write(json, shape);
      value = json;
    }
    // Bytes have a property each; nobody means to send them so.
    if (ArrayBuffer.isView(value)) return tag(NOT_JSON);
    // (A Proxy can say that it is a list, and anything for its length.)
    if (Array.isArray(value)) length = Number(value.length) || 0;
    else names = shape?.members === undefined ? [] : Object.keys(value);
  } catch {
    return tag(NOT_JSON);
  }
  return names === undefined ? elements(value, length, shape) : members(value, names, shape);
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
      } else if (name.length > TEXT_MAX - (at - start) || name.isWellFormed?.() === false) {
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

/** The call whose input it is; 0 for nobody's. A getter of the value may itself ask for a check. */
let active = 0;

/** How many calls there were. */
let calls = 0;

/** Begins the input anew, with this in it. */
function restart(content) {
  if (end === 0 || broken || (end - start > KEPT_MAX && content === undefined)) {
    start = input(SMALL_INPUT);
    end = start + SMALL_INPUT;
  }
  at = start;
  if (content === undefined) return;
  room(content.length);
  bytes.set(content, at);
  at += content.length;
}

/**
 * Begins a call, for {@link leave}, with what an outer one has written so far. Whatever fails in between, and wherever, the
 * input is nobody's until it is somebody's again; so a call never goes on with the input of another.
 */
export function enter() {
  const outer = active;
  const content = outer === 0 || broken ? undefined : bytes.slice(start, at);
  active = 0;
  restart();
  calls += 1;
  active = calls;
  return { id: calls, outer, content };
}

/** Ends a call: what the outer one has written is there again. */
export function leave({ outer, content }) {
  active = 0;
  if (content === undefined) return;
  restart(content);
  active = outer;
}

/** How much this call has written, in bytes. */
export function written({ id }) {
  if (broken || active !== id) throw new Error("zenlayer-reinstall could not go on: a check within this one failed");
  return at - start;
}

/** @param {unknown} context what is known about the server */
export function writeContext(context) {
  if (context === undefined || context === null) tag(NULL);
  else write(context, CONTEXT);
}

/** @param {unknown} request */
export function writeRequest(request) {
  write(request, REQUEST);
}

/**
 * A request that has one member.
 *
 * @param {string} name
 * @param {number} number the name's
 * @param {unknown} value
 */
export function writeMember(name, number, value) {
  tag(OBJECT);
  if (value !== undefined) {
    tag(number);
    write(value, REQUEST.members[name]);
  }
  tag(0);
}

/** @param {string | Uint8Array} json text, or its bytes */
export function writeText(json) {
  if (typeof json === "string") return utf8(json);
  room(json.length);
  bytes.set(json, at);
  at += json.length;
}
