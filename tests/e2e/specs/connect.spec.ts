// The way in: what can be wrong with it, said so that a tired operator knows what to do; and what is kept of it.
import { chromium, type Locator } from "@playwright/test";
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
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await portal.page.getByText("Proxy", { exact: true }).click();
  await portal.field("Proxy address").fill(address);
  await portal.button("Connect").click();
}

/** The card that says which world the proxy leads to. */
function card(portal: Portal): Locator {
  return portal.page.getByRole("region", { name: "Where this leads" });
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
  test(`a clock ${Math.abs(minutes)} minutes ${direction} the server's is named before anything is signed, and as the cause`, async ({
    page,
    portal,
    quiet,
    sandbox,
    a11y,
  }) => {
    quiet.allow(/status of 401/);
    const distance = new RegExp(`This machine's clock is (9|10) minutes ${direction} the server's.`);
    await page.clock.install({ time: Date.now() + minutes * 60_000 });
    await page.goto("/");
    const notice = page.getByRole("alert").filter({ has: portal.button("Check the clock again") });
    await expect(notice).toContainText(distance);
    await expect(notice).toContainText("The API refuses what is signed more than 5 minutes off its own time");
    expect(await sandbox.calls(), "nothing was signed yet").toHaveLength(0);
    await portal.button("Use sandbox").click();
    const alert = page.getByRole("alert").filter({ hasText: "Not connected." });
    await expect(alert).toContainText(distance);
    await expect(alert).toContainText("Set this machine's clock right, then try again.");
    await expect(alert).toContainText("AUTHFAILURE_SIGNATURE_EXPIRED");
    await a11y.check();
    await page.clock.setSystemTime(Date.now());
    await portal.button("Check the clock again").click();
    await expect(notice).toHaveCount(0);
    await portal.button("Connect").click();
    await expect(portal.heading("Instances")).toBeVisible();
  });
}

test("a clock two minutes off still signs, and every page says that it is off", async ({ page, portal }) => {
  await page.clock.install({ time: Date.now() - 125_000 });
  await page.goto("/");
  const words = page.getByText("This machine's clock is 2 minutes behind the server's.");
  await expect(words).toBeVisible();
  await portal.choice("A bearer token").check();
  await expect(words, "a token is not bound to a time").toHaveCount(0);
  await portal.choice("An access key").check();
  await portal.button("Connect").click();
  await expect(portal.heading("Instances")).toBeVisible();
  await expect(words).toBeVisible();
});

