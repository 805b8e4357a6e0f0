// The tables as data: rules, and the API's error codes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { explainError, ISSUE_CODES, validate } from "zenlayer-reinstall";
import { cases, HOSTILE, json, name } from "./data.js";

test("every rule has a whole row", () => {
  const members = [
    "certainty",
    "code",
    "field",
    "httpStatus",
    "message",
    "messageZhCN",
    "params",
    "serverCertainty",
    "serverCode",
    "severity",
    "source",
  ];
  assert.ok(ISSUE_CODES.length > 80);
  assert.equal(new Set(ISSUE_CODES.map(({ code }) => code)).size, ISSUE_CODES.length);
  for (const row of ISSUE_CODES) {
    assert.deepEqual(Object.keys(row).sort(), members);
    for (const sentence of [row.message, row.messageZhCN]) {
      const named = [...sentence.matchAll(/\{(\w+)\}/g)].map(([, param]) => param);
      for (const param of named) assert.ok(param in row.params, `${row.code}: ${param}`);
    }
    assert.equal(row.serverCode === null, row.httpStatus === null);
    if (row.serverCode !== null) assert.equal(explainError(row.serverCode).httpStatus, row.httpStatus);
  }
});

test("every issue that a check finds is as its row says", () => {
  const rows = new Map(ISSUE_CODES.map((row) => [row.code, row]));
  const seen = new Set();
  for (const { isRequest, request, context } of cases()) {
    if (!isRequest) continue;
    for (const { code, severity, params, serverCode } of validate(request, context).issues) {
      const row = rows.get(code);
      assert.deepEqual(
        [severity, serverCode ?? null, Object.keys(params).sort()],
        [row.severity, row.serverCode, Object.keys(row.params).sort()],
        code,
      );
      seen.add(code);
    }
  }
  assert.ok(seen.size > 80, `${seen.size}`);
});

test("codes are explained in whatever spelling", () => {
  const explanation = explainError("INVALID_PARTITION_SIZE_NOT_FULL");
  assert.deepEqual(explanation, {
    code: "INVALID_PARTITION_SIZE_NOT_FULL",
    meaning: "The partitions do not use up the capacity.",
    field: "partitions.size",
    whatToDo: "Enlarge the last partition.",
    httpStatus: 400,
  });
  assert.deepEqual(explainError("Invalid.Partition.Size.Not.Full"), explanation);
  assert.ok(!("field" in explainError("INTERNAL_SERVER_ERROR")));
  for (const code of ["", "NEVER_SEEN", "__proto__", "constructor"]) assert.equal(explainError(code), undefined, code);
  for (const [at, value] of HOSTILE.entries()) assert.equal(explainError(value), undefined, name(value, at));
});

test("every code that was recorded is explained", () => {
  const codes = json("data", "wire", "index.json")
    .files.map(({ code }) => code)
    .filter(Boolean);
  assert.ok(codes.length >= 40);
  for (const code of codes) assert.equal(explainError(code)?.code, code);
});
