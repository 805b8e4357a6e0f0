// In real browsers, unbundled: under a strict policy, in a module worker, and where the policy forbids WebAssembly.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, test } from "node:test";
import { chromium, firefox } from "./support/browsers.js";
import { serve } from "./support/site.js";

const REQUEST = `{ instanceId: "820653960707704280", hostname: "a_b" }`;
const page = (script) =>
  `<!doctype html><meta charset="utf-8"><pre id="report"></pre><script type="module" src="/${script}"></script>`;

const folder = new URL(".", import.meta.resolve("zenlayer-reinstall/validate"));
const packed = readdirSync(folder)
  .filter((name) => /\.(js|wasm)$/.test(name))
  .map((name) => [`/${name}`, readFileSync(new URL(name, folder))]);
const files = {
  ...Object.fromEntries(packed),
  "/whole.html": page("whole.js"),
  "/whole.js": `
    import { signRequest } from "/index.js";
    document.getElementById("report").textContent = signRequest({ action: "DescribeZones", credentials: { token: "t" }, host: "h" }).url;`,
  "/page.html": page("page.js"),
  "/page.js": `
    import { validate } from "/validate.js";
    document.getElementById("report").textContent = JSON.stringify(validate(${REQUEST}));`,
  "/caught.html": page("caught.js"),
  "/caught.js": `
    const { name, message, cause } = await import("/validate.js").catch((error) => error);
    document.getElementById("report").textContent = name + ": " + message + " " + (cause instanceof Error);`,
  "/worker.html": page("worker-page.js"),
  "/worker-page.js": `
    const worker = new Worker("/worker.js", { type: "module" });
    worker.onmessage = ({ data }) => { document.getElementById("report").textContent = JSON.stringify(data); };`,
  "/worker.js": `
    import { validate } from "/validate.js";
    postMessage(validate(${REQUEST}));`,
};

const site = await serve((path) => files[path]);
after(() => site.close());

for (const browser of [await chromium(), await firefox()]) {
  after(() => browser.close());

  test(`${browser.name}: a page under a strict policy`, async () => {
    const { valid, issues } = JSON.parse(await browser.text(`${site.url}page.html`, "report"));
    assert.equal(valid, false);
    assert.match(issues.map(({ message }) => message).join(), /a–z/, "and its characters arrive whole");
  });

  test(`${browser.name}: the whole API under a strict policy`, async () => {
    assert.equal(await browser.text(`${site.url}whole.html`, "report"), "https://h/api/v2/bmc");
  });

  test(`${browser.name}: a module worker`, async () => {
    assert.equal(JSON.parse(await browser.text(`${site.url}worker.html`, "report")).valid, false);
  });

  test(`${browser.name}: a policy that forbids WebAssembly: one named error, which says what to do`, async () => {
    const said = /^WasmUnavailableError: .*'wasm-unsafe-eval'/;
    assert.match(await browser.error(`${site.url}no-wasm/page.html`), said);
    const caught = await browser.text(`${site.url}no-wasm/caught.html`, "report");
    assert.match(caught, said);
    assert.match(caught, / true$/, "what the engine said is its cause");
  });
}
