// A fault in the portal itself: the page says what happened, and whether anything had been sent.
import { expect, test } from "../fixtures/index.ts";
import { crash } from "../support/crash.ts";

test("before anything was sent @both", async ({ page, portal, quiet, a11y }) => {
  await portal.start("web-01");
  await portal.field("User data").fill("canary-in-a-crash");
  await crash(page, quiet);
  await expect(portal.heading("The portal has stopped")).toBeVisible();
  await expect(page.getByRole("alert")).toContainText(
    "This is a fault in the portal, not in your server and not in what you typed.",
  );
  await expect(page.getByRole("alert")).toContainText("Nothing had been sent in this visit: no server was reinstalled.");
  await expect(page.getByRole("alert")).toContainText(/For a report: portal \d+\.\d+\.\d+, .+\.rs:\d+/);
  await expect(page).toHaveTitle("The portal has stopped");
  expect(await page.content()).not.toContain("canary-in-a-crash");
  await a11y.checkBothThemes();
});

test("after a reinstall was sent @both", async ({ page, portal, quiet, sandbox }) => {
  await portal.connect();
  await portal.reinstall("web-01");
  await expect(portal.status).toHaveText("INSTALLING", { timeout: 20_000 });
  await crash(page, quiet);
  await expect(page.getByRole("alert")).toContainText("A reinstall of web-01 had been sent. It does not depend on this page");
  await page.getByRole("link", { name: "Open the portal again" }).click();
  await expect(portal.heading("Jobs")).toBeVisible();
  await expect(page.getByRole("row", { name: /^web-01 INSTALLING/ })).toBeVisible();
  expect(await sandbox.calls("ReinstallInstance")).toHaveLength(1);
});
