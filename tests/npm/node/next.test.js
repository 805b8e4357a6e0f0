// Next: a route handler on the server, a client component in the browser, built and started as in production.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { validate } from "zenlayer-reinstall";
import { chromium } from "./support/browsers.js";
import { ENVIRONMENT, installed, named, project, run } from "./support/packages.js";
import { REPORT } from "./support/report.js";

const name = named("Next", "next");
const next = installed("next/dist/bin/next");
const browser = await chromium();
let server;
let url;

before(
  async () => {
    await run("node", [next, "build"], project("next"));
    server = spawn("node", [next, "start", "--hostname", "127.0.0.1", "--port", "0"], {
      cwd: project("next"),
      env: ENVIRONMENT,
      stdio: ["ignore", "pipe", "inherit"],
    });
    url = await new Promise((resolve, reject) => {
      let said = "";
      server.stdout.on("data", (part) => {
        said += part;
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
        if (found !== null && said.includes("Ready")) resolve(found[0]);
      });
      server.once("exit", () => reject(new Error(`next start ended: ${said}`)));
    });
  },
  { timeout: 150_000 },
);

after(async () => {
  await browser.close();
  if (server !== undefined && server.exitCode === null && server.kill()) await once(server, "exit");
});

test(`${name} route handler`, async () => {
  const request = { instanceId: "820653960707704280", hostname: "a_b" };
  const response = await fetch(`${url}/api/check`, { method: "POST", body: JSON.stringify(request) });
  assert.deepEqual(await response.json(), JSON.parse(JSON.stringify(validate(request))));
});

test(`${name} client component in ${browser.name}`, async () => {
  await browser.open(url, async ({ page, text }) => {
    assert.ok(!(await text("report")).startsWith("hostname:"), "rendered on the server");
    // Typed here, answered here: nothing is asked of the server.
    await page.waitForLoadState("networkidle");
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.getByLabel("Hostname").fill("a_b");
    await page.waitForFunction((text) => document.getElementById("report").textContent === text, REPORT);
    assert.deepEqual(asked, []);
  });
});
