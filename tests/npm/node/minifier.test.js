// The minifier of Next 15 and Parcel 2 (swc of that time), which breaks some ways to write bytes: what it makes of each file runs.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { minify } from "@swc/core";
import * as whole from "zenlayer-reinstall";
import { installed, named } from "./support/packages.js";

const folder = mkdtempSync(join(import.meta.dirname, "minified-"));
after(() => rmSync(folder, { recursive: true }));

test(`${named("swc", "@swc/core")} minifies the whole package, and it still works`, async () => {
  for (const file of ["index", "validate", "api", "shared", "explain", "issue-codes", "json-schema"]) {
    const script = readFileSync(installed(`zenlayer-reinstall/${file}.js`), "utf8");
    for (const ascii_only of [false, true]) {
      const { code } = await minify(script, { module: true, compress: true, mangle: true, format: { ascii_only } });
      writeFileSync(
        join(folder, `${file}${ascii_only ? ".ascii" : ""}.js`),
        ascii_only ? code.replaceAll(/"\.\/([\w-]+)\.js"/g, '"./$1.ascii.js"') : code,
      );
    }
  }
  const request = { instanceId: "1", hostname: "a_b" };
  const sign = { action: "DescribeZones", credentials: { accessKeyId: "I", accessKeyPassword: "s" }, host: "h", timestamp: 1 };
  for (const entry of ["index.js", "index.ascii.js"]) {
    const small = await import(pathToFileURL(join(folder, entry)));
    assert.deepEqual(small.validate(request), whole.validate(request), entry);
    assert.deepEqual(small.signRequest(sign), whole.signRequest(sign), entry);
  }
});
