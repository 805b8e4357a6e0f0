// The portal starts quietly under its security policy, and where it cannot start it says why: never a blank page.
// (The fixture `quiet`, part of each test, fails it when the page logs an error or breaks the policy.)
import { expect, test } from "../fixtures/index.ts";
import { environment } from "../support/environment.ts";
import { Middleman, type Answer, type Spoil } from "../support/middleman.ts";

for (const path of ["/", "/jobs/not-there"]) {
  test(`the portal starts at ${path}${path === "/" ? " @both" : ""}`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response?.headers()["content-security-policy"]).toContain("default-src 'self'");
    await expect(page.locator("#start"), "the words that stand there until the portal has started").toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
}

const isModule = (path: string) => path.endsWith("_bg.wasm");
const becomesPage = (answer: Answer) => {
  answer.headers.set("content-type", "text/html");
  answer.body = new TextEncoder().encode("<!doctype html><title>The server's start page</title>");
};

const failures: readonly { what: string; spoil: Spoil; says: RegExp; detail: RegExp }[] = [
  {
    what: "the policy forbids WebAssembly @both",
    spoil: (_, answer) => {
      const policy = answer.headers.get("content-security-policy");
      if (policy) answer.headers.set("content-security-policy", policy.replace("'wasm-unsafe-eval'", ""));
    },
    says: /blocked by this page's security policy.*wasm-unsafe-eval/,
    detail: /CompileError/,
  },
  {
    what: "the server has no module any more",
    spoil: (path, answer) => {
      if (isModule(path)) answer.status = 404;
    },
    says: /does not have the program/,
    detail: /_bg\.wasm: 404/,
  },
  {
    what: "the server answers with its start page instead of the module",
    spoil: (path, answer) => {
      if (isModule(path)) becomesPage(answer);
    },
    says: /does not have the program/,
    detail: /_bg\.wasm: 200 text\/html/,
  },
  {
    what: "the server answers with its start page instead of the module's script @both",
    spoil: (path, answer) => {
      if (/reinstall-portal-\w+\.js$/.test(path)) becomesPage(answer);
    },
    says: /does not have the program/,
    detail: /\.js: 200 text\/html/,
  },
  {
    what: "the browser does not understand the module @both",
    spoil: (path, answer) => {
      // An instruction that does not exist, as a feature of tomorrow would look to a browser of today.
      if (isModule(path)) answer.body = answer.body.fill(0xff, 8, 64);
    },
    says: /browser cannot run the portal/,
    detail: /CompileError/,
  },
];

for (const { what, spoil, says, detail } of failures) {
  test(`it is said in the page when ${what}`, async ({ page, quiet, a11y }) => {
    quiet.allow(/./);
    const server = await Middleman.start(environment().portalUrl, spoil);
    await page.goto(server.url);
    await expect(page.getByRole("alert")).toHaveText(says);
    await expect(page.locator("#start code")).toHaveText(detail);
    await expect(page.getByRole("button", { name: "Load again" })).toBeVisible();
    await a11y.checkBothThemes();
    await server.stop();
  });
}

test("it is said in the page when the network goes away while loading @both", async ({ page, quiet }) => {
  quiet.allow(/./);
  // Without its first script the page can say nothing: the network goes away behind it.
  const scriptIsThere = page.waitForEvent("requestfinished", (request) => /\/start[^/]*\.js$/.test(request.url()));
  const server = await Middleman.start(environment().portalUrl, async (path, answer) => {
    if (!isModule(path)) return;
    await scriptIsThere;
    answer.status = 500;
    void server.stop();
  });
  await page.goto(server.url);
  await expect(page.getByRole("alert")).toHaveText(/server does not answer: check the network/);
});

test("it is said in the page when the browser has no WebAssembly", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await page.goto("/");
  await expect(page.getByRole("alert")).toHaveText(/does not offer WebAssembly/);
});

test("without JavaScript the page asks for it", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(environment().portalUrl);
  await expect(page.locator("noscript p")).toBeVisible();
  await context.close();
});
