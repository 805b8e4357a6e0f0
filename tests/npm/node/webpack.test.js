// webpack: a build as in production, with a worker of its own.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import webpack from "webpack";
import { chromium } from "./support/browsers.js";
import { installed, named, project } from "./support/packages.js";
import { REPORT } from "./support/report.js";
import { folder, serve } from "./support/site.js";

const name = named("webpack", "webpack");
const browser = await chromium();
let site;

before(async () => {
  const { default: config } = await import(`${project("webpack")}webpack.config.js`);
  const compiler = webpack(config);
  const stats = await promisify(compiler.run).call(compiler);
  await promisify(compiler.close).call(compiler);
  assert.deepEqual(stats.toJson({ all: false, errors: true, warnings: true }).errors, []);
  site = await serve(folder(project("webpack")));
});

after(() => Promise.all([browser.close(), site?.close()]));

test(`${name} build in ${browser.name}, under a strict policy`, async () => {
  assert.equal(await browser.text(site.url, "report"), REPORT);
});

test(`${name} build in ${browser.name}, in a worker`, async () => {
  assert.equal(await browser.text(site.url, "worker"), REPORT);
});

test(`${name} build in ${browser.name}, where the policy forbids WebAssembly: the named error`, async () => {
  assert.match(await browser.error(`${site.url}no-wasm/`), /^WasmUnavailableError: .*'wasm-unsafe-eval'/);
});

test(`${name} build in ${browser.name}, read in another encoding: the named error says which it needs`, async () => {
  assert.match(await browser.error(`${site.url}no-charset.html`), /^WasmUnavailableError: .*charset=utf-8/);
});

test(`${name} takes of the default entry what is used`, () => {
  const { size } = statSync(`${project("webpack")}dist/main.js`);
  const entry = ["validate.js", "shared.js"].reduce(
    (sum, file) => sum + statSync(installed(`zenlayer-reinstall/${file}`)).size,
    0,
  );
  assert.ok(size < 1.02 * entry, `${size} bytes for ${entry}`);
});
