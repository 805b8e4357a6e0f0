// How each page looks, beside pictures that are kept in snapshots/. Letters are boxes there (support/boxes.css), so that no font
// of this machine matters, and a picture is a few kilobytes. To renew them after a change that is meant:
// `cargo xtask test --only e2e -- --update-snapshots=all specs/visual.spec.ts`; then look at each.
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../fixtures/index.ts";
import { PASSWORD } from "../support/portal.ts";

// The boxes' font is in the style sheet itself, which the page's policy forbids. What the policy does is tested elsewhere.
test.use({ bypassCSP: true });

/** The widest and the narrowest that people use, each in one of the themes. */
const LOOKS = [
  { name: "light-1440", colorScheme: "light", width: 1440 },
  { name: "dark-360", colorScheme: "dark", width: 360 },
] as const;

const OPTIONS = {
  stylePath: fileURLToPath(new URL("../support/boxes.css", import.meta.url)),
  animations: "disabled",
  // A box's edge may be drawn a little differently elsewhere; a line of text that moves by a pixel is more.
  maxDiffPixels: 100,
  // How far a pixel's colour may be off, of 1: edges that a machine smooths in colour stay below, another colour does not.
  threshold: 0.3,
} as const;

/** What is another text each time gets one that stays: times, spans of time, and the ports of this run. Ids keep their length. */
async function steady(page: Page): Promise<void> {
  await page.evaluate(() => {
    const changing: readonly (readonly [RegExp, string])[] = [
      // A status that was seen twice has a beginning and an end.
      [/[A-Z][a-z]{2} \d{1,2}, \d{4}, \d\d:\d\d:\d\d(?: to [\w ,:]*\d\d:\d\d:\d\d)?/g, "Jan 10, 2026, 10:00:00"],
      [/\b\d+ (?:h|min|s)\b(?: \d+ (?:min|s)\b)*/g, "10 s"],
      [/127\.0\.0\.1:\d+/g, "127.0.0.1:12345"],
    ];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      const text = changing.reduce((text, [pattern, same]) => text.replaceAll(pattern, same), node.data);
      if (text !== node.data) node.data = text;
    }
  });
}

/** The page, or a part of it, looks as it did, in both looks. */
async function looksAsKept(page: Page, name: string, part?: Locator): Promise<void> {
  // Nothing stands under the mouse, and no field is framed, wherever the test has been last.
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (const { name: look, colorScheme, width } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await steady(page);
    const picture = `${name}-${look}.png`;
    if (part) await expect(part).toHaveScreenshot(picture, OPTIONS);
    else await expect(page).toHaveScreenshot(picture, { ...OPTIONS, fullPage: true });
  }
}

test("Connect, and the instances", async ({ page, portal }) => {
  await page.goto("/");
  await expect(portal.field("Access key ID")).not.toHaveValue("");
  await expect(page.getByText("SANDBOX", { exact: true })).toBeVisible();
  await looksAsKept(page, "connect");
  await page.goto("/instances?q=sel-a&sort=name");
  await portal.button("Use sandbox").click();
  await expect(page.getByText(/^\d+ of 49 instances$/)).toBeVisible();
  await looksAsKept(page, "instances");
});

test("the form, its picture of the disks, and the review", async ({ page, portal, sandbox }) => {
  await portal.start("sel-a-db-01");
  await looksAsKept(page, "form");
  await portal.chooseImage("Ubuntu20.04-x86_64");
  await portal.field("Hostname").fill("db.example");
  await portal.field("Password").fill(PASSWORD);
  await portal.addArrays(["RAID 1", [1, 2]], ["RAID 0", [3, 4]]);
  await portal.button("/, /var and /home").click();
  await looksAsKept(page, "storage", page.getByRole("img", { name: "Disks, arrays and partitions, to scale." }));
  await portal.reviewRead(sandbox);
  await looksAsKept(page, "review");
});

test("a job that has finished", async ({ page, portal, sandbox }) => {
  await portal.connect();
  await portal.reinstall("sel-a-web-02", "renamed");
  await expect(portal.status).toHaveText("INSTALLING", { timeout: 20_000 });
  await sandbox.advance(600);
  await expect(portal.status).toHaveText("RUNNING", { timeout: 20_000 });
  await looksAsKept(page, "job");
});
