// The list of instances: found by what stands in the address, sorted, drawn by the rows in sight, protected on the device.
import type { Locator, Page } from "@playwright/test";
import { expect, test as base } from "../fixtures/index.ts";
import { Account } from "../support/account.ts";

const MANY = 1_700;

const test = base.extend<object, { account: Account }>({
  // One for all tests of this file; each of them orders its own faults.
  account: [
    async ({}, use) => {
      const account = await Account.start(MANY);
      await use(account);
      account.stop();
    },
    { scope: "worker" },
  ],
});

const rows = (page: Page): Locator => page.getByRole("rowheader");
const shown = (page: Page, text: string): Promise<void> => expect(page.getByText(text, { exact: true })).toBeVisible();
const menu = (page: Page, name: string): Locator => page.getByRole("combobox", { name, exact: true });

/** The list of the account with many instances. */
async function openMany(page: Page, account: Account, order?: () => Promise<void>): Promise<void> {
  await account.sandbox.reset();
  await order?.();
  await page.goto("/");
  await page.getByText("Proxy", { exact: true }).click();
  await page.getByLabel("Proxy address").fill(account.proxyUrl);
  await page.getByRole("button", { name: "Use sandbox" }).click();
  await expect(page.getByRole("heading", { name: "Instances" })).toBeVisible();
}

test("the filter stands in the address: reload, back, forward, and a link to it @both", async ({ page, portal }) => {
  await page.goto("/instances?zone=SEL-A&sort=-name");
  await portal.button("Use sandbox").click();
  await shown(page, `${await seoul(page)} of 49 instances`);
  await expect(menu(page, "Zone")).toHaveValue("=SEL-A");
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "descending");

  await portal.field("Filter").fill("web");
  await expect(page).toHaveURL(/\?q=web&zone=SEL-A&sort=-name$/);
  await expect(rows(page)).toHaveText(["web-01", "sel-a-web-02"]);
  await menu(page, "Status").selectOption("=STOPPED");
  await expect(page).toHaveURL(/\?q=web&zone=SEL-A&status=STOPPED&sort=-name$/);
  await expect(page.getByText("No instance matches the filter.")).toBeVisible();

  await page.goBack();
  await expect(menu(page, "Status"), "a choice is an entry of its own in the history").toHaveValue("");
  await expect(portal.field("Filter"), "typing is not").toHaveValue("web");
  await expect(rows(page)).toHaveText(["web-01", "sel-a-web-02"]);
  await page.goForward();
  await expect(menu(page, "Status")).toHaveValue("=STOPPED");
  await page.getByRole("link", { name: "Instances" }).click();
  await shown(page, "49 of 49 instances");
  await expect(portal.field("Filter")).toHaveValue("");
});

/** How many servers the account has in Seoul, as its menu counts them. */
async function seoul(page: Page): Promise<number> {
  const option = menu(page, "Zone").locator("option", { hasText: "SEL-A" });
  return Number(/\((\d+)\)/.exec((await option.textContent()) ?? "")?.[1]);
}

test("what the address says and nobody understands is shown, kept, and can be removed", async ({ page, portal, a11y }) => {
  await page.goto("/instances?colour=red&zone=MOON-1&sort=size&tag=env%3Dprod");
  await portal.button("Use sandbox").click();
  await expect(page.getByText("Not understood in this page’s address: colour=red sort=size")).toBeVisible();
  await expect(page.getByText("No instance has what the filter asks for: Zone: MOON-1")).toBeVisible();
  await expect(menu(page, "Zone").locator("option:checked")).toHaveText("MOON-1 (0)");
  await expect(menu(page, "Tag")).toHaveValue("=env=prod");
  await a11y.checkBothThemes();
  await menu(page, "Zone").selectOption("");
  await expect(page).toHaveURL(/tag=env%3Dprod.*colour=red/);
  await portal.button("Remove it from the address").click();
  await expect(page).toHaveURL(/\?tag=env%3Dprod$/);
  await expect(page.getByText("Not understood")).toHaveCount(0);
});

test("headings sort, and columns that were hidden stay hidden", async ({ page, portal }) => {
  await portal.connect();
  const zone = page.getByRole("columnheader", { name: "Zone" });
  await portal.button("Zone").click();
  await expect(zone).toHaveAttribute("aria-sort", "ascending");
  await expect(page).toHaveURL(/\?sort=zone$/);
  await expect(rows(page).first()).toHaveText("dxb-a-creating-win");
  await portal.button("Zone").click();
  await expect(zone).toHaveAttribute("aria-sort", "descending");
  await expect(rows(page).first()).toHaveText("esxi-01");
  await page.getByText("Columns: 9 of 9 shown").click();
  await page.getByRole("checkbox", { name: "Zone", exact: true }).uncheck();
  await expect(zone).toHaveCount(0);
  await page.reload();
  await portal.button("Use sandbox").click();
  await shown(page, "49 of 49 instances");
  await expect(page.getByText("Columns: 8 of 9 shown")).toBeVisible();
  await expect(zone).toHaveCount(0);
  await expect(rows(page).first(), "the order is still that of the address").toHaveText("esxi-01");
});

