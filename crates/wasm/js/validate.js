// The check of a request, and nothing else. What each function promises is said in `package/validate.d.ts`.

import { jsonSchema } from "./json-schema.js";
import { check, checkBatch, checkField, checkText } from "./module.js";
import { batchReport, encode, encodeContext, encoder, FIELDS, report, WasmUnavailableError } from "./shared.js";

export { WasmUnavailableError };

export function validate(request, context) {
  return report(check(encode(request, context)));
}

export function validateField(field, value, context) {
  const alone = { __proto__: null, [field]: value };
  const number = FIELDS.indexOf(field) + 1;
  if (number > 0) return report(checkField(number, encode(alone, context))).issues;
  // A name that no request has is an issue, too.
  return validate(alone, context).issues.filter(({ path }) => path[0] === field);
}

export function validateJson(json, context) {
  return report(checkText(bytesOf(json), encodeContext(context)));
}

export function validateBatch(json, context) {
  return batchReport(checkBatch(bytesOf(json), encodeContext(context)));
}

export const reinstallInstance = {
  "~standard": {
    version: 1,
    vendor: "zenlayer-reinstall",
    validate(value) {
      const { valid, issues } = validate(value);
      if (valid) return { value };
      // A form library takes everything for an error: what is accepted is not told to it.
      return { issues: issues.filter(({ severity }) => severity === "error") };
    },
    // What is accepted is given back as it came.
    jsonSchema: { input: jsonSchema, output: jsonSchema },
  },
};

function bytesOf(json) {
  if (typeof json === "string") return encoder.encode(json);
  // Anything else is no text at all, and so no JSON.
  return json instanceof Uint8Array ? json : new Uint8Array();
}
