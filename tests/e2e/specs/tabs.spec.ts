// Several tabs of one browser: one drives a server's reinstall, the others follow, and none repeats it.
import { expect, test } from "../fixtures/index.ts";
import { PASSWORD, Portal } from "../support/portal.ts";

const LATER = { timeout: 20_000 };

test("a second tab follows, offers no second reinstall, and takes over when the first is closed @both", async ({
  context,
  page,
  portal,
  sandbox,
}) => {
  await portal.connect();
  await portal.reinstall("web-01");
  await expect(portal.status).toHaveText("INSTALLING", LATER);

  const other = new Portal(await context.newPage());
  await other.connect();
  await expect(other.button("Reinstall web-01")).toBeDisabled();
  await other.page.getByRole("link", { name: /^Jobs/ }).click();
  await other.page.getByRole("link", { name: "web-01", exact: true }).click();
  await expect(other.status).toHaveText("INSTALLING", LATER);

  await page.close();
  await sandbox.advance(90);
  await expect(other.status).toHaveText("RUNNING", LATER);
  expect(await sandbox.calls("ReinstallInstance")).toHaveLength(1);
});

test("two tabs confirm the same server: one reinstall", async ({ context, portal, sandbox }) => {
  const other = new Portal(await context.newPage());
  for (const tab of [portal, other]) {
    await tab.start("web-01");
    await tab.field("Password").fill(PASSWORD);
    await tab.review();
    await tab.confirmation("web-01").fill("web-01");
  }
  // Forced: the slower tab's button may be disabled by then, which stops it as well.
  await Promise.all([portal, other].map((tab) => tab.button("Reinstall now").click({ force: true })));
  const told = (tab: Portal) =>
    tab
      .heading("Job")
      .or(tab.page.getByRole("alert").filter({ hasText: "Nothing was sent" }))
      .or(tab.page.getByText("A reinstall of this server is still open"));
  await expect(told(portal).first()).toBeVisible(LATER);
  await expect(told(other).first()).toBeVisible(LATER);
  await expect.poll(async () => (await sandbox.calls("ReinstallInstance")).length).toBe(1);
});

test("what waits to be sent again is not sent after Disconnect, under whatever credentials", async ({
  page,
  portal,
  quiet,
  sandbox,
}) => {
  quiet.allow(/status of 429/);
  await portal.connect();
  await sandbox.fault({ action: "ReinstallInstance", kind: "rate-limit", times: 1000 });
  await portal.reinstall("web-01");
  await expect(portal.status).toHaveText("RATE LIMITED");
  await portal.button("Disconnect").click();
  await expect(portal.status).toHaveText("REJECTED");
  // Not before: until then it is sent again by itself, on a slow machine once more.
  const before = (await sandbox.calls("ReinstallInstance")).length;
  await page.getByRole("link", { name: "Connect", exact: true }).first().click();
  await portal.button("Use sandbox").click();
  await expect(portal.button("Reinstall web-01")).toBeEnabled(LATER);
  expect((await sandbox.calls("ReinstallInstance")).length).toBe(before);
});

test("a tab that is not connected keeps no other from watching @both", async ({ context, page, portal, sandbox }) => {
  await portal.connect();
  await portal.reinstall("web-01");
  await expect(portal.status).toHaveText("INSTALLING", LATER);
  await page.reload();
  await expect(page.getByText("Not connected, so nobody is looking at the server.")).toBeVisible();

  const other = new Portal(await context.newPage());
  await other.connect();
  await sandbox.advance(90);
  await other.page.getByRole("link", { name: /^Jobs/ }).click();
  await expect(other.page.getByRole("row", { name: /web-01/ })).toContainText("RUNNING", LATER);
  // And the first tab learns it from the second.
  await expect(portal.status).toHaveText("RUNNING", LATER);
});