test("a protected instance is never offered, whichever page is opened, until that is lifted", async ({
  page,
  portal,
  sandbox,
  a11y,
}) => {
  const { instanceId } = await sandbox.instance("web-01");
  await portal.connect();
  await portal.button("More about web-01").click();
  await expect(page.getByText("203.0.113.1", { exact: true }).last()).toBeVisible();
  await a11y.checkBothThemes();
  await page.keyboard.press("Escape");
  await expect(portal.button("Close")).toBeHidden();
  await portal.button("More about web-01").click();
  await portal.button("Never offer a reinstall here").click();
  await expect(page.getByRole("rowheader", { name: "web-01 protected here" })).toBeVisible();
  const button = portal.button("Reinstall web-01");
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription("It is protected on this device: a reinstall is never offered here.");
  await button.click({ force: true });
  await expect(page.getByText("It is protected on this device"), "pressing it says why").toBeVisible();
  for (const path of [`/reinstall/${instanceId}`, `/reinstall/${instanceId}/review`]) {
    await page.goto(path);
    await portal.button("Use sandbox").click();
    await expect(page.getByText("web-01 is protected on this device.")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Re(view|install now)$/ })).toHaveCount(0);
  }
  await a11y.checkBothThemes();
  await portal.field("Type web-01 to lift the protection").fill("web-1");
  await expect(portal.button("Lift the protection")).toBeDisabled();
  await portal.field("Type web-01 to lift the protection").fill(" web-01 ");
  await portal.button("Lift the protection").click();
  await expect(page.getByText("is protected on this device")).toHaveCount(0);
  await page.getByRole("link", { name: "Instances" }).click();
  await expect(portal.button("Reinstall web-01")).toBeEnabled();
  expect(await sandbox.calls("ReinstallInstance")).toEqual([]);
});

