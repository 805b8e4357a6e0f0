// The examples of the package's page: each is compiled as it stands, and the first is run.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { installed, run } from "./support/packages.js";

const page = readFileSync(installed("zenlayer-reinstall/README.md"), "utf8");
const examples = [...page.matchAll(/^```(tsx?)\n([^]*?)^```$/gm)].map(([, language, code]) => ({ language, code }));

/** What the reader has already. */
const GIVEN = `
declare const credentials: { accessKeyId: string; accessKeyPassword: string };
declare const host: string;
declare const baseUrl: string;
declare const request: { instanceId: string };
declare const instance: { instanceId: string };
declare const instanceType: object;
`;

const folder = mkdtempSync(fileURLToPath(new URL("../types/readme-", import.meta.url)));
after(() => rmSync(folder, { recursive: true }));

test("every example is code that compiles, strictly", async () => {
  assert.ok(examples.length >= 7);
  const files = examples.map(({ language, code }, at) => {
    writeFileSync(join(folder, `${at}.m${language.slice(0, 2)}`), `${code}${GIVEN}export {};\n`);
    return `${at}.m${language.slice(0, 2)}`;
  });
  const compilerOptions = {
    types: ["node"],
    lib: ["es2022", "dom", "dom.iterable"],
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ extends: "../tsconfig.json", compilerOptions, files }));
  await run("node", [installed("typescript/bin/tsc"), "--project", "."], folder);
});

test("the first example prints what the page says", async () => {
  writeFileSync(join(folder, "first.mjs"), examples[0].code);
  const [, said] = /^```text\n([^]*?)^```$/m.exec(page);
  assert.equal(await run("node", ["first.mjs"], folder), said);
});

test("every name that the package exports is on its page", async () => {
  for (const name of Object.keys(await import("zenlayer-reinstall"))) assert.ok(page.includes(name), name);
});
