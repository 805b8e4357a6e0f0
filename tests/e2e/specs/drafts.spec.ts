// Drafts: what was filled in survives a reload, a crash and another tab; its secrets do not, and that is said.
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/index.ts";
import { crash } from "../support/crash.ts";
import { PASSWORD, Portal } from "../support/portal.ts";
import { kept } from "../support/storage.ts";

const CANARY = { password: "Canary~9pw", data: "#!/bin/sh\n# canary-user-data\n" } as const;

// Each loads the page several times, and looks at it in both themes.
test.setTimeout(60_000);

/** Loads the page anew, and connects again: the session was not remembered. */
async function reload(portal: Portal): Promise<void> {
  await portal.page.reload();
  await portal.button("Use sandbox").click();
  await expect(portal.group("Operating system")).toBeVisible();
}

/** The stored drafts: their keys. */
const stored = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("reinstall.draft")));

test("a draft survives a reload and a crash, without its secrets", async ({ page, portal, quiet, a11y, screenshots }) => {
  await portal.start("web-01");
  expect(await stored(page), "a form that nobody touched is not kept").toEqual([]);
  await portal.choice("Install another system").check();
  await portal.image("Debian10.6-x86_64").check();
  await portal.field("Hostname").fill("kept.example");
  await portal.field("Password").fill(CANARY.password);
  await portal.choice("Quick RAID").check();
  await portal.level("RAID 0").check();
  await portal.button("Add partition").click();
  await portal.field("Size of partition 1 in GB").fill("12");
  await portal.field("User data").fill(CANARY.data);
  // At once: what was typed last is kept as the page goes.
  await portal.field("Public NIC name").fill("wan9");
  const isRestored = async () => {
    await expect(page.getByText(/^Draft of .* restored; password and user data are not kept\./)).toBeVisible();
    await expect(page.getByText("A password had been typed. There were 29 bytes of user data.")).toBeVisible();
    await expect(portal.image("Debian10.6-x86_64")).toBeChecked();
    await expect(portal.field("Hostname")).toHaveValue("kept.example");
    await expect(portal.field("Password")).toHaveValue("");
    await expect(portal.level("RAID 0")).toBeChecked();
    await expect(portal.field("Size of partition 1 in GB")).toHaveValue("12");
    await expect(portal.field("Public NIC name")).toHaveValue("wan9");
    await expect(portal.field("User data")).toHaveValue("");
    await expect(portal.field("User data")).toHaveAccessibleDescription(/The 29 bytes of user data from before are not kept/);
  };
  await reload(portal);
  await isRestored();
  const text = await kept(page);
  expect(text).toContain("kept.example");
  expect(text.toLowerCase()).not.toContain("canary");
  await a11y.checkBothThemes();
  await screenshots.take("draft-restored", [360, 1440]);

  await crash(page, quiet);
  await expect(portal.heading("The portal has stopped")).toBeVisible();
  await reload(portal);
  await isRestored();

  // Started over, and taken back.
  await portal.button("Start over").click();
  await expect(portal.field("Hostname")).toHaveValue("web-01");
  await expect(portal.field("Public NIC name")).not.toHaveValue("wan9");
  await expect.poll(() => stored(page)).toEqual([]);
  await portal.button("Undo").click();
  await expect(portal.field("Hostname")).toHaveValue("kept.example");
  await expect.poll(() => stored(page)).toHaveLength(1);
  await portal.button("Disconnect").click();
  await expect.poll(() => stored(page), "whoever disconnects leaves no draft behind").toEqual([]);
});

test("a draft is removed once its request was accepted", async ({ page, portal }) => {
  await portal.start("web-01");
  await portal.field("Password").fill(PASSWORD);
  await expect.poll(() => stored(page)).toHaveLength(1);
  await portal.review();
  await portal.confirm("web-01");
  await expect.poll(() => stored(page)).toEqual([]);
});