test("what is ticked can be copied and protected, also where the filter hides it", async ({
  page,
  portal,
  context,
  sandbox,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await portal.connect();
  await page.getByRole("checkbox", { name: "Select web-01" }).check();
  await portal.field("Filter").fill("esxi");
  await expect(page.getByText("1 selected, 1 of them not shown")).toBeVisible();
  await page.getByRole("checkbox", { name: "Select all 2" }).check();
  await expect(page.getByText("3 selected, 1 of them not shown")).toBeVisible();
  await portal.button("Copy IDs").click();
  await expect(page.getByText("Copied 3 IDs, one a line.")).toBeVisible();
  const named = await Promise.all(["web-01", "esxi-01", "lax-h-esxi-02"].map((name) => sandbox.instance(name)));
  const copied = (await page.evaluate(() => navigator.clipboard.readText())).split("\n");
  expect(copied.toSorted()).toEqual(named.map(({ instanceId }) => instanceId).toSorted());
  await page
    .getByRole("group", { name: "Selected instances" })
    .getByRole("button", { name: "Never offer a reinstall here" })
    .click();
  await expect(page.getByText("protected here")).toHaveCount(2);
  await portal.button("Clear the selection").click();
  await portal.button("Copy the instance ID of esxi-01").click();
  await expect(page.getByText("Copied the instance ID of esxi-01.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(named[1]?.instanceId);
});

test("many instances: as far as they came, the rest after Try again", async ({ page, portal, account, quiet, a11y }) => {
  quiet.allow(/status of 500/);
  const { sandbox } = account;
  // Connecting asks for one, then the first page comes, the second does not.
  await openMany(page, account, async () => {
    await sandbox.fault({ action: "DescribeInstances", kind: "delay", millis: 1, times: 2 });
    await sandbox.fault({ action: "DescribeInstances", kind: "http-500" });
  });
  await expect(page.getByRole("alert")).toContainText("Could not load all instances: 500 of 1,700 came.");
  await shown(page, "500 of 500 instances");
  await expect(portal.button("Reinstall always-fails"), "what came can be used").toBeEnabled();
  await a11y.checkBothThemes();
  const before = (await sandbox.calls("DescribeInstances")).length;
  await portal.button("Try again").click();
  await shown(page, "1,700 of 1,700 instances");
  expect((await sandbox.calls("DescribeInstances")).length, "only what is missing is asked for").toBe(before + 3);
  // A refresh that fails leaves the list.
  await sandbox.fault({ action: "DescribeInstances", kind: "http-500" });
  await portal.button("Refresh").click();
  await expect(page.getByRole("alert")).toContainText("Could not load the instances.");
  await shown(page, "1,700 of 1,700 instances");
});

test("many instances: few are drawn, the last one can be reached and used, the focus stays", async ({
  page,
  portal,
  account,
}) => {
  await openMany(page, account);
  await shown(page, "1,700 of 1,700 instances");
  const table = page.getByRole("table", { name: "Instances" });
  await expect(table).toHaveAttribute("aria-rowcount", String(MANY + 1));
  const region = page.getByRole("region", { name: "Instances" });
  const drawn = () => rows(page).count();
  expect(await drawn()).toBeLessThan(60);
  // The focus stays in a row that is scrolled away, and Tab goes on from there.
  await portal.button("More about always-fails").focus();
  await region.evaluate((element) => {
    element.scrollIntoView({ block: "end" });
    element.scrollTop = element.scrollHeight;
  });
  const last = page.locator(`tr[aria-rowindex="${MANY + 1}"]`);
  await expect(last).toBeInViewport();
  expect(await drawn()).toBeLessThan(60);
  await expect(portal.button("More about always-fails")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(portal.button("Copy the instance ID of always-fails")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.locator("tr:focus-within")).toHaveAttribute("aria-rowindex", "3");
  await expect(page.locator("tr:focus-within")).toBeInViewport();
  // By keyboard to the end.
  await region.focus();
  await page.keyboard.press("End");
  await expect(last).toBeInViewport();
  const name = await last.getByRole("rowheader").innerText();
  await last.getByRole("button", { name: `Reinstall ${name}` }).click();
  await expect(portal.heading("Reinstall")).toBeVisible();
});

test("many instances: names in their natural order, another question begins at the top", async ({ page, portal, account }) => {
  await openMany(page, account);
  await shown(page, "1,700 of 1,700 instances");
  const region = page.getByRole("region", { name: "Instances" });
  await region.evaluate((element) => (element.scrollTop = 40_000));
  await expect(page.locator('tr[aria-rowindex="2"]')).toHaveCount(0);
  await portal.field("Filter").fill("spare-01");
  await expect(page.locator('tr[aria-rowindex="2"]')).toBeInViewport();
  const names = await rows(page).allInnerTexts();
  expect(names.slice(0, 3)).toEqual(["spare-01", "spare-01-2", "spare-01-3"]);
  expect(names.indexOf("spare-01-10")).toBe(names.indexOf("spare-01-9") + 1);
});

test("what can be done, and the longest status, are never cut short, in neither language", async ({ page, portal }) => {
  await portal.connect();
  // All rows that the table draws: the first of them have every kind of both.
  for (const language of ["English", "简体中文"]) {
    await portal.choose(language);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("row").filter({ hasText: /^failed-01/ })).toContainText("INSTALL_FAILED");
    const cut = await page
      .locator("tr[data-id] > td")
      .evaluateAll((cells) =>
        cells
          .filter((cell) => /\bc-(action|status)\b/.test(cell.className) && cell.scrollWidth > cell.clientWidth)
          .map((cell) => cell.textContent),
      );
    expect(cut, language).toEqual([]);
  }
});

test("a row keeps its height, and reads as a card where it is narrow", async ({ page, portal, a11y }) => {
  await portal.connect();
  await expect(rows(page).first()).toBeVisible();
  const heights = () =>
    page
      .locator("tr[data-id]")
      .evaluateAll((all) => [...new Set(all.map((row) => Math.round(row.getBoundingClientRect().height)))]);
  expect(await heights()).toHaveLength(1);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await heights()).toHaveLength(1);
  await portal.button("More filters").click();
  await menu(page, "Sort by").selectOption("-name");
  await expect(rows(page).first()).toHaveText("web-01");
  await portal.button("Reinstall web-01").click({ trial: true });
  await a11y.checkBothThemes();
});

test("coming back from a form shows the list at once, where it was left", async ({ page, portal, account }) => {
  await openMany(page, account);
  await menu(page, "Status").selectOption("=RUNNING");
  const count = page.getByText(/^\d+ of 1,700 instances$/);
  await expect(count).toBeVisible();
  const region = page.getByRole("region", { name: "Instances" });
  await region.evaluate((element) => (element.scrollTop = 8_000));
  await expect(page.locator('tr[aria-rowindex="2"]')).toHaveCount(0);
  const row = page.locator("tr[data-id]").nth(8);
  const id = await row.getAttribute("data-id");
  const reinstall = row.getByRole("button", { name: /^Reinstall / });
  // By keyboard: a click may scroll once more.
  await reinstall.focus();
  const scrolled = () => region.evaluate((element) => element.scrollTop);
  const place = await scrolled();
  await page.keyboard.press("Enter");
  await expect(portal.heading("Reinstall")).toBeVisible();
  // No answer may come before the list is seen.
  await account.sandbox.fault({ action: "DescribeInstances", kind: "delay", millis: 20_000, times: 10 });
  await page.goBack();
  await expect(page.locator(`tr[data-id="${id}"]`)).toBeVisible();
  await expect.poll(scrolled).toBe(place);
  await expect(count).toBeVisible();
});
