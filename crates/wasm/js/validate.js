// The check of a request, and nothing else. What each function promises is said in `package/validate.d.ts`.

import { enter, leave, writeContext, writeMember, writeRequest, writeText, written } from "./encode.js";
import { jsonSchema } from "./json-schema.js";
import { check, checkBatch, checkText } from "./module.js";
import { FIELDS } from "./shared.js";
import { batchReport, noText, report } from "./verdict.js";

export { WasmUnavailableError } from "./shared.js";

export function validate(request, context) {
  const call = enter();
  try {
    writeContext(context);
    writeRequest(request);
    return report(check(written(call), 0));
  } finally {
    leave(call);
  }
}

export function validateField(field, value, context) {
  if (typeof field !== "string") return [];
  const number = FIELDS.indexOf(field) + 1;
  // A name that no request has is an issue, too.
  if (number === 0) {
    const alone = { __proto__: null, [field]: value };
    return validate(alone, context).issues.filter(({ path }) => path[0] === field);
  }
  const call = enter();
  try {
    writeContext(context);
    writeMember(field, number, value);
    return report(check(written(call), number)).issues;
  } finally {
    leave(call);
  }
}

// What bytes are, whatever realm they come from and whatever somebody has put over it.
const TYPED_ARRAY = Object.getPrototypeOf(Uint8Array.prototype);
const [tagOf, bufferOf, offsetOf, lengthOf] = [Symbol.toStringTag, "buffer", "byteOffset", "byteLength"].map(
  (name) => Object.getOwnPropertyDescriptor(TYPED_ARRAY, name).get,
);

/** What is checked as text, in UTF-16 units or bytes; more is no request, and no list of any. */
const TEXT_MAX = 2 ** 28;

/** A text or its bytes; undefined where it is neither. */
function textOf(json) {
  if (typeof json === "string") return json.length > TEXT_MAX ? undefined : json;
  if (tagOf.call(json) !== "Uint8Array" || lengthOf.call(json) > TEXT_MAX) return undefined;
  try {
    return new Uint8Array(bufferOf.call(json), offsetOf.call(json), lengthOf.call(json));
  } catch {
    // Its bytes have gone to somebody else.
    return undefined;
  }
}

/** Checks a text by this check of the module. */
function checked(call, text, context, check) {
  writeContext(context);
  const start = written(call);
  writeText(text);
  return check(start, written(call));
}

export function validateJson(json, context) {
  const text = textOf(json);
  if (text === undefined) return noText(json);
  const call = enter();
  try {
    return report(checked(call, text, context, checkText));
  } finally {
    leave(call);
  }
}

export function validateBatch(json, context) {
  const text = textOf(json);
  if (text === undefined) return { ...noText(json), reports: [] };
  const call = enter();
  try {
    return batchReport(checked(call, text, context, checkBatch));
  } finally {
    leave(call);
  }
}

/** The check as Standard Schema has it. */
function standard(value, context) {
  const { valid, issues } = validate(value, context);
  if (valid) return { value };
  // A form library takes everything for an error: what is accepted is not told to it.
  return { issues: issues.filter(({ severity }) => severity === "error") };
}

// (Not made by a call: a bundler would keep it, and the schema, for whoever uses neither.)
export const reinstallInstance = {
  "~standard": {
    version: 1,
    vendor: "zenlayer-reinstall",
    validate: (value) => standard(value),
    // What is accepted is given back as it came.
    jsonSchema: { input: jsonSchema, output: jsonSchema },
  },
};

export function reinstallInstanceWith(context) {
  return { "~standard": { ...reinstallInstance["~standard"], validate: (value) => standard(value, context) } };
}
