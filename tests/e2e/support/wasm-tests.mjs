// Opens the page that wasm-bindgen's test runner serves, copies what it says to the terminal, and fails if a test did.
// Called by `cargo xtask test --only wasm`: node support/wasm-tests.mjs http://127.0.0.1:PORT
import { chromium } from "playwright-core";
import { chromiumFlags } from "./chromium.mjs";

/** How long the page may say nothing new before it counts as stuck. */
const SILENCE_MS = 60_000;

const url = process.argv[2];
const executablePath = process.env["CHROMIUM_BIN"];
if (!url || !executablePath) throw new Error("usage: CHROMIUM_BIN=… node support/wasm-tests.mjs URL");

const browser = await chromium.launch({ executablePath, args: chromiumFlags });
const page = await browser.newPage();

/** What the browser itself had to say; shown only where the tests failed. @type {string[]} */
const log = [];
page.on("console", (message) => log.push(`${message.type()}: ${message.text()}`));
/** An error outside every test, e.g. a module that cannot be loaded: the page would wait for ever. @type {Promise<string>} */
const broken = new Promise((resolve) => page.on("pageerror", (error) => resolve(String(error))));

await page.goto(url);
const output = page.locator("#output");
let shown = "";
let verdict = "";
while (!verdict) {
  const news = page
    .waitForFunction((/** @type {string} */ before) => document.querySelector("#output")?.textContent !== before, shown, {
      timeout: SILENCE_MS,
      polling: 100,
    })
    .then(
      () => "",
      () => `nothing new for ${SILENCE_MS / 1000} s`,
    );
  const trouble = await Promise.race([news, broken]);
  const text = (await output.textContent()) ?? "";
  // The page replaces its first words ("Loading scripts…") and then only adds.
  process.stdout.write(text.startsWith(shown) ? text.slice(shown.length) : text);
  shown = text;
  if (/^test result: ok/m.test(text)) verdict = "ok";
  else if (/^test result: /m.test(text)) verdict = "some tests failed";
  else if (trouble) verdict = trouble;
}
await browser.close();
if (!shown.endsWith("\n")) process.stdout.write("\n");
if (verdict !== "ok") {
  if (log.length > 0) console.log(`browser console:\n    ${log.join("\n    ")}`);
  console.log(`error: ${verdict}`);
  process.exitCode = 1;
}
