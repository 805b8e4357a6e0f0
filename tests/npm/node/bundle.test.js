// What a bundler takes along: only what is used.
import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const here = new URL(".", import.meta.url).pathname;

/** A bundle of these names, and the package's files that are in it. */
async function bundle(names, from = "zenlayer-reinstall") {
  const contents = `import { ${names} } from "${from}"; console.log(${names});`;
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: here },
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "esm",
    write: false,
    metafile: true,
    logLevel: "error",
  });
  const [output] = Object.values(metafile.outputs);
  const files = Object.entries(output.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file.split("/").at(-1))
    .filter((file) => file !== "<stdin>");
  const size = outputFiles[0].contents.length;
  console.log(`# ${names} from ${from}: ${size} bytes, brotli ${brotliCompressSync(outputFiles[0].contents).length}`);
  return files.sort();
}

test("the check alone", async () => assert.deepEqual(await bundle("validate"), ["shared.js", "validate.js"]));
test("the check as a schema", async () =>
  assert.deepEqual(await bundle("reinstallInstance"), ["json-schema.js", "shared.js", "validate.js"]));
test("signing alone", async () => assert.deepEqual(await bundle("signRequest"), ["api.js", "shared.js"]));
test("the tables alone", async () => {
  assert.deepEqual(await bundle("explainError"), ["explain.js"]);
  assert.deepEqual(await bundle("ISSUE_CODES"), ["issue-codes.js"]);
});
test("errors alone", async () => assert.deepEqual(await bundle("WasmUnavailableError"), ["shared.js"]));
test("everything", async () => {
  const everything =
    "createJob, explainError, ISSUE_CODES, parseResponse, planDisks, reinstallInstance, runJob, signRequest, validate";
  const all = ["api.js", "explain.js", "issue-codes.js", "json-schema.js", "shared.js", "validate.js"];
  assert.deepEqual(await bundle(everything), all);
  assert.deepEqual(await bundle(`${everything}, initSync`, "zenlayer-reinstall/slim"), [
    "explain.js",
    "issue-codes.js",
    "json-schema.js",
    "shared.js",
    "slim.js",
  ]);
});
