// esbuild: bundles for both worlds, and what a bundle leaves out.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import * as esbuild from "esbuild";
import { chromium } from "./support/browsers.js";
import { named, project, run } from "./support/packages.js";
import { REPORT } from "./support/report.js";
import { folder, serve } from "./support/site.js";

const name = named("esbuild", "esbuild");
const absWorkingDir = project("esbuild");
const browser = await chromium();
after(() => browser.close());

const options = { absWorkingDir, bundle: true, minify: true, logLevel: "error" };

test(`${name} for a browser, in ${browser.name}`, async () => {
  await esbuild.build({ ...options, entryPoints: ["browser.js"], format: "esm", outdir: "dist" });
  const site = await serve(folder(absWorkingDir));
  try {
    assert.equal(await browser.text(site.url, "report"), REPORT);
    assert.match(await browser.error(`${site.url}no-wasm/`), /^WasmUnavailableError: .*'wasm-unsafe-eval'/);
  } finally {
    await site.close();
  }
});

for (const [format, extension] of [
  ["esm", "mjs"],
  ["cjs", "cjs"],
]) {
  test(`${name} for Node.js ${process.version}, as ${format}`, async () => {
    const outfile = `dist/node.${extension}`;
    await esbuild.build({ ...options, entryPoints: ["node.js"], platform: "node", format, outfile });
    assert.equal(await run("node", [outfile], absWorkingDir), `${REPORT}\n`);
  });
}

/** Bundles a script of one line; says which files are in it, and how many bytes. */
async function bundled(contents) {
  const stdin = { contents, resolveDir: absWorkingDir };
  const { metafile } = await esbuild.build({ ...options, stdin, format: "esm", charset: "utf8", write: false, metafile: true });
  const [{ bytes, inputs }] = Object.values(metafile.outputs);
  const files = Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0 && file !== "<stdin>");
  return { bytes, files: files.map((file) => file.split("node_modules/").at(-1)) };
}

test(`${name} takes of the default entry what is used, and nothing else`, async () => {
  const own = await bundled('export { validate } from "zenlayer-reinstall/validate"');
  const through = await bundled('export { validate } from "zenlayer-reinstall"');
  assert.deepEqual(through.files, ["zenlayer-reinstall/shared.js", "zenlayer-reinstall/validate.js"]);
  assert.ok(own.bytes > 10_000 && through.bytes < 1.02 * own.bytes, `${through.bytes} bytes for ${own.bytes}`);
  assert.deepEqual(await bundled('import "zenlayer-reinstall"'), { bytes: 0, files: [] });
});
