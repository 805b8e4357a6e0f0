// Code: the same as the core's own, without a secret.
import assert from "node:assert/strict";
import { test } from "node:test";
import { exportRequest, InvalidRequestError } from "zenlayer-reinstall";
import { HOSTILE, name } from "./data.js";

const FORMATS = ["json", "curl", "cli", "python", "go", "terraform"];
const request = {
  instanceId: "820653960707704280",
  hostname: "web-01",
  imageId: "ubuntu-22",
  password: "Canary~123",
  partitions: [{ fsPath: "/", fsType: "ext4", size: 100 }],
  userData: "#!/bin/sh\necho canary\n",
};

test("every format names the server and holds no secret", () => {
  const seen = new Set();
  for (const format of FORMATS) {
    const code = exportRequest(request, format);
    assert.match(code, /820653960707704280[^]*\n$/, format);
    assert.doesNotMatch(code, /canary/i, format);
    assert.equal(exportRequest(JSON.stringify(request), format), code, `${format}: text and value`);
    seen.add(code);
  }
  assert.equal(seen.size, FORMATS.length);
});

test("JSON is the body, with what stands in for its secrets", () => {
  const { password, userData, ...open } = JSON.parse(exportRequest(request, "json"));
  const { password: _, userData: __, ...asked } = request;
  assert.deepEqual(open, asked);
  assert.deepEqual([password, userData], [{ $env: "SERVER_PASSWORD" }, { $file: "user-data.txt" }]);
});

test("what breaks a rule is no code, and the context counts", () => {
  assert.throws(
    () => exportRequest({ ...request, hostname: "a_b" }, "curl"),
    ({ constructor, report }) => {
      assert.equal(constructor, InvalidRequestError);
      return report.issues.some(({ code }) => code === "hostname_characters");
    },
  );
  const { imageId, ...kept } = request;
  assert.throws(() => exportRequest(kept, "json"), InvalidRequestError);
  assert.equal(JSON.parse(exportRequest(kept, "json", { instance: { imageId } })).imageId, undefined);
});

test("there is no other format", () => {
  for (const format of ["JSON", "yaml", "", "x".repeat(10_000_000), "\ud800", undefined, null, 7, {}]) {
    assert.throws(
      () => exportRequest(request, format),
      (error) => error instanceof TypeError && /format/.test(error.message),
    );
  }
  assert.throws(
    () => exportRequest(request, "yaml"),
    /^TypeError: format must be one of json, curl, cli, python, go, terraform$/,
  );
});

test("whatever is no request is refused by name", () => {
  for (const value of HOSTILE) {
    const refused = (error) => error instanceof InvalidRequestError || error instanceof TypeError;
    assert.throws(() => exportRequest(value, "json"), refused, name(value));
  }
});