test("a bearer token connects and is kept nowhere", async ({ page, portal, quiet }) => {
  quiet.allow(/status of 401/);
  await page.goto("/");
  await portal.choice("A bearer token").check();
  await expect(page.getByLabel("Remember on this device")).toBeDisabled();
  await expect(page.getByLabel("Remember on this device")).toHaveAccessibleDescription(/A token is never remembered/);
  await portal.field("API token").fill("wrong-token");
  await portal.button("Connect").click();
  await expect(page.getByRole("alert")).toContainText("The API token is unknown or has expired");
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

test("an access key that was refused is looked at again: what may be wrong with it", async ({ page, portal, quiet, a11y }) => {
  quiet.allow(/status of 401/);
  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await portal.field("Access key ID").fill(DEMO.password);
  await portal.field("Access key password").fill(DEMO.id);
  await portal.button("Connect").click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The access key ID or the access key password is wrong; the API does not say which.");
  await expect(alert).toContainText("The ID is longer than the password");
  await expect(alert.getByRole("listitem").last()).toContainText("Calls are signed for 127.0.0.1:");
  await a11y.checkBothThemes();
});

test("what the first call can end in: what it was, what to do, and then a try that connects", async ({
  page,
  portal,
  quiet,
  sandbox,
}) => {
  quiet.allow(/status of (403|429|500|502)/);
  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  const alert = page.getByRole("alert");
  for (const [kind, what, advice, code] of [
    ["rate-limit", "The API gets too many requests", /Wait (a few seconds|\d+ s), then try again\./, "REQUEST_LIMIT_EXCEEDED"],
    ["http-500", "The API has a fault of its own.", /Nothing is wrong with what you typed/, "INTERNAL_SERVER_ERROR"],
    ["challenge", "A security challenge in front of the API", /Open the vendor's console/, "SECURITY_CHALLENGE"],
    ["drop-before", "The proxy works, but got no usable answer", /check the proxy's --upstream/, "upstream_reset"],
  ] as const) {
    await sandbox.fault({ action: "DescribeInstances", kind });
    await portal.button("Connect").click();
    await expect(alert).toContainText(code);
    await expect(alert).toContainText("Not connected.");
    await expect(alert).toContainText(what);
    await expect(alert).toContainText(advice);
    await expect(portal.field("Access key password")).toHaveValue(DEMO.password);
  }
  await portal.button("Connect").click();
  await expect(portal.heading("Instances")).toBeVisible();
});

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

test("a proxy that leads to the real API: LIVE, no demo credentials, and no sandbox to use", async ({ page, portal, a11y }) => {
  let sandbox = true;
  const server = await Middleman.start(environment().portalUrl, (path, answer) => {
    if (path !== "/proxy-info") return;
    const info = JSON.parse(new TextDecoder().decode(answer.body)) as object;
    answer.body = new TextEncoder().encode(JSON.stringify({ ...info, sandbox }));
  });
  await page.goto(server.url);
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  // The proxy changes its upstream behind the page's back.
  sandbox = false;
  await portal.button("Use sandbox").click();
  await expect(page.getByRole("alert")).toContainText("the sandbox's key was not sent there");
  await expect(page.getByText("LIVE", { exact: true })).toBeVisible();
  await expect(card(portal)).toContainText("a reinstall wipes a real server");
  await expect(portal.field("Access key ID")).toHaveValue("");
  await expect(portal.field("Access key password")).toHaveValue("");
  await expect(portal.button("Use sandbox")).toBeDisabled();
  await expect(portal.button("Use sandbox")).toHaveAccessibleDescription(/This proxy leads to the real API/);
  await a11y.checkBothThemes();
  await server.stop();
});

test("a proxy that does not allow this page's origin, and one that this page's policy forbids", async ({
  page,
  portal,
  quiet,
}) => {
  quiet.allow(/CORS|Cross-Origin|ERR_FAILED|status of 403|Content[ -]Security[ -]Policy/);
  const server = await Middleman.start(environment().portalUrl, () => undefined);
  await page.goto(server.url);
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await page.getByText("Proxy", { exact: true }).click();
  await portal.field("Proxy address").fill(environment().proxyUrl);
  await portal.button("Connect").click();
  await expect(card(portal)).toContainText(`does not let this page (${server.url}) read it`);
  await expect(card(portal)).toContainText(`--allow-origin ${server.url}`);
  await portal.field("Proxy address").fill("https://proxy.example");
  await portal.button("Connect").click();
  await expect(card(portal)).toContainText("security policy does not let it ask https://proxy.example");
  await expect(card(portal)).toContainText("connect-src");
  await server.stop();
});

test("a proxy that does not answer for a minute: the page counts, can be told to stop, and asks again", async ({
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

test("a first call that takes too long is stopped: it is aborted, and nothing typed is lost", async ({
  page,
  portal,
  quiet,
  sandbox,
}) => {
  quiet.allow(/ERR_/);
  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await sandbox.fault({ action: "DescribeInstances", kind: "delay", millis: 60_000 });
  const aborted = page.waitForEvent("requestfailed", (request) => request.method() === "POST");
  await portal.button("Connect").click();
  await expect(page.getByText("Connecting…")).toBeVisible();
  await expect(portal.button("Connect")).toBeDisabled();
  await expect.poll(() => sandbox.calls("DescribeInstances")).toHaveLength(1);
  await portal.button("Cancel").click();
  await aborted;
  await expect(page.getByText("Stopped. Nobody is connected")).toBeVisible();
  await expect(portal.field("Access key password")).toHaveValue(DEMO.password);
  await expect(portal.heading("Connect")).toBeVisible();
  await portal.button("Connect").click();
  await expect(portal.heading("Instances")).toBeVisible();
});

test("offline: said at once, and asked again by itself when the network is back", async ({ context, page, portal, quiet }) => {
  quiet.allow(/ERR_INTERNET_DISCONNECTED/);
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

test("the fields themselves: pasted spaces, what cannot be seen, Caps Lock, showing the password, both ways", async ({
  page,
  portal,
  a11y,
}) => {
  await page.goto("/");
  const [id, password] = [portal.field("Access key ID"), portal.field("Access key password")];
  await expect(id).toHaveValue(DEMO.id);
  await page.getByText("Proxy", { exact: true }).click();
  await portal.field("Proxy address").fill("  pasted-id \t");
  await portal.field("Proxy address").press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+C");
  await portal.field("Proxy address").fill("");
  await id.fill("");
  await id.press("ControlOrMeta+V");
  await expect(id).toHaveValue("pasted-id");
  await expect(id).toHaveAccessibleDescription("Notice: The spaces around what you pasted were left out.");
  await id.fill("a\0b");
  await expect(id).toHaveAttribute("aria-invalid", "true");
  await expect(id).toHaveAccessibleDescription(/cannot be seen \(U\+0000\)/);
  await portal.button("Connect").click();
  await expect(id, "nothing is sent, and the field is where to go on").toBeFocused();
  await id.fill("two words");
  await expect(id).toHaveAccessibleDescription(/There is a space inside/);
  await id.fill("typed-id ");
  await expect(id).toHaveAccessibleDescription("Notice: The spaces around it will be left out.");

  await password.fill("typed-password");
  const capsLock = (on: boolean) =>
    password.evaluate((field, modifierCapsLock) => {
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "A", bubbles: true, modifierCapsLock }));
    }, on);
  await capsLock(true);
  await expect(password).toHaveAccessibleDescription("Warning: Caps Lock is on.");
  await capsLock(false);
  await expect(password).toHaveAccessibleDescription("");
  await expect(password).toHaveAttribute("type", "password");
  await portal.button("Show password").click();
  await expect(password).toHaveAttribute("type", "text");
  await expect(portal.button("Hide password")).toBeVisible();

  await portal.choice("A bearer token").check();
  await portal.field("API token").fill("schlüssel");
  await expect(portal.field("API token")).toHaveAccessibleDescription(/ü \(U\+00FC\) cannot be part of it/);
  await a11y.checkBothThemes();
  await portal.choice("An access key").check();
  await expect(id).toHaveValue("typed-id ");
  await expect(password).toHaveValue("typed-password");
  await expect(password, "covered again").toHaveAttribute("type", "password");
  await portal.choice("A bearer token").check();
  await expect(portal.field("API token")).toHaveValue("schlüssel");
});

test("a remembered key that is no longer accepted can be tried again, and forgotten", async ({
  page,
  portal,
  quiet,
  sandbox,
}) => {
  quiet.allow(/status of 503/);
  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await page.getByLabel("Remember on this device").check();
  await portal.button("Connect").click();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();
  await page.goto("/");
  await expect(portal.heading("Instances"), "whoever comes back is taken to the servers").toBeVisible();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();
  await sandbox.fault({ action: "DescribeInstances", kind: "http-503", times: 2 });
  await page.reload();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The key that this device remembers was not accepted.");
  await expect(alert).toContainText("The API is unavailable for now.");
  await portal.button("Try again").click();
  await expect
    .poll(() => sandbox.calls("DescribeInstances").then((calls) => calls.filter((call) => call.status === 503).length))
    .toBe(2);
  await portal.button("Forget this key").click();
  await expect(alert).toHaveCount(0);
  await expect.poll(() => kept(page)).not.toContain("CryptoKey");
});

test("the room of what is still being asked is reserved: nothing moves when the answer comes", async ({ page, portal }) => {
  const waiting: (() => void)[] = [];
  const server = await Middleman.start(environment().portalUrl, async (path) => {
    if (path === "/proxy-info") await new Promise<void>((resolve) => waiting.push(resolve));
  });
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(server.url);
    await expect(page.getByText("Asking the proxy…")).toBeVisible();
    const places = async () => {
      const boxes = [portal.field("Access key ID"), portal.button("Connect"), page.getByRole("link", { name: "Instances" })];
      return Promise.all(boxes.map((box) => box.boundingBox()));
    };
    const before = await places();
    for (const answer of waiting.splice(0)) answer();
    await expect(page.getByText("SANDBOX", { exact: true })).toBeVisible();
    await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
    expect(await places(), `${width} px`).toEqual(before);
  }
  await server.stop();
});

test.describe("in Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("the page and what goes wrong on it speak Chinese, with the API's own words as they are", async ({
    page,
    portal,
    quiet,
    a11y,
  }) => {
    quiet.allow(/status of 401/);
    await page.goto("/");
    await expect(portal.heading("连接")).toBeVisible();
    await expect(portal.field("访问密钥 ID")).toHaveValue(DEMO.id);
    await portal.field("访问密钥密码").fill("wrong");
    await portal.button("连接").click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("访问密钥 ID 或访问密钥密码有误");
    await expect(alert).toContainText("AUTHFAILURE_SIGNATURE_FAILURE");
    const words = (await page.locator("main").innerText()).replace(await alert.locator(".facts").innerText(), "");
    expect(words.match(/\b[a-z]{3,} [a-z]{2,} [a-z]{2,}\b/gi), "no English sentence is left").toBeNull();
    await a11y.checkBothThemes();
    await portal.button("使用沙箱").click();
    await expect(page).toHaveURL(/\/instances$/);
  });
});
