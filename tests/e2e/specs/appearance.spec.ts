// How the portal looks on this device: the theme that was chosen, and what the device itself asks for.
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/index.ts";

/** What web/theme.js has put on the document when its body begins: nothing can have been painted before that. */
interface BeforePaint {
  readonly theme: string | undefined;
  readonly lang: string;
}

/** Notes it on every load from now on. */
async function watchFirstPaint(page: Page): Promise<() => Promise<BeforePaint>> {
  await page.addInitScript(() => {
    const root = () => document.documentElement;
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      Object.assign(window, { beforePaint: { theme: root().dataset["theme"], lang: root().lang } });
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => (window as unknown as { beforePaint: BeforePaint }).beforePaint);
}

/** The colour of an element as numbers, whatever notation the browser uses. */
const style = (page: Page, selector: string, property: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

const DARK = "rgb(17, 20, 24)";
const LIGHT = "rgb(245, 246, 248)";

test("a chosen theme goes before the device's, and is there before the first paint of the next visit", async ({
  page,
  portal,
  a11y,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  const beforePaint = await watchFirstPaint(page);
  await page.goto("/");
  await expect(portal.heading("Connect")).toBeVisible();
  expect((await beforePaint()).theme).toBe("system");
  expect(await style(page, "html", "background-color")).toBe(LIGHT);
  await portal.choose("Dark");
  await expect.poll(() => style(page, "html", "background-color")).toBe(DARK);
  await a11y.check();
  await page.reload();
  await expect(portal.heading("Connect")).toBeVisible();
  expect((await beforePaint()).theme).toBe("dark");
  expect(await style(page, "html", "background-color")).toBe(DARK);
  await portal.settingsButton.click();
  await expect(portal.choice("Dark")).toBeChecked();
  await portal.choose("System");
  await expect.poll(() => style(page, "html", "background-color")).toBe(LIGHT);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await style(page, "html", "background-color")).toBe(DARK);
});

test("the page before the first paint and the portal read the same choices", async ({ page, portal }) => {
  const beforePaint = await watchFirstPaint(page);
  await page.goto("/");
  await expect(portal.settingsButton).toBeVisible();
  const kept: readonly (readonly [string | null, string | null])[] = [
    [null, null],
    ["light", "zh-CN"],
    ["dark", "en"],
    ["system", "zh"],
    ["Dark", "fr"],
    ["\u0000", ""],
  ];
  for (const [theme, locale] of kept) {
    await page.evaluate(
      (values) => {
        for (const [key, value] of Object.entries(values)) {
          if (value === null) localStorage.removeItem(`reinstall.${key}`);
          else localStorage.setItem(`reinstall.${key}`, value);
        }
      },
      { theme, locale },
    );
    await page.reload();
    await expect(portal.settingsButton).toBeVisible();
    const { theme: shownFirst, lang } = await beforePaint();
    const root = page.locator("html");
    await expect(root, `theme ${theme}`).toHaveAttribute("data-theme", shownFirst ?? "");
    await expect(root, `locale ${locale}`).toHaveAttribute("lang", lang);
    await portal.settingsButton.click();
    await expect(page.locator(`input[name="theme"][value="${shownFirst}"]`)).toBeChecked();
    await expect(page.locator(`input[name="locale"][value="${lang}"]`)).toBeChecked();
  }
});

test("the settings are closed by Escape and by a click beside them, and give the focus back", async ({
  page,
  portal,
  a11y,
}) => {
  await page.goto("/");
  await portal.settingsButton.focus();
  await page.keyboard.press("Enter");
  await expect(portal.group("Settings")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(portal.choice("System")).toBeFocused();
  await a11y.checkBothThemes();
  await page.keyboard.press("Escape");
  await expect(portal.group("Settings")).toBeHidden();
  await expect(portal.settingsButton).toBeFocused();
  await portal.settingsButton.click();
  await portal.heading("Connect").click();
  await expect(portal.group("Settings")).toBeHidden();
});

test("forced colours keep borders, the focus and the shapes of a status", async ({ page, portal }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await portal.connect();
  const hasBorder = async (selector: string) => {
    expect(await style(page, selector, "border-top-style"), selector).not.toBe("none");
    expect(await style(page, selector, "border-top-width"), selector).not.toBe("0px");
  };
  for (const selector of ["main button", "input#filter", ".badge"]) await hasBorder(selector);
  await page.keyboard.press("Tab");
  expect(await style(page, ":focus-visible", "outline-style")).toBe("solid");
  const shape = await page
    .locator('.status[data-status="RUNNING"]')
    .first()
    .evaluate((element) => {
      const path = element.querySelector("path");
      return path && getComputedStyle(path).fill === getComputedStyle(element).color ? path.getAttribute("d") : null;
    });
  expect(shape, "a shape in the word's colour").not.toBeNull();
  const underline = await page
    .locator('nav [aria-current="page"]')
    .evaluate((element) => getComputedStyle(element, "::after").borderBottomStyle);
  expect(underline).toBe("solid");
  await portal.openForm("web-01");
  for (const selector of ["main fieldset", "#hostname", "main button"]) await hasBorder(selector);
});

test("who asks for less motion gets none", async ({ page }) => {
  await page.goto("/");
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await style(page, "main button", "transition-duration")).not.toBe("0s");
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await style(page, "main button", "transition-duration")).toBe("0s");
  expect(await style(page, "html", "scroll-behavior")).toBe("auto");
});

/** Less than anybody sees: a word that is centred in a place of fixed width moves a little when it changes. */
const UNSEEN = 0.005;

test("nothing moves while the portal starts and loads, nor each second of a job", async ({ page, portal }) => {
  await page.addInitScript(() => {
    const shifts: { value: number; what: string[] }[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      const entries = list.getEntries() as unknown as {
        value: number;
        hadRecentInput: boolean;
        sources: { node: Node | null }[];
      }[];
      for (const { value, hadRecentInput, sources } of entries) {
        const what = sources.map(({ node }) => node?.textContent?.slice(0, 40) ?? "");
        if (!hadRecentInput) shifts.push({ value, what });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  const shifts = async () => {
    const seen = await page.evaluate(() =>
      (window as unknown as { shifts: { value: number; what: string[] }[] }).shifts.splice(0),
    );
    return seen.filter(({ value }) => value > UNSEEN);
  };
  await page.goto("/jobs");
  await expect(page.getByText("SANDBOX", { exact: true })).toBeVisible();
  await expect(portal.heading("Jobs")).toBeVisible();
  expect(await shifts(), "while starting").toEqual([]);
  await page.getByRole("link", { name: "Instances" }).click();
  await portal.button("Use sandbox").click();
  await portal.reinstall("stuck-installing");
  await expect(portal.status).toHaveText("INSTALLING", { timeout: 20_000 });
  const clock = page.getByText(/^For \d+ s now\.$/);
  // From one digit to two, where a line would grow.
  await expect(clock).toHaveText(/For [5-9] s/, { timeout: 20_000 });
  await shifts();
  await expect(clock).toHaveText(/For 1\d s/);
  expect(await shifts(), "each second").toEqual([]);
});

test("a job's page on paper", async ({ page, portal, sandbox }) => {
  await portal.connect();
  await portal.reinstall("web-01");
  await expect(portal.status).toHaveText("INSTALLING", { timeout: 20_000 });
  await sandbox.advance(600);
  await expect(portal.status).toHaveText("RUNNING", { timeout: 20_000 });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await style(page, "html", "background-color")).toBe("rgb(255, 255, 255)");
  expect(await style(page, "h1", "color")).toBe("rgb(0, 0, 0)");
  await expect(page.getByRole("navigation")).toBeHidden();
  await expect(page.locator("button:visible, .button:visible")).toHaveCount(0);
  const { instanceId } = await sandbox.instance("web-01");
  for (const text of ["SANDBOX", instanceId, "Asked and reported", "What happened"]) {
    await expect(page.getByText(text, { exact: true }).first(), text).toBeVisible();
  }
  // What is folded away on the screen is not on paper. No page of a job folds anything yet.
  await page.evaluate(() => {
    const folded = Object.assign(document.createElement("details"), { id: "folded" });
    folded.append(Object.assign(document.createElement("p"), { textContent: "folded away" }));
    document.querySelector("main")?.append(folded);
  });
  expect((await page.getByText("folded away").boundingBox())?.height).toBeGreaterThan(0);
});
