// The last step before a server is wiped: it takes the name, it reads the server once more, and it sends once.
import { expect, test } from "../fixtures/index.ts";
import { PASSWORD, Portal } from "../support/portal.ts";

test("the button waits for exactly the server's name", async ({ page, portal, sandbox }) => {
  await portal.start("web-01");
  await portal.field("Password").fill(PASSWORD);
  await portal.review();
  const now = portal.button("Reinstall now");
  await expect(now).toBeDisabled();
  for (const wrong of ["web-0", "WEB-01", "web-011", "web 01"]) {
    await portal.confirmation("web-01").fill(wrong);
    await expect(now).toBeDisabled();
    await expect(now).toHaveAccessibleDescription("That is not web-01 yet, so the button stays disabled.");
    await page.keyboard.press("Enter");
  }
  // Copied with spaces around: the name is still the name.
  await portal.confirmation("web-01").fill("  web-01 ");
  await expect(now).toBeEnabled();
  await expect(now).toHaveAccessibleDescription("");
  expect(await sandbox.calls("ReinstallInstance")).toEqual([]);
});

test("a double click and Enter again and again send once @both", async ({ page, portal, sandbox }) => {
  await sandbox.fault({ action: "ReinstallInstance", kind: "delay", millis: 1500 });
  await portal.start("web-01");
  await portal.field("Password").fill(PASSWORD);
  await portal.review();
  const field = portal.confirmation("web-01");
  await field.fill("web-01");
  await field.evaluate((element: HTMLInputElement) => {
    // In one go, before anything can be drawn again: faster than any hand.
    const button = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Reinstall now");
    for (let press = 0; press < 5; press += 1) {
      button?.click();
      element.form?.requestSubmit();
    }
  });
  for (let press = 0; press < 5; press += 1) await page.keyboard.press("Enter");
  await expect(portal.heading("Job")).toBeVisible();
  await expect(portal.status).toHaveText("INSTALLING", { timeout: 20_000 });
  expect(await sandbox.calls("ReinstallInstance")).toHaveLength(1);
  await page.goBack();
  await expect(portal.heading("Reinstall")).toBeVisible();
  await expect(page.getByText(/The instance is INSTALLING/)).toBeVisible();
  expect(await sandbox.calls("ReinstallInstance")).toHaveLength(1);
});

test("a server that another person reinstalls meanwhile: it is said what changed, and nothing is sent", async ({
  browser,
  page,
  portal,
  sandbox,
}) => {
  await portal.start("web-01");
  await portal.field("Hostname").fill("mine");
  await portal.field("Password").fill(PASSWORD);
  await portal.review();
  await portal.confirmation("web-01").fill("web-01");

  const context = await browser.newContext();
  const other = new Portal(await context.newPage());
  await other.start("web-01");
  await other.field("Hostname").fill("theirs");
  await other.field("Password").fill(PASSWORD);
  await other.review();
  await other.confirm("web-01");
  await expect(other.status).toHaveText("INSTALLING", { timeout: 20_000 });
  expect(await sandbox.calls("ReinstallInstance")).toHaveLength(1);

  await portal.button("Reinstall now").click();
  await expect(page.getByRole("alert")).toContainText("The server has changed since you reviewed it. Nothing was sent");
  expect(await portal.table("What changed")).toEqual({ Status: ["RUNNING", "INSTALLING"] });
  await expect(page.getByText("The instance is INSTALLING. Wait until that installation has ended.")).toBeVisible();
  await expect(portal.button("Reinstall now")).toHaveCount(0);

  await sandbox.advance(90);
  await expect(other.status).toHaveText("RUNNING", { timeout: 20_000 });
  await context.close();
  await portal.button("Read the server again").click();
  // The table of before stays until the server has answered; one that is replaced while it is read is read again.
  await expect(async () => {
    const changed = { Status: ["INSTALLING", "RUNNING"], Hostname: ["web-01", "theirs"] };
    expect(await portal.table("What changed")).toMatchObject(changed);
  }).toPass({ timeout: 10_000 });
  await expect(portal.confirmation("web-01"), "what was typed for the older server does not count").toHaveValue("");
  await expect(portal.button("Reinstall now")).toBeDisabled();
  expect((await portal.table("Changed"))["Hostname"]).toEqual(["theirs", "mine"]);
  expect(await sandbox.calls("ReinstallInstance")).toHaveLength(1);

  // Read, and confirmed anew: now it goes out.
  await portal.confirm("web-01");
  await expect(portal.status).toHaveText("INSTALLING", { timeout: 20_000 });
  expect(await sandbox.calls("ReinstallInstance")).toHaveLength(2);
});

