// No proxy answers, or not as one: what to do about it, and the page goes on by itself once one is there.
import type { RequestListener } from "node:http";
import { expect, test } from "../fixtures/index.ts";
import { environment } from "../support/environment.ts";
import { Middleman } from "../support/middleman.ts";
import { DEMO } from "../support/portal.ts";
import { card, connectThrough, serve } from "../support/proxy.ts";

test("no proxy at that address: what to start, and it connects once one is there @both", async ({ page, portal, quiet }) => {
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
  await expect(words).toContainText("HTTP 502");
  await expect(portal.button("Use sandbox")).toBeDisabled();
  await expect(portal.button("Use sandbox")).toHaveAccessibleDescription("That needs a proxy that answers.");
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

test("a proxy that cannot reach the API: its own code and words", async ({ page, portal, quiet }) => {
  quiet.allow(/status of 502/);
  const server = await serve((request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "*, authorization");
    response.setHeader("access-control-expose-headers", "*");
    if (request.method === "OPTIONS") response.writeHead(204).end();
    else if (request.url === "/proxy-info") {
      response.end(JSON.stringify({ upstreamHost: "api.test", sandbox: false, version: "0.0.0" }));
    } else {
      response.writeHead(502, { "x-reinstall-proxy-error": "upstream_refused" });
      const proxyError = { code: "upstream_refused", message: "api.test refused the connection", sent: "no", whatToDo: "" };
      response.end(JSON.stringify({ proxyError }));
    }
  });
  await connectThrough(portal, server.url);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The proxy works, but cannot reach the API.");
  await expect(alert).toContainText("Check that the upstream runs");
  await expect(alert).toContainText("Api.test refused the connection.");
  await expect(alert).toContainText("upstream_refused");
  await expect(page.getByText("LIVE", { exact: true })).toBeVisible();
  await server.stop();
});

test("a proxy that does not answer for a minute: the page counts, can be told to stop, and asks again @both", async ({
  page,
  portal,
  quiet,
  a11y,
}) => {
  quiet.allow(/ERR_/);
  const waiting: (() => void)[] = [];
  let isSlow = true;
  const server = await Middleman.start(environment().portalUrl, async (path) => {
    if (path === "/proxy-info" && isSlow) await new Promise<void>((resolve) => waiting.push(resolve));
  });
  const aborted = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/proxy-info"));
  await page.clock.install();
  await page.goto(server.url);
  await expect(page.getByText("Asking the proxy…")).toBeVisible();
  await portal.field("Access key ID").fill("typed-while-waiting");
  await page.clock.fastForward("01:05");
  await expect(page.getByText(/Still waiting, 6\d s\./)).toBeVisible();
  await a11y.check();
  await portal.button("Cancel").click();
  expect((await aborted).failure()?.errorText).toMatch(/ERR_ABORTED|NS_BINDING_ABORTED/);
  await expect(card(portal)).toContainText("You stopped waiting for the proxy");
  await expect(portal.field("Access key ID")).toHaveValue("typed-while-waiting");
  // One that answers after a minute is not given up, either.
  await portal.button("Ask again").click();
  await expect.poll(() => waiting.length).toBe(2);
  await page.clock.fastForward("01:05");
  isSlow = false;
  for (const answer of waiting) answer();
  await expect(page.getByText("SANDBOX", { exact: true })).toBeVisible();
  await expect(portal.field("Access key ID")).toHaveValue("typed-while-waiting");
  await server.stop();
});

test("offline: said at once, and asked again by itself when the network is back @both", async ({
  context,
  page,
  portal,
  quiet,
}) => {
  // The loader of the second module tells the console what it could not fetch.
  quiet.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch|\/snippets\//);
  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await context.setOffline(true);
  await expect(card(portal)).toContainText("This device is offline.");
  await portal.button("Connect").click();
  await expect(card(portal)).toContainText("Connect it to a network; this page then asks again by itself.");
  await expect(page.getByText("NO PROXY", { exact: true })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("SANDBOX", { exact: true })).toBeVisible();
  await portal.button("Connect").click();
  await expect(portal.heading("Instances")).toBeVisible();
});
