// One script, three runtimes; in two of them also as TypeScript, which they run as it is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { named, ofThisMachine, project, run } from "./support/packages.js";
import { REPORT } from "./support/report.js";

const here = project("script");

test(`Node.js ${process.version}`, async () => {
  assert.equal(await run("node", ["check.js"], here), `${REPORT}\n`);
});

// Deno keeps what it made of each script; here, not in the developer's home.
const DENO = { DENO_DIR: `${here}.deno`, DENO_NO_UPDATE_CHECK: "1" };
const deno = ofThisMachine("@deno", "deno");

for (const script of ["check.js", "check.ts"]) {
  test(`${named("Deno", "deno")} runs ${script}, which needs no permission`, async () => {
    assert.equal(await run(deno, ["run", "--no-prompt", script], here, DENO), `${REPORT}\n`);
  });
}

test(`${named("Deno", "deno")} checks the types`, async () => {
  await run(deno, ["check", "check.ts"], here, DENO);
});

const bun = ofThisMachine("@oven", "bin/bun");

for (const script of ["check.js", "check.ts"]) {
  test(`${named("Bun", "bun")} runs ${script}`, async () => {
    assert.equal(await run(bun, [script], here), `${REPORT}\n`);
  });
}
