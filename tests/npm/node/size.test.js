// What a page has to load, beside what was written down: `UPDATE_SIZES=1 cargo xtask test --only npm -- size.test.js` writes it anew.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { bundle, sizes } from "../bench/weight.mjs";
import { installed } from "./support/packages.js";

const WRITTEN = join(process.env.TEST_DATA, "npm/sizes.json");
const README = join(process.env.TEST_DATA, "../crates/wasm/package/README.md");

/** More than this is a failure. */
const GROWTH_MAX = 1.05;

const folder = mkdtempSync(join(import.meta.dirname, "size-"));
after(() => rmSync(folder, { recursive: true }));

async function bundled(names, from = "zenlayer-reinstall") {
  const entry = join(folder, "entry.js");
  const out = join(folder, "bundle.js");
  writeFileSync(entry, `export ${names} from "${from}";\n`);
  await bundle(pathToFileURL(entry), pathToFileURL(out));
  return sizes(readFileSync(out));
}

const measured = {
  "`validate`": await bundled("{ validate }"),
  "the whole check: `validate`, `validateField`, `validateJson`, `validateBatch`, `reinstallInstance`": await bundled(
    "{ validate, validateField, validateJson, validateBatch, reinstallInstance }",
  ),
  "`explainError`": await bundled("{ explainError }"),
  "`ISSUE_CODES`, in both languages": await bundled("{ ISSUE_CODES }"),
  "`signRequest`": await bundled("{ signRequest }"),
  everything: await bundled("*"),
  "everything of `./slim`, without its module": await bundled("*", "zenlayer-reinstall/slim"),
  "`zenlayer_reinstall.wasm`, for `./slim`": sizes(readFileSync(installed("zenlayer-reinstall/zenlayer_reinstall.wasm"))),
};

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const table = (all) =>
  [
    "| what is used | raw | gzip | brotli |",
    "| --- | --: | --: | --: |",
    ...Object.entries(all).map(
      ([name, { raw, gzip, brotli }]) => `| ${name} | ${[raw, gzip, brotli].map(kilobytes).join(" | ")} |`,
    ),
  ].join("\n");
const PLACE = /(?<=<!-- sizes -->\n)[^]*(?=<!-- \/sizes -->)/;

if (process.env.UPDATE_SIZES) {
  writeFileSync(WRITTEN, `${JSON.stringify(measured, null, 2)}\n`);
  writeFileSync(
    README,
    readFileSync(README, "utf8").replace(PLACE, () => `\n${table(measured)}\n\n`),
  );
}
const written = JSON.parse(readFileSync(WRITTEN, "utf8"));

test("nothing has grown by more than a twentieth", () => {
  assert.deepEqual(Object.keys(written), Object.keys(measured));
  for (const [name, size] of Object.entries(measured)) {
    for (const [kind, bytes] of Object.entries(size)) {
      const most = GROWTH_MAX * written[name][kind];
      assert.ok(bytes <= most, `${name}: ${bytes} bytes ${kind}, were ${written[name][kind]}; see the head of this file`);
    }
  }
});

test("the page says what was written down", () => {
  assert.equal(PLACE.exec(readFileSync(README, "utf8"))?.[0].trim(), table(written));
});
