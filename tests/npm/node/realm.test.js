// Realms that lack what browsers and Node.js have, as jsdom does, and values that come from another one.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import vm from "node:vm";
import * as whole from "zenlayer-reinstall";

const require = createRequire(import.meta.url);

/** The package as CommonJS in a realm of its own, which has nothing but the language, WebAssembly included. */
function inRealm(globals = {}) {
  const context = vm.createContext(globals);
  const loaded = new Map();
  const load = (file) => {
    if (!loaded.has(file)) {
      const module = { exports: {} };
      loaded.set(file, module);
      const run = vm.runInContext(`(function (module, exports, require) {${readFileSync(file, "utf8")}\n})`, context);
      run(module, module.exports, (name) => load(createRequire(file).resolve(name)));
    }
    return loaded.get(file).exports;
  };
  return load(require.resolve("zenlayer-reinstall"));
}

const plain = (value) => JSON.parse(JSON.stringify(value));
const request = {
  instanceId: "820653960707704280",
  hostname: "ä_重😀".repeat(9000),
  userData: `#!/bin/sh\n${"é😀".repeat(9000)}\ud800`,
};

for (const [name, globals] of [
  ["nothing but the language", {}],
  ["the encoder, and no decoder", { TextEncoder }],
]) {
  const bare = inRealm(globals);

  test(`a realm with ${name}: the check says the same`, () => {
    for (const value of [{}, request, { ...request, userData: request.userData.slice(0, -1) }]) {
      const text = JSON.stringify(value);
      assert.deepEqual(plain(bare.validate(value)), plain(whole.validate(value)));
      assert.deepEqual(plain(bare.validateJson(text)), plain(whole.validateJson(text)));
      // The half of a pair that stands in the text itself, which JSON.stringify would escape.
      assert.deepEqual(
        plain(bare.validateJson(`{"x\ud800":"\udc00${text.slice(0, 20)}`)),
        plain(whole.validateJson(`{"x\ud800":"\udc00${text.slice(0, 20)}`)),
      );
    }
  });

  test(`a realm with ${name}: jobs, plans and schemas`, () => {
    const job = bare.createJob({ request: { instanceId: "1" }, id: "j", now: 1 });
    const { state } = whole.createJob({ request: { instanceId: "1" }, id: "j", now: 1 });
    assert.deepEqual(plain(job.state), plain(state));
    assert.deepEqual(plain(bare.planDisks({})), plain(whole.planDisks({})));
    const options = { target: "draft-07" };
    const of = ({ reinstallInstance }) => plain(reinstallInstance["~standard"].jsonSchema.input(options));
    assert.deepEqual(of(bare), of(whole));
  });

  test(`a realm with ${name}: bytes of another one are bytes`, () => {
    const bytes = Buffer.from(JSON.stringify({ instanceId: "1", hostname: "ä" }));
    assert.deepEqual(plain(bare.validateJson(bytes)), plain(whole.validateJson(bytes)));
    assert.equal(plain(bare.validateBatch(new TextEncoder().encode("[{}]"))).reports.length, 1);
  });
}
