// Which proxy, and where it leads.
import { chromium } from "@playwright/test";
import { expect, test } from "../fixtures/index.ts";
import { chromiumFlags } from "../support/chromium.mjs";
import { environment } from "../support/environment.ts";
import { Middleman } from "../support/middleman.ts";
import { DEMO, PASSWORD, Portal } from "../support/portal.ts";
import { card, connectThrough } from "../support/proxy.ts";

test("a proxy at another origin: really cross-origin, from Connect to RUNNING @both", async ({ page, portal, sandbox }) => {
  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  const asked: string[] = [];
  page.on("request", (request) => {
    const { origin, pathname } = new URL(request.url());
    // Not the files of the portal itself, which come from where the page is.
    if (/^\/(api|proxy-info)\b/.test(pathname)) asked.push(`${request.method()} ${origin}`);
  });
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

test("a proxy that does not allow this page's origin, and one that this page's policy forbids @both", async ({
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
