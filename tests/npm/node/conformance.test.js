// Every case of the conformance suite, through every way to ask: the package must say what the core says, to the letter.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { validate, validateBatch, validateField, validateJson } from "zenlayer-reinstall/validate";

const cases = readFileSync(new URL("../reports.jsonl", import.meta.url), "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line));

/** As data: getters read, and nothing left that JSON does not have. */
const plain = (value) => JSON.parse(JSON.stringify(value));

test("there are cases", () => assert.ok(cases.length > 2000, `${cases.length}`));

test("JSON text, as text and as bytes", () => {
  for (const { name, body, context, report } of cases) {
    assert.deepEqual(plain(validateJson(body, context)), report, name);
    assert.deepEqual(plain(validateJson(new TextEncoder().encode(body), context)), report, name);
  }
});

test("many in one text", () => {
  const alike = new Map();
  for (const { body, context, report } of cases) {
    // What is no JSON breaks the whole text.
    if (report.issues.some(({ code }) => code === "invalid_json")) continue;
    const key = JSON.stringify(context);
    alike.set(key, [...(alike.get(key) ?? []), { body, context, report }]);
  }
  for (const group of alike.values()) {
    const text = `[${group.map(({ body }) => body).join(",")}]`;
    const reports = group.map(({ report }) => report);
    const valid = reports.every((report) => report.valid);
    assert.deepEqual(plain(validateBatch(text, group[0].context)), { valid, reports, issues: [] });
    const broken = plain(validateBatch(`${text.slice(0, -1)},]`, group[0].context));
    assert.deepEqual([broken.valid, broken.reports], [false, reports]);
    assert.deepEqual(
      broken.issues.map(({ code, params }) => [code, params.line]),
      [["invalid_json", text.split("\n").length]],
    );
  }
});

test("a JavaScript value", () => {
  let asked = 0;
  for (const { name, isRequest, request, context, report } of cases) {
    if (!isRequest) continue;
    asked += 1;
    assert.deepEqual(plain(validate(request, context)), report, name);
  }
  assert.ok(asked > 1800, `${asked}`);
});

test("one member alone has the issues that it has alone in its request", () => {
  for (const { name, isRequest, request, context } of cases) {
    if (!isRequest || request === null || typeof request !== "object" || Array.isArray(request)) continue;
    for (const [field, value] of Object.entries(request)) {
      const alone = validate({ [field]: value }, context).issues.filter(({ path }) => path[0] === field);
      assert.deepEqual(plain(validateField(field, value, context)), plain(alone), `${name}: ${field}`);
    }
  }
});
