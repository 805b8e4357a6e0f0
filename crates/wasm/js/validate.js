// The check of a request, and nothing else. What each function promises is said in `package/validate.d.ts`.

import { encode, encodeContext } from "./encode.js";
import { check, checkText, WasmUnavailableError } from "./module.js";
import { report } from "./verdict.js";

const encoder = new TextEncoder();

export { WasmUnavailableError };

export function validate(request, context) {
  return report(check(encode(request, context)));
}

export function validateField(field, value, context) {
  return validate({ [field]: value }, context).issues.filter(({ path }) => path[0] === field);
}

export function validateJson(json, context) {
  return report(checkText(typeof json === "string" ? encoder.encode(json) : json, encodeContext(context)));
}
