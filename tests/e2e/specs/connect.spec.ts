// The way in: what can be wrong with it, said so that a tired operator knows what to do; and what is kept of it.
import { chromium } from "@playwright/test";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "../fixtures/index.ts";
import { chromiumFlags } from "../support/chromium.mjs";
import { environment } from "../support/environment.ts";
import { Middleman } from "../support/middleman.ts";
import { DEMO, PASSWORD, Portal } from "../support/portal.ts";
import { kept } from "../support/storage.ts";

/** A server of one's own on a free port. */
async function serve(listener: RequestListener): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Types another proxy's address, and tries to connect. */
async function connectThrough(portal: Portal, address: string): Promise<void> {
  await portal.page.goto("/");
  await portal.page.getByText("Proxy", { exact: true }).click();
  await portal.field("Proxy address").fill(address);
  await portal.button("Connect").click();
}

test("the demo credentials are filled in where the proxy leads to a sandbox, and the badge says so", async ({
  page,
  portal,
}) => {
  await page.goto("/");
  await expect(page.getByText("SANDBOX", { exact: true })).toBeVisible();
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await portal.button("Connect").click();
  await expect(portal.heading("Instances")).toBeVisible();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();
});

test("fields left empty are named", async ({ page, portal }) => {
  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await portal.field("Access key ID").fill(" ");
  await portal.field("Access key password").fill("");
  await portal.button("Connect").click();
  await expect(portal.field("Access key ID")).toHaveAccessibleDescription("Error: Type the access key ID.");
  await expect(portal.field("Access key password")).toHaveAccessibleDescription("Error: Type the access key password.");
  await portal.choice("A bearer token").check();
  await expect(portal.field("API token")).toHaveAccessibleDescription(/Error: Type the API token./);
});

for (const [what, id, password] of [
  ["a wrong access key ID", "no-such-key", DEMO.password],
  ["a wrong access key password", DEMO.id, "wrong"],
] as const) {
  test(`${what} is named, and what was typed stays`, async ({ page, portal, quiet }) => {
    quiet.allow(/status of 401/);
    await page.goto("/");
    await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
    await portal.field("Access key ID").fill(id);
    await portal.field("Access key password").fill(password);
    await portal.button("Connect").click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("Not connected.");
    await expect(alert).toContainText("Check the access key ID and the access key password");
    await expect(alert).toContainText("AUTHFAILURE_SIGNATURE_FAILURE");
    await expect(alert).toContainText(/Request ID \S+/);
    await expect(portal.field("Access key ID")).toHaveValue(id);
    await expect(portal.field("Access key password")).toHaveValue(password);
    await portal.field("Access key ID").fill(DEMO.id);
    await portal.field("Access key password").fill(DEMO.password);
    await page.keyboard.press("Enter");
    await expect(portal.heading("Instances")).toBeVisible();
  });
}

for (const [minutes, direction] of [
  [10, "ahead of"],
  [-10, "behind"],
] as const) {
  test(`a clock ${Math.abs(minutes)} minutes ${direction} the server's is named as the cause`, async ({
    page,
    portal,
    quiet,
  }) => {
    quiet.allow(/status of 401/);
    await page.clock.install({ time: Date.now() + minutes * 60_000 });
    await page.goto("/");
    await portal.button("Use sandbox").click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText(new RegExp(`This machine's clock is (9|10) minutes ${direction} the server's.`));
    await expect(alert).toContainText("Set this machine's clock right, then try again.");
    await expect(alert).toContainText("AUTHFAILURE_SIGNATURE_EXPIRED");
  });
}

test("a bearer token connects and is kept nowhere", async ({ page, portal, quiet }) => {
  quiet.allow(/status of 401/);
  await page.goto("/");
  await portal.choice("A bearer token").check();
  await portal.field("API token").fill("wrong-token");
  await portal.button("Connect").click();
  await expect(page.getByRole("alert")).toContainText("Check the API token, or connect with an access key.");
  await expect(portal.field("API token")).toHaveValue("wrong-token");
  await portal.field("API token").fill(DEMO.token);
  await portal.button("Connect").click();
  await expect(portal.heading("Instances")).toBeVisible();
  await page.reload();
  await expect(portal.heading("Connect")).toBeVisible();
  expect(await kept(page)).not.toContain(DEMO.token);
});

test("remembered on this device: a reload stays connected, Disconnect forgets, and no secret can be read", async ({
  page,
  portal,
}) => {
  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await page.getByLabel("Remember on this device").check();
  await portal.button("Connect").click();
  await expect(portal.heading("Instances")).toBeVisible();
  await page.reload();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();
  const everything = await kept(page);
  expect(everything, "the key is remembered by its id").toContain(DEMO.id);
  expect(everything).toContain("CryptoKey");
  expect(everything).not.toContain(DEMO.password);
  await portal.button("Disconnect").click();
  await expect(portal.heading("Connect")).toBeVisible();
  await expect.poll(() => kept(page)).not.toContain(DEMO.id);
  await page.reload();
  await expect(portal.heading("Connect")).toBeVisible();
});

