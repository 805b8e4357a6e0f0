// ajv, compiled ahead by `ajv_compile.mjs`: errors only, since JSON Schema knows no severity. What is between fields runs after it.
import { across } from "./across.mjs";
import * as compiled from "./ajv_compiled.mjs";
import { CODES, MISSING } from "./ajv_schema_codes.mjs";

export function validate(value) {
  const more = [];
  const isValid = compiled.request(value);
  const { errors } = compiled.request;
  across(value, (code, path) => more.push({ code, path }));
  return { valid: isValid && more.length === 0, issues: errors === null ? more : [...errors, ...more] };
}

export function validateHostname(value) {
  return { valid: compiled.hostname(value), issues: compiled.hostname.errors ?? [] };
}

export const isValid = ({ valid }) => valid;

export const issuesOf = ({ issues }) => issues;

export function codeOf(issue) {
  if (issue.keyword === undefined) return issue.code;
  if (issue.keyword === "type") return "wrong_type";
  if (issue.keyword === "required") return MISSING[issue.params.missingProperty];
  return CODES[issue.schemaPath];
}

export const messageOf = (issue) => issue.message ?? issue.code;

export function pathOf(issue) {
  if (issue.keyword === undefined) return issue.path;
  const path = issue.instancePath
    .split("/")
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  if (issue.keyword === "required") path.push(issue.params.missingProperty);
  return path;
}
