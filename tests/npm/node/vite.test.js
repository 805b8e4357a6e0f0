// Vite: the dev server and a build, both opened; in the build a form of React Hook Form, and a worker.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { build, createServer } from "vite";
import { chromium, firefox } from "./support/browsers.js";
import { named, project } from "./support/packages.js";
import { REPORT } from "./support/report.js";
import { folder, serve } from "./support/site.js";

const name = named("Vite", "vite");
const root = project("vite");
const browsers = [await chromium(), await firefox()];
let site;

before(async () => {
  await build({ root, logLevel: "warn" });
  site = await serve(folder(`${root}dist`));
});

after(() => Promise.all([...browsers.map((browser) => browser.close()), site?.close()]));

test(`${name} dev server in ${browsers[0].name}`, async () => {
  const dev = await createServer({ root, logLevel: "warn", server: { host: "127.0.0.1", port: 0 } });
  try {
    await dev.listen();
    const [url] = dev.resolvedUrls.local;
    assert.equal(await browsers[0].text(url, "report"), REPORT);
    assert.equal(await browsers[0].text(url, "worker"), REPORT);
  } finally {
    await dev.close();
  }
});

for (const browser of browsers) {
  test(`${name} build in ${browser.name}, under a strict policy`, async () => {
    assert.equal(await browser.text(site.url, "report"), REPORT);
  });

  test(`${name} build in ${browser.name}, in a worker`, async () => {
    assert.equal(await browser.text(site.url, "worker"), REPORT);
  });

  test(`${name} build in ${browser.name}, where the policy forbids WebAssembly: the named error`, async () => {
    assert.match(await browser.error(`${site.url}no-wasm/`), /^WasmUnavailableError: .*'wasm-unsafe-eval'/);
  });
}

test(`${named("React Hook Form", "react-hook-form")} in ${browsers[0].name} shows each issue at its field`, async () => {
  await browsers[0].open(site.url, async ({ page, text }) => {
    const shown = async () => {
      const fields = await page.locator("#form input").all();
      return Promise.all(
        fields.map((field) =>
          field.evaluate((input) => [
            input.name,
            input.getAttribute("aria-invalid"),
            document.getElementById(input.getAttribute("aria-describedby")).textContent,
          ]),
        ),
      );
    };
    await page.getByLabel("Hostname").fill("a_b");
    await page.getByLabel("Private NIC name").fill("wan0");
    await page.getByRole("button", { name: "Review" }).click();
    await text("nic.lanName-error");
    const [hostname, wan, lan] = await shown();
    assert.deepEqual(hostname.slice(0, 2), ["hostname", "true"]);
    assert.match(hostname[2], /^Only a–z/);
    assert.deepEqual(wan, ["nic.wanName", "false", ""]);
    assert.deepEqual(lan.slice(0, 2), ["nic.lanName", "true"]);
    assert.notEqual(lan[2], hostname[2]);
    assert.equal(await page.locator("#sent").textContent(), "");

    await page.getByLabel("Hostname").fill("web-02");
    await page.getByLabel("Private NIC name").fill("lan0");
    await page.getByRole("button", { name: "Review" }).click();
    assert.deepEqual(JSON.parse(await text("sent")), {
      instanceId: "820653960707704280",
      hostname: "web-02",
      nic: { wanName: "wan0", lanName: "lan0" },
    });
    assert.ok((await shown()).every(([, invalid, message]) => invalid === "false" && message === ""));
  });
});
