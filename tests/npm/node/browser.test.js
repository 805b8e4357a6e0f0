// In a real browser, unbundled: under a strict policy, in a module worker, and where the policy forbids WebAssembly.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const PACKAGE = new URL(".", import.meta.resolve("zenlayer-reinstall/validate"));
const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";
const FETCHING = `${STRICT}; connect-src 'self'`;
const NO_WASM = "default-src 'none'; script-src 'self'";

const REQUEST = `{ instanceId: "820653960707704280", hostname: "a_b" }`;
const packed = readdirSync(PACKAGE).filter((name) => /\.(js|wasm)$/.test(name)).map((name) => [`/${name}`, readFileSync(new URL(name, PACKAGE))]);
const files = {
  ...Object.fromEntries(packed),
  "/page.js": `
    try {
      const { validate } = await import("/validate.js");
      document.title = JSON.stringify(validate(${REQUEST}));
    } catch (error) {
      document.title = error.name + ": " + error.message + " " + (error.cause instanceof Error);
    }`,
  "/whole-page.js": `
    const { signRequest } = await import("/index.js");
    document.title = signRequest({ action: "DescribeZones", credentials: { token: "t" }, host: "h" }).url;`,
  "/slim-page.js": `
    const { initSync, signRequest, validate } = await import("/slim.js");
    try { validate({}); } catch ({ name }) { document.title = name; }
    initSync(await WebAssembly.compileStreaming(fetch("/zenlayer_reinstall.wasm")));
    document.title = validate({}).valid + " " + signRequest({ action: "DescribeZones", credentials: { token: "t" }, host: "h" }).url;`,
  "/worker-page.js": `
    const worker = new Worker("/worker.js", { type: "module" });
    worker.onmessage = ({ data }) => { document.title = JSON.stringify(data); };
    worker.onerror = ({ message }) => { document.title = "error " + message; };`,
  "/worker.js": `
    import { validate } from "/validate.js";
    postMessage(validate(${REQUEST}));`,
};

let server;
let browser;

before(async () => {
  server = createServer(({ url }, response) => {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const policy = { no: NO_WASM, fetched: FETCHING }[searchParams.get("wasm")] ?? STRICT;
    const script = searchParams.get("script");
    if (script !== null) {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy });
      return response.end(`<!doctype html><title>waiting</title><script type="module" src="/${script}"></script>`);
    }
    const file = files[pathname];
    const type = pathname.endsWith(".wasm") ? "application/wasm" : "text/javascript";
    const headers = { "content-type": type, "content-security-policy": policy };
    return response.writeHead(file === undefined ? 404 : 200, headers).end(file);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM_BIN });
});

after(async () => {
  await browser?.close();
  server.close();
});

/** What the page's title becomes. */
async function title(query) {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/?${query}`);
  await page.waitForFunction(() => !["waiting", "WasmUnavailableError"].includes(document.title));
  const found = await page.title();
  await page.close();
  return found;
}

test("a page under a strict policy", async () => {
  const { valid, issues } = JSON.parse(await title("script=page.js"));
  assert.equal(valid, false);
  assert.match(issues.map(({ message }) => message).join(), /a–z/, "and its characters arrive whole");
});

test("the whole API under a strict policy", async () => assert.equal(await title("script=whole-page.js"), "https://h/api/v2/bmc"));

test("./slim, compiled while it arrives", async () => {
  assert.equal(await title("script=slim-page.js&wasm=fetched"), "false https://h/api/v2/bmc");
});

test("a module worker", async () => {
  assert.equal(JSON.parse(await title("script=worker-page.js")).valid, false);
});

test("a policy that forbids WebAssembly: one named error, which says what to do", async () => {
  assert.match(await title("script=page.js&wasm=no"), /^WasmUnavailableError: .*'wasm-unsafe-eval'.* true$/);
});
