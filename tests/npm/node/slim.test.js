// ./slim: nothing is compiled until it is told what.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as whole from "zenlayer-reinstall";
import * as slim from "zenlayer-reinstall/slim";
import { HOSTILE, name, thrown } from "./data.js";

const require = createRequire(import.meta.url);
const bytes = readFileSync(require.resolve("zenlayer-reinstall/zenlayer_reinstall.wasm"));
const { initSync, ...same } = slim;

test("it has the same names, and the same tables and errors", () => {
  assert.deepEqual(Object.keys(same).sort(), Object.keys(whole).sort());
  for (const shared of ["ISSUE_CODES", "explainError", "WasmUnavailableError", "InvalidRequestError"])
    assert.equal(slim[shared], whole[shared], shared);
});

test("before it is started: one named error that says what to do", () => {
  const sign = { action: "DescribeZones", credentials: { token: "t" }, host: "h" };
  for (const call of [
    () => slim.validate({}),
    () => slim.validateJson("{}"),
    () => slim.signRequest(sign),
    () => slim.parseResponse("DescribeZones", 200, {}, ""),
    () => slim.planDisks({}),
    () => slim.createJob({ request: { instanceId: "1" } }),
    () => slim.restoreJob({}),
  ]) {
    assert.throws(call, { name: "WasmUnavailableError", message: /initSync/ });
  }
});

test("what is no module of ours is refused, and spoils nothing", () => {
  for (const [at, value] of [
    ...HOSTILE.entries(),
    ["empty", Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])],
    ["half", bytes.subarray(0, 5000)],
  ]) {
    assert.equal(
      thrown(() => initSync(value), ["WasmUnavailableError"], name(value, at))?.name,
      "WasmUnavailableError",
      name(value, at),
    );
  }
});

test("a promise of the bytes is not the bytes, and the error says so", () => {
  assert.throws(() => initSync(Promise.resolve(bytes)), { name: "WasmUnavailableError", message: /promise/ });
});

test("whatever view of the bytes, and modules of another realm", () => {
  const program = `
    import { readFileSync } from "node:fs";
    import { runInNewContext } from "node:vm";
    import { initSync, validate } from "zenlayer-reinstall/slim";
    const bytes = readFileSync(${JSON.stringify(require.resolve("zenlayer-reinstall/zenlayer_reinstall.wasm"))});
    const padded = new Uint8Array(bytes.length + 8);
    padded.set(bytes, 8);
    const views = {
      view: () => new DataView(padded.buffer, 8),
      buffer: () => padded.buffer.slice(8),
      realm: () => runInNewContext("new WebAssembly.Module(bytes)", { bytes }),
    };
    initSync(views[process.argv[1]]());
    console.log(validate({}).valid);`;
  for (const view of ["view", "buffer", "realm"]) {
    const printed = execFileSync("node", ["--input-type=module", "--eval", program, view], { cwd: import.meta.dirname });
    assert.equal(`${printed}`, "false\n", view);
  }
});

test("started twice it works like the other entry", () => {
  initSync(new WebAssembly.Module(bytes));
  initSync(bytes);
  initSync(undefined);
  const request = { instanceId: "1", hostname: "a_b" };
  assert.deepEqual(slim.validate(request), whole.validate(request));
  assert.deepEqual(slim.validateBatch("[{}]"), whole.validateBatch("[{}]"));
  const sign = { action: "DescribeZones", credentials: { accessKeyId: "I", accessKeyPassword: "s" }, host: "h", timestamp: 1 };
  assert.deepEqual(slim.signRequest(sign), whole.signRequest(sign));
  assert.equal(slim.createJob({ request: { instanceId: "1" } }).phase, "planned");
});

test("require gets the same, in a process of its own", () => {
  const script = `
    const slim = require("zenlayer-reinstall/slim");
    const all = require("zenlayer-reinstall");
    try { slim.validate({}); } catch (error) { console.log(error.name, error instanceof all.WasmUnavailableError); }
    slim.initSync(require("node:fs").readFileSync(require.resolve("zenlayer-reinstall/zenlayer_reinstall.wasm")));
    console.log(slim.validate({}).valid, all.validate({}).valid, all.ISSUE_CODES.length, typeof all.signRequest, typeof slim.runJob);`;
  const out = execFileSync(process.execPath, ["--eval", script], { encoding: "utf8" });
  assert.equal(out, `WasmUnavailableError true\nfalse false ${whole.ISSUE_CODES.length} function function\n`);
});
