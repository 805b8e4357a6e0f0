// English and Simplified Chinese: chosen at run time, kept, and said where it cannot be had.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/index.ts";
import { crash } from "../support/crash.ts";
import { environment } from "../support/environment.ts";
import { Middleman } from "../support/middleman.ts";
import { PASSWORD } from "../support/portal.ts";

const CHINESE = "简体中文";

/** What a screen reader was told last: the frame's polite live region. */
const announced = (page: Page) => page.locator("body > [aria-live=polite]");

test("switching keeps what was typed, the focus and the place", async ({ page, portal }) => {
  await portal.start("web-01");
  await portal.field("Hostname").fill("web-01.example");
  await portal.field("Password").fill(PASSWORD);
  await portal.field("User data").fill("#cloud-config\n");
  await page.setViewportSize({ width: 900, height: 500 });
  await portal.settingsButton.click();
  await page.evaluate(() => window.scrollTo(0, 40));
  await portal.choose(CHINESE);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.getByRole("link", { name: "实例" })).toBeVisible();
  await expect(portal.choice(CHINESE)).toBeFocused();
  expect(await page.evaluate(() => window.scrollY)).toBe(40);
  // By their ids: the names are in the other language now.
  await expect(page.locator("#hostname")).toHaveValue("web-01.example");
  await expect(page.locator("#password")).toHaveValue(PASSWORD);
  await expect(page.locator("#userData")).toHaveValue("#cloud-config\n");
  await portal.choose("English");
  await expect(page.getByRole("link", { name: "Instances" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(portal.field("Hostname")).toHaveValue("web-01.example");
});

test("a choice is kept, and goes before the browser's language @both", async ({ page, portal, a11y }) => {
  await page.goto("/jobs");
  await portal.choose(CHINESE);
  await expect(page.getByRole("heading", { level: 1, name: "任务" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "任务" })).toBeVisible();
  await expect(page).toHaveTitle("任务 · Zenlayer reinstall");
  await portal.settingsButton.click();
  await a11y.checkBothThemes();
});

test.describe("where the browser's language is Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("the first visit is in Chinese", async ({ page, portal }) => {
    await page.goto("/jobs");
    await expect(page.getByRole("heading", { level: 1, name: "任务" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
    await portal.choose("English");
    await expect(portal.heading("Jobs")).toBeVisible();
    await page.reload();
    await expect(portal.heading("Jobs")).toBeVisible();
  });

  test("also before the portal has started", async ({ page, quiet }) => {
    quiet.allow(/./);
    const server = await Middleman.start(environment().portalUrl, (path, answer) => {
      if (path.endsWith("_bg.wasm")) answer.status = 404;
    });
    await page.goto(server.url);
    await expect(page.getByRole("alert")).toHaveText(/^无法加载门户。/);
    await expect(page.getByRole("button", { name: "重新加载" })).toBeVisible();
    await server.stop();
  });

  test("also after it has stopped", async ({ page, quiet }) => {
    await page.goto("/jobs");
    await expect(page.getByRole("heading", { level: 1, name: "任务" })).toBeVisible();
    await crash(page, quiet);
    await expect(page.getByRole("alert")).toContainText("本次访问未发出任何请求：没有服务器被重装。");
    await expect(page).toHaveTitle("门户已停止运行");
  });
});

test("texts that cannot be had are said, and can be asked for again", async ({ page, portal, quiet, a11y }) => {
  quiet.allow(/status of 503/);
  let isBroken = true;
  const server = await Middleman.start(environment().portalUrl, (path, answer) => {
    if (path.startsWith("/locales/") && isBroken) answer.status = 503;
  });
  await page.goto(server.url);
  // The sandbox's credentials are filled in once the proxy has said that it is one.
  await expect(portal.field("Access key ID")).not.toHaveValue("");
  await portal.field("Access key ID").fill("typed before");
  await portal.choose(CHINESE);
  await page.keyboard.press("Escape");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The texts in Chinese could not be loaded, so the page stays as it is.");
  await expect(alert.locator("[lang=zh-CN]").first()).toHaveText("未能加载中文文本，页面保持原样。");
  await expect(portal.heading("Connect")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await a11y.checkBothThemes();
  isBroken = false;
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(alert).toHaveCount(0);
  await expect(page.locator("#access-key-id")).toHaveValue("typed before");
  await server.stop();
});

test("a page that appears is announced by its title, the first one only by the browser", async ({ page, portal }) => {
  await page.goto("/");
  await expect(portal.heading("Connect")).toBeVisible();
  await expect(announced(page)).toHaveText("");
  await expect(page.locator("body"), "on the first page nothing has the focus").toMatchAriaSnapshot(`
    - link "Skip to the content"
    - banner:
      - navigation "Pages"
      - button "Settings"
    - main:
      - heading "Connect" [level=1]
  `);
  await portal.button("Use sandbox").click();
  await expect(portal.heading("Instances")).toBeFocused();
  await expect(announced(page)).toHaveText("Instances");
  await portal.openForm("web-01");
  await expect(announced(page)).toHaveText("Reinstall web-01");
  await expect(page).toHaveTitle("Reinstall web-01 · Zenlayer reinstall");
  await page.getByRole("link", { name: "Jobs" }).click();
  await expect(page.locator("body")).toMatchAriaSnapshot(`
    - paragraph: Jobs
    - main:
      - heading "Jobs" [level=1] [active]
  `);
  await portal.choose(CHINESE);
  await expect(announced(page)).toHaveText("任务");
  await expect(page).toHaveTitle("任务 · Zenlayer reinstall");
  await expect(portal.choice(CHINESE), "the focus stays").toBeFocused();
});

/** Every English text that has a Chinese one, except those that are the same. */
const ENGLISH: readonly string[] = Object.entries(
  JSON.parse(readFileSync(new URL("../../../web/locales/zh-CN.json", import.meta.url), "utf8")) as Record<string, string>,
)
  .filter(([english, chinese]) => english !== chinese)
  .map(([english]) => english);

/** What stays English on purpose: the product, and the API's own words. */
const OWN_WORDS = /Zenlayer reinstall|RATE LIMITED|OUTCOME UNKNOWN|RUNNING, not as asked/g;

/** The badge's titles, which another page's work converts: to be taken away with it. */
const WAITING = /no real server is touched|proxy is being asked/;

/** The English that is left on the page as it is now: texts, names and titles outside code and other languages' parts. */
async function leftoverEnglish(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const isSkipped = (element: Element | null) =>
      element === null ||
      element.closest("code, pre, kbd, script, style, noscript, textarea, [lang=en], option, svg") !== null ||
      !element.checkVisibility({ visibilityProperty: true });
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
      if (!isSkipped(walker.currentNode.parentElement)) found.push(walker.currentNode.textContent ?? "");
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
      if (isSkipped(element)) continue;
      for (const name of ["aria-label", "title", "placeholder", "alt"]) found.push(element.getAttribute(name) ?? "");
    }
    return [document.title, ...found];
  });
  const known = new Set(ENGLISH);
  return texts
    .map((text) => text.replace(OWN_WORDS, "").trim())
    .filter((text) => !WAITING.test(text))
    .filter((text) => known.has(text) || /\b[A-Za-z]+(?: [a-z']{2,}){2,}/.test(text));
}

/** The pages in Chinese. `waits` for its words: its page is still being converted; take it away when it has them. */
const PAGES: readonly { what: string; waits?: true; open: (page: Page) => Promise<void> }[] = [
  { what: "Connect", waits: true, open: async (page) => void (await page.goto("/")) },
  {
    what: "Instances",
    waits: true,
    open: async (page) => {
      await connect(page);
    },
  },
  {
    what: "the form",
    waits: true,
    open: async (page) => {
      await connect(page);
      await page.getByRole("button", { name: /\bweb-01$/ }).click();
    },
  },
  { what: "Jobs", open: async (page) => void (await page.goto("/jobs")) },
  { what: "a job that is not there", open: async (page) => void (await page.goto("/jobs/not-there")) },
  { what: "no such page", open: async (page) => void (await page.goto("/nothing/here")) },
];

async function connect(page: Page): Promise<void> {
  await page.goto("/instances");
  await page.locator("form button:not([type=submit]):not(.quiet)").last().click();
  await expect(page.getByRole("table")).toBeVisible();
}

test.describe("no English is left in Chinese", () => {
  test.use({ locale: "zh-CN" });

  for (const { what, open } of PAGES.filter(({ waits }) => !waits)) {
    test(`on ${what}`, async ({ page }) => {
      await open(page);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(/\p{Script=Han}/u);
      expect(await leftoverEnglish(page)).toEqual([]);
    });
  }

  test("on a job's page and the sheet of shortcuts", async ({ page, portal, sandbox }) => {
    // The job is made in English: the form's words are another page's.
    await page.goto("/");
    await portal.choose("English");
    await portal.connect();
    await portal.reinstall("web-01");
    await expect(portal.status).toHaveText("INSTALLING", { timeout: 20_000 });
    await portal.choose(CHINESE);
    await page.keyboard.press("Escape");
    await expect(page.getByText(/^已进行 \d+ 秒。$/)).toBeVisible();
    expect(await leftoverEnglish(page)).toEqual([]);
    await sandbox.advance(600);
    await expect(portal.status).toHaveText("RUNNING", { timeout: 20_000 });
    await expect(page.getByText(/^用时 .+，结束于 2\d{3}年\d+月\d+日 \d\d:\d\d:\d\d。$/)).toBeVisible();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "键盘快捷键" })).toBeVisible();
    expect(await leftoverEnglish(page)).toEqual([]);
  });
});
