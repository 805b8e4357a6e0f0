// Shortcuts of single keys, the sheet that explains them, and the way past the header.
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/index.ts";

const sheet = (page: Page) => page.getByRole("dialog", { name: "Keyboard shortcuts" });

test("the skip link is the first stop, and leads past the header @both", async ({ page }) => {
  await page.goto("/");
  // Until the proxy has answered, the first stop in the page is the button that stops waiting for it.
  await expect(page.getByText("SANDBOX", { exact: true })).toBeVisible();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
  expect(new URL(page.url()).hash, "the address stays what it was").toBe("");
});

test("every shortcut of the sheet works", async ({ page, portal, a11y, sandbox }) => {
  const { keyboard } = page;
  await portal.connect();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();
  await keyboard.press("?");
  await expect(sheet(page)).toBeVisible();
  await expect(sheet(page)).toMatchAriaSnapshot(`
    - heading "Keyboard shortcuts" [level=2]
    - term: Go to Instances
    - definition: g i
    - term: Go to Jobs
    - definition: g j
    - term: Go to Connect
    - definition: g c
    - term: Filter the list
    - definition: /
    - term: Show the keyboard shortcuts
    - definition: "?"
    - term: Close a sheet or a menu
    - definition: Esc
  `);
  await a11y.checkBothThemes();
  // Nothing happens behind an open sheet.
  await keyboard.type("gj");
  await keyboard.press("Escape");
  await expect(sheet(page)).toBeHidden();
  await expect(portal.heading("Instances"), "the focus is back where it was").toBeFocused();
  await keyboard.press("/");
  await expect(portal.field("Filter")).toBeFocused();
  await expect(portal.field("Filter")).toHaveValue("");
  await portal.heading("Instances").click();
  await keyboard.type("gj");
  await expect(portal.heading("Jobs")).toBeFocused();
  await keyboard.press("?");
  await expect(sheet(page).getByText("Filter the list"), "this page has no filter").toHaveCount(0);
  await sheet(page).getByRole("button", { name: "Close" }).click();
  await expect(sheet(page)).toBeHidden();
  await keyboard.type("gc");
  await expect(portal.heading("Connect")).toBeVisible();
  await keyboard.type("gi");
  await expect(portal.heading("Instances")).toBeVisible();
  expect(await sandbox.calls("ReinstallInstance")).toEqual([]);
});

test("none while somebody types, composes, or commands the browser", async ({ page, portal }) => {
  const { keyboard } = page;
  await portal.connect();
  await portal.field("Filter").focus();
  await keyboard.type("gj?");
  await expect(portal.field("Filter")).toHaveValue("gj?");
  await expect(portal.heading("Instances")).toBeVisible();
  await expect(sheet(page)).toBeHidden();
  await portal.heading("Instances").click();
  await keyboard.press("Alt+g");
  await keyboard.press("j");
  await keyboard.press("Shift+G");
  await keyboard.press("j");
  // As an input method reports keys that it takes, with the focus anywhere.
  await page.evaluate(() => {
    for (const key of ["g", "j"]) {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key, isComposing: true, bubbles: true, cancelable: true }));
    }
  });
  // A key that does work comes after them: they have been heard, and did nothing.
  await keyboard.press("?");
  await expect(sheet(page)).toBeVisible();
  await keyboard.press("Escape");
  await expect(portal.heading("Instances")).toBeVisible();
});

test("they can be turned off, which stays so, and the sheet is still there", async ({ page, portal }) => {
  const { keyboard } = page;
  await portal.connect();
  await portal.settingsButton.click();
  await page.getByRole("checkbox", { name: "Single-key shortcuts" }).uncheck();
  await keyboard.press("Escape");
  await keyboard.type("?gj");
  await page.reload();
  await expect(portal.heading("Connect")).toBeVisible();
  await keyboard.type("?gj");
  await portal.settingsButton.click();
  await expect(page.getByRole("checkbox", { name: "Single-key shortcuts" })).not.toBeChecked();
  await portal.button("Keyboard shortcuts").click();
  await expect(sheet(page)).toContainText("Single-key shortcuts are off.");
  await keyboard.press("Escape");
  await expect(sheet(page)).toBeHidden();
  await expect(portal.settingsButton).toBeFocused();
  await expect(portal.heading("Connect")).toBeVisible();
});