test("two tabs: neither writes over the other silently", async ({ context, page, portal, a11y }) => {
  await portal.start("web-01");
  const other = new Portal(await context.newPage());
  await other.start("web-01");
  await portal.field("Password").fill(PASSWORD);
  await portal.field("Hostname").fill("first.example");
  const notice = (tab: Portal) => tab.page.getByText(/^This form was also changed in another tab, at /);
  await expect(notice(other)).toBeVisible();
  await other.field("Public NIC name").fill("wan9");
  const draft = () =>
    page.evaluate(() => Object.entries(localStorage).find(([key]) => key.startsWith("reinstall.draft."))?.[1]);
  // Undecided, this tab keeps nothing, also when it is left.
  await other.page.goto("/instances");
  await other.button("Use sandbox").click();
  expect(await draft()).toContain("first.example");
  expect(await draft()).not.toContain("wan9");
  await other.openForm("web-01");
  await expect(other.field("Hostname"), "opened anew, the form is what was kept").toHaveValue("first.example");

  await other.field("Hostname").fill("second.example");
  await expect(notice(portal)).toBeVisible();
  await a11y.checkBothThemes();
  await portal.button("Take the other tab's").click();
  await expect(portal.field("Hostname")).toHaveValue("second.example");
  await expect(portal.field("Password"), "the secret is nowhere else").toHaveValue(PASSWORD);
  await portal.field("Hostname").fill("third.example");
  await expect(notice(other)).toBeVisible();
  await other.button("Keep this one").click();
  await expect.poll(draft).toContain("second.example");
  await expect(notice(portal)).toBeVisible();
  await portal.button("Keep this one").click();
  await expect.poll(draft).toContain("third.example");
  await other.button("Keep this one").click();

  await other.button("Start over").click();
  await expect(page.getByText("This form was sent, started over or removed in another tab.")).toBeVisible();
  await portal.button("Keep this one").click();
  await expect.poll(draft).toContain("third.example");
});

test("a server that changed after the form was opened: the form and the review say what, and since when", async ({
  browser,
  page,
  portal,
  sandbox,
  a11y,
  screenshots,
}) => {
  await portal.start("web-01");
  await portal.field("Password").fill(PASSWORD);
  await portal.field("Private NIC name").fill("lan9");
  const context = await browser.newContext();
  const other = new Portal(await context.newPage());
  await other.start("web-01");
  await other.field("Hostname").fill("theirs");
  await other.field("Password").fill(PASSWORD);
  await other.review();
  await other.confirm("web-01");
  await expect(other.status).toHaveText("INSTALLING", { timeout: 20_000 });
  await sandbox.advance(90);
  await expect(other.status).toHaveText("RUNNING", { timeout: 20_000 });
  await context.close();

  await portal.review();
  await expect(page.getByRole("alert")).toContainText(
    /The server has changed since the form was opened at .*please read again/,
  );
  expect(await portal.table("What changed since the form was opened")).toMatchObject({ Hostname: ["web-01", "theirs"] });
  await a11y.checkBothThemes();
  await screenshots.take("review-changed", [360, 1440]);
  await portal.button("Back").click();
  await expect(page.getByText(/^The server has changed since this form was opened at /)).toBeVisible();
  // Also after a reload: the draft knows for which server it was filled in.
  await reload(portal);
  await expect(portal.field("Private NIC name")).toHaveValue("lan9");
  expect(await portal.table("What changed since the form was opened")).toMatchObject({ Hostname: ["web-01", "theirs"] });
  await portal.button("I have read this").click();
  await expect(page.getByText(/^The server has changed since/)).toHaveCount(0);
  await portal.field("Password").fill(PASSWORD);
  await portal.review();
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect((await portal.table("Changed"))["Hostname"]).toEqual(["theirs", "web-01"]);
});

test("what is no draft is set aside, and a browser that keeps nothing says so once", async ({ page, portal, a11y }) => {
  await portal.start("web-01");
  await portal.field("Hostname").fill("kept.example");
  await expect.poll(() => stored(page)).toHaveLength(1);
  const [key = ""] = await stored(page);
  const spoil = async (text: string) => {
    // Away from the form, which would keep its own as it goes.
    await page.goto("/jobs");
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [key, text] as const);
    await page.goto(`/reinstall/${key.replace("reinstall.draft.", "")}`);
    await portal.button("Use sandbox").click();
    await expect(portal.field("Hostname")).toHaveValue("web-01");
  };
  await spoil('{"version":1,"boot":7}');
  await expect(page.getByText("The draft that was kept for this instance is damaged, so it was set aside.")).toBeVisible();
  await expect(portal.button("Copy the draft as text")).toBeVisible();
  await a11y.checkBothThemes();
  // It stays until somebody removes it, and a new draft does not write over it.
  await portal.field("Hostname").fill("again.example");
  await expect.poll(() => stored(page)).toHaveLength(2);
  await reload(portal);
  await expect(portal.field("Hostname")).toHaveValue("again.example");
  await portal.button("Remove it").click();
  await expect.poll(() => stored(page)).toEqual([key]);
  await spoil('{"version":2,"and":"more"}');
  await expect(page.getByText(/^A newer version of this page kept a draft for this instance\./)).toBeVisible();
  await portal.button("Remove it").click();

  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await portal.field("Hostname").fill("not-kept.example");
  await expect(page.getByText(/^This browser keeps no draft: its storage is full or forbidden\./)).toHaveCount(1);
  await portal.field("Password").fill(PASSWORD);
  await portal.review();
  await portal.button("Back").click();
  await expect(portal.field("Hostname")).toHaveValue("not-kept.example");
});
