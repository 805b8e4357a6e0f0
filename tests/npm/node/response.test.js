// Answers: everything that the API was seen to say, and everything else that can come back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { explainError, parseResponse } from "zenlayer-reinstall";
import { grown, HOSTILE, json, name, text } from "./data.js";

const messages = json("data", "wire", "index.json").files;

test("every success that was recorded", () => {
  const successes = messages.filter(({ kind }) => kind === "success");
  assert.ok(successes.length >= 5);
  for (const { file, action } of successes) {
    const body = text("data", "wire", file);
    const { requestId, response } = JSON.parse(body);
    const result = parseResponse(action, 200, {}, body);
    delete response.requestId;
    assert.deepEqual(result, { ok: true, requestId, response: action === "ReinstallInstance" ? {} : response }, file);
  }
});

test("every error that was recorded, with its code explained", () => {
  const errors = messages.filter(({ kind }) => kind === "error");
  assert.ok(errors.length >= 40);
  for (const { file, action, httpStatus, code } of errors) {
    const { ok, error } = parseResponse(
      action ?? "ReinstallInstance",
      httpStatus,
      new Headers({ "Retry-After": "3" }),
      text("data", "wire", file),
    );
    assert.equal(ok, false);
    assert.deepEqual([error.kind, error.code, error.httpStatus, error.retryAfter], ["api", code, httpStatus, 3], file);
    assert.equal(error.whatToDo, explainError(code).whatToDo);
    assert.equal(
      error.acted,
      httpStatus < 500 && code !== "OPERATION_DENIED_INSTANCE_STATUS_INSTALLING" ? "no" : "unknown",
      file,
    );
  }
});

test("what stands between", () => {
  const of = (status, headers, body) => {
    const { error } = parseResponse("ReinstallInstance", status, headers, body);
    return [error.kind, error.code, error.acted];
  };
  const proxy = (sent) => JSON.stringify({ proxyError: { code: "UPSTREAM_TIMEOUT", message: "m", sent, whatToDo: "w" } });
  assert.deepEqual(of(502, { "X-Reinstall-Proxy-Error": "1" }, proxy("no")), ["proxy", "UPSTREAM_TIMEOUT", "no"]);
  assert.deepEqual(of(502, { "x-reinstall-proxy-error": "" }, proxy("yes")), ["proxy", "UPSTREAM_TIMEOUT", "unknown"]);
  assert.deepEqual(of(403, [["CF-Mitigated", "challenge"]], "<html>"), ["challenge", "SECURITY_CHALLENGE", "unknown"]);
  assert.deepEqual(of(451, undefined, ""), ["blocked", "REQUEST_BLOCKED", "unknown"]);
  assert.deepEqual(of(200, {}, "<html>"), ["unreadable", "UNREADABLE_ANSWER", "unknown"]);
  assert.deepEqual(of(200, {}, "[]"), ["unreadable", "UNREADABLE_ANSWER", "unknown"]);
  assert.deepEqual(of(502, {}, "Bad gateway"), ["unreadable", "UNREADABLE_ANSWER", "unknown"]);
});

test("headers of every kind", () => {
  const body = JSON.stringify({ requestId: "r", code: "REQUEST_LIMIT_EXCEEDED", message: "m" });
  for (const headers of [
    new Headers({ "retry-after": "7" }),
    { "Retry-After": "7" },
    { "retry-after": ["7"] },
    { "retry-after": 7 },
    [["RETRY-AFTER", "7"]],
    new Map([["retry-after", "7"]]),
  ]) {
    assert.equal(parseResponse("DescribeZones", 429, headers, body).error.retryAfter, 7);
  }
  for (const value of ["soon", "-1", "Wed, 21 Oct 2026 07:28:00 GMT", "", {}])
    assert.equal(parseResponse("DescribeZones", 429, { "retry-after": value }, body).error.retryAfter, undefined);
});

test("anything for anything: an answer, never an exception", () => {
  const good = ["DescribeInstances", 200, {}, `{"requestId":"r","response":{}}`];
  for (const [at, value] of HOSTILE.entries()) {
    for (let argument = 0; argument < 4; argument += 1) {
      const result = parseResponse(...good.map((one, place) => (place === argument ? value : one)));
      assert.equal(typeof result.ok, "boolean", name(value, at));
      if (!result.ok) assert.equal(typeof result.error.whatToDo, "string");
    }
  }
  function* endless() {
    for (;;) yield ["x", "y"];
  }
  assert.equal(parseResponse(good[0], 200, endless(), good[3]).ok, true);
  assert.equal(parseResponse("DescribeInstances", 200, {}, `{"response":{"dataSet":${"[".repeat(5_000_000)}`).ok, false);
});

test("the types say what comes back, member for member", () => {
  const types = readFileSync(new URL("../node_modules/zenlayer-reinstall/machine.d.ts", import.meta.url), "utf8");
  const members = (type) => {
    const [, block] = new RegExp(`interface ${type} \\{\n([^]*?)\n\\}`).exec(types);
    return [...block.matchAll(/^ {2}(\w+): /gm)].map(([, member]) => member);
  };
  const first = (action, list) =>
    parseResponse(action, 200, {}, JSON.stringify({ response: { [list]: [{ diskInfo: {} }] } })).response[list][0];
  for (const [type, action, list] of [
    ["Instance", "DescribeInstances", "dataSet"],
    ["InstanceType", "DescribeInstanceTypes", "instanceTypes"],
    ["Image", "DescribeImages", "images"],
    ["KeyPair", "DescribeKeyPairs", "dataSet"],
    ["Zone", "DescribeZones", "zoneSet"],
  ]) {
    assert.deepEqual(Object.keys(first(action, list)), members(type), type);
  }
  assert.deepEqual(Object.keys(first("DescribeInstanceTypes", "instanceTypes").diskInfo), members("DiskInfo"));
});

test("100,000 answers leave nothing behind", () => {
  const body = text("data", "wire", "describe-instances.success.json");
  const left = grown(() => parseResponse("DescribeInstances", 200, {}, body));
  assert.ok(left < 20e6, `${left}`);
});