test("without being remembered a reload asks again, at the same address", async ({ page, portal }) => {
  await portal.connect();
  const url = page.url();
  await page.reload();
  await expect(portal.heading("Connect")).toBeVisible();
  await portal.button("Use sandbox").click();
  await expect(portal.heading("Instances")).toBeVisible();
  expect(page.url()).toBe(url);
});

test("a proxy at another origin: really cross-origin, from Connect to RUNNING", async ({ page, portal, sandbox }) => {
  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).origin}`));
  await page.getByText("Proxy", { exact: true }).click();
  await portal.field("Proxy address").fill(`${environment().proxyUrl}/`);
  await portal.button("Connect").click();
  await expect(portal.heading("Instances")).toBeVisible();
  await portal.openForm("sel-a-batch-01");
  await portal.field("Password").fill(PASSWORD);
  await portal.review();
  await portal.confirm("sel-a-batch-01");
  await expect(portal.status).toHaveText("INSTALLING", { timeout: 20_000 });
  await sandbox.advance(90);
  await expect(portal.status).toHaveText("RUNNING", { timeout: 20_000 });
  expect(await sandbox.calls("ReinstallInstance")).toHaveLength(1);
  expect(new Set(asked), "the page's own server was not asked").toEqual(
    new Set([`GET ${environment().proxyUrl}`, `POST ${environment().proxyUrl}`]),
  );
});

test("no proxy at that address: what to start, and it connects once one is there", async ({ page, portal, quiet }) => {
  quiet.allow(/ERR_CONNECTION_REFUSED|CORS request did not succeed/);
  const gone = await serve(() => undefined);
  await gone.stop();
  await connectThrough(portal, gone.url);
  await expect(page.getByText("NO PROXY", { exact: true })).toBeVisible();
  const words = page.getByRole("alert").filter({ hasText: "No proxy answers." });
  await expect(words).toContainText("could not reach the proxy");
  await expect(words).toContainText("cargo xtask serve");
  await expect(portal.field("Proxy address")).toHaveValue(gone.url);
  await portal.field("Proxy address").fill("");
  await portal.button("Ask again").click();
  await expect(page.getByText("SANDBOX", { exact: true })).toBeVisible();
  await portal.button("Connect").click();
  await expect(portal.heading("Instances")).toBeVisible();
});

test("the portal's own proxy is down", async ({ page, portal, quiet }) => {
  quiet.allow(/status of 502/);
  const server = await Middleman.start(environment().portalUrl, (path, answer) => {
    if (path === "/proxy-info") {
      answer.status = 502;
      answer.headers.set("content-type", "text/plain");
      answer.body = new TextEncoder().encode("error sending request");
    }
  });
  await page.goto(server.url);
  const words = page.getByRole("alert").filter({ hasText: "No proxy answers." });
  await expect(words).toContainText("reinstall-proxy");
  await expect(words).toContainText("cargo xtask serve");
  await expect(portal.button("Use sandbox")).toHaveCount(0);
  await server.stop();
});

for (const [what, listener] of [
  [
    "a web site",
    (_, response) =>
      response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/html" }).end("<h1>Hello</h1>"),
  ],
  [
    "a server that knows no such path",
    (_, response) => response.writeHead(404, { "access-control-allow-origin": "*" }).end("no"),
  ],
  ["garbage", (_, response) => response.writeHead(200, { "access-control-allow-origin": "*" }).end('{"upstreamHost": 5')],
] as [string, RequestListener][]) {
  test(`an address that answers, but is no proxy: ${what}`, async ({ page, portal, quiet }) => {
    quiet.allow(/status of 404/);
    const server = await serve(listener);
    await connectThrough(portal, server.url);
    await expect(page.getByRole("alert").filter({ hasText: "No proxy answers." })).toContainText(/no reinstall-proxy/);
    await expect(portal.heading("Connect")).toBeVisible();
    await server.stop();
  });
}

test("an address that is none is refused before anything is asked", async ({ page, portal }) => {
  for (const typed of ["proxy.example:8787", "https://proxy.example/path", "ftp://proxy.example", "http://"]) {
    await connectThrough(portal, typed);
    await expect(portal.field("Proxy address")).toHaveAttribute("aria-invalid", "true");
    await expect(portal.field("Proxy address")).toHaveAccessibleDescription(
      /Error: Type an address with http:\/\/ or https:\/\//,
    );
    await expect(page.getByText("SANDBOX", { exact: true })).toBeVisible();
  }
});

test("opened over plain http from another machine: no signing, and the page says why", async () => {
  const { portalUrl, chromium: executablePath } = environment();
  const port = new URL(portalUrl).port;
  const browser = await chromium.launch({
    executablePath,
    args: [...chromiumFlags, "--host-resolver-rules=MAP portal.test 127.0.0.1"],
  });
  const page = await browser.newPage();
  const portal = new Portal(page);
  await page.goto(`http://portal.test:${port}/`);
  await expect(portal.heading("Connect")).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "opened over plain http" })).toContainText(
    "Open the portal by https, or by http://localhost.",
  );
  await browser.close();
});
