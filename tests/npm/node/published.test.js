// The tarball as others judge it: its types under each way to resolve them (`strict` leaves out none), its package.json.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { installed, named, run } from "./support/packages.js";

const tarball = process.env.TARBALL;
const here = fileURLToPath(new URL("../", import.meta.url));

test(`${named("arethetypeswrong", "@arethetypeswrong/cli")}, strict: no problem`, async () => {
  const attw = installed("@arethetypeswrong/cli/dist/index.js");
  // The module of ./slim is a file to be read, with no types to find.
  const options = [
    "--profile",
    "strict",
    "--no-definitely-typed",
    "--format",
    "ascii",
    "--exclude-entrypoints",
    "zenlayer_reinstall.wasm",
  ];
  assert.match(await run("node", [attw, tarball, ...options], here), /No problems found/);
});

test(`${named("publint", "publint")}, strict: no problem`, async () => {
  const said = await run("node", [installed("publint/src/cli.js"), "run", tarball, "--strict"], here);
  assert.match(said, /All good!/);
});