test("when the server cannot be read once more, nothing is sent", async ({ page, portal, quiet, sandbox }) => {
  quiet.allow(/status of 500/);
  await portal.start("web-01");
  await portal.field("Password").fill(PASSWORD);
  await portal.reviewRead(sandbox);
  await sandbox.fault({ action: "DescribeInstances", kind: "http-500" });
  await portal.confirmation("web-01").fill("web-01");
  await portal.button("Reinstall now").click();
  await expect(page.getByRole("alert")).toContainText("The server could not be read again, so nothing was sent.");
  await expect(page.getByRole("alert")).toContainText("INTERNAL_SERVER_ERROR");
  await expect(portal.button("Reinstall now")).toBeDisabled();
  expect(await sandbox.calls("ReinstallInstance")).toEqual([]);
  await portal.confirm("web-01");
  await expect(portal.status).toHaveText("INSTALLING", { timeout: 20_000 });
  expect(await sandbox.calls("ReinstallInstance")).toHaveLength(1);
});

test("a second tab of the same browser does not send again @both", async ({ context, portal, quiet, sandbox }) => {
  quiet.allow(/status of 502/);
  const second = new Portal(await context.newPage());
  for (const tab of [portal, second]) {
    await tab.start("web-01");
    await tab.field("Password").fill(PASSWORD);
    await tab.review();
    await tab.confirmation("web-01").fill("web-01");
  }
  // The answer is late and nothing shows at the server: only the browser knows that it was sent.
  await sandbox.fault({ action: "ReinstallInstance", kind: "drop-before", times: 2, millis: 5000 });
  // Forced: the slower tab's button may be disabled by then, which stops it as well.
  await Promise.all([portal, second].map((tab) => tab.button("Reinstall now").click({ force: true })));
  const sends = async (tab: Portal) => tab.heading("Job").isVisible();
  await expect.poll(async () => (await sends(portal)) || (await sends(second))).toBe(true);
  const [sender, other] = (await sends(portal)) ? [portal, second] : [second, portal];
  await expect(sender.status).toHaveText("UNANSWERED", { timeout: 20_000 });
  await expect(other.button("Reinstall now")).toBeDisabled();
  await expect(other.button("Reinstall now")).toHaveAccessibleDescription(/A reinstall of this server is still open/);
  expect(await sandbox.calls("ReinstallInstance")).toHaveLength(1);
});

test("Back keeps everything that was typed @both", async ({ page, portal }) => {
  await portal.start("web-01");
  await portal.chooseImage("Debian10.6-x86_64");
  await portal.field("Hostname").fill("kept.example");
  await portal.field("Password").fill(PASSWORD);
  await portal.choice("Quick RAID").check();
  await portal.level("RAID 0").check();
  await portal.button("Add partition").click();
  await portal.button("Fill the rest with partition 1").click();
  await portal.field("Public NIC name").fill("wan9");
  await portal.field("Private NIC name").fill("lan9");
  await portal.field("User data").fill("#cloud-config\n");
  const isKept = async () => {
    await expect(portal.choice("Install another system")).toBeChecked();
    await expect(portal.image("Debian10.6-x86_64")).toBeChecked();
    await expect(portal.field("Hostname")).toHaveValue("kept.example");
    await expect(portal.field("Password")).toHaveValue(PASSWORD);
    await expect(portal.level("RAID 0")).toBeChecked();
    await expect(portal.field("Mount point of partition 1")).toHaveValue("/");
    await expect(portal.field("Size of partition 1 in GB")).toHaveValue("2200");
    await expect(portal.field("Public NIC name")).toHaveValue("wan9");
    await expect(portal.field("Private NIC name")).toHaveValue("lan9");
    await expect(portal.field("User data")).toHaveValue("#cloud-config\n");
  };
  await portal.review();
  await portal.button("Back").click();
  await isKept();
  await portal.review();
  await page.goBack();
  await isKept();
  // Also past the list of servers.
  await page.getByRole("link", { name: "Instances" }).click();
  await portal.openForm("web-01");
  await isKept();
});
