// Every page in its main states: readable for everybody (axe, both themes), on every screen from 320 to 2560 px, in both
// languages. The pictures in results/screens are for people to look at.
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/index.ts";
import { speak } from "../fixtures/screenshots.ts";
import { crash } from "../support/crash.ts";
import { leftoverEnglish } from "../support/leftover.ts";
import { PASSWORD } from "../support/portal.ts";

// Each looks at several states, each in both themes and three widths.
test.setTimeout(120_000);

test("Connect", async ({ page, portal, quiet, inspect }) => {
  quiet.allow(/status of 401|ERR_CONNECTION_REFUSED/);
  await page.goto("/");
  await expect(portal.button("Use sandbox")).toBeVisible();
  await inspect.check("connect");
  await portal.field("Access key ID").fill("wrong");
  await portal.button("Connect").click();
  await expect(page.getByRole("alert")).toContainText("Not connected.");
  await inspect.check("connect-refused");
  await portal.choice("A bearer token").check();
  await page.getByText("Proxy", { exact: true }).click();
  // Port 1 is one that a browser never asks: nobody has to be there.
  quiet.allow(/ERR_UNSAFE_PORT/);
  await portal.field("Proxy address").fill("http://127.0.0.1:1");
  await portal.field("API token").fill("token");
  await portal.button("Connect").click();
  await expect(page.getByText("No proxy answers.")).toBeVisible();
  await inspect.check("connect-no-proxy");
});

test("Connect: offline, stopped, and a remembered key that is refused", async ({
  context,
  page,
  portal,
  quiet,
  sandbox,
  inspect,
}) => {
  quiet.allow(/ERR_INTERNET_DISCONNECTED|ERR_ABORTED|status of 503/);
  await page.goto("/");
  await expect(portal.field("Access key ID")).not.toHaveValue("");
  await sandbox.fault({ action: "DescribeInstances", kind: "delay", millis: 60_000 });
  await portal.button("Connect").click();
  await expect(page.getByText("Connecting…")).toBeVisible();
  await expect.poll(() => sandbox.calls("DescribeInstances")).toHaveLength(1);
  await portal.button("Cancel").click();
  await expect(page.getByText("Stopped. Nobody is connected")).toBeVisible();
  await inspect.check("connect-stopped");
  await context.setOffline(true);
  await expect(page.getByText("This device is offline.").first()).toBeVisible();
  await inspect.asItIs();
  // The texts come over the network, so the language is switched before there is none.
  await context.setOffline(false);
  await speak(page, "zh-CN");
  await context.setOffline(true);
  await expect(page.getByText("此设备处于离线状态。").first()).toBeVisible();
  expect(await leftoverEnglish(page)).toEqual([]);
  await inspect.asItIs();
  await speak(page, null);
  await context.setOffline(false);
  await page.getByLabel("Remember on this device").check();
  await portal.button("Connect").click();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();
  await sandbox.fault({ action: "DescribeInstances", kind: "http-503", times: 2 });
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("The key that this device remembers was not accepted.");
  await inspect.check("connect-remembered-refused");
});

test("Instances", async ({ page, portal, inspect }) => {
  await portal.connect();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();
  await inspect.check("instances");
  await portal.field("Filter").fill("no such server");
  await expect(page.getByText("0 of 49 instances. No instance matches the filter.")).toBeVisible();
  await inspect.check("instances-none");
});

test("Reinstall: the form", async ({ page, portal, inspect }) => {
  await portal.start("sel-a-db-01");
  await inspect.check("reinstall");
  await portal.choice("Install another system").check();
  await portal.field("Hostname").fill("bad_name");
  await portal.field("Password").fill("short");
  await portal.choice("Custom RAID").check();
  await portal.button("Add array").click();
  await portal.button("Add partition").click();
  await portal.field("Size of partition 1 in GB").fill("lots");
  await portal.field("Public NIC name").fill("x");
  await portal.field("User data").fill("あ".repeat(11_000));
  await portal.button("Review").click();
  await expect(page.getByText("Not ready for the review yet:")).toBeVisible();
  await inspect.check("reinstall-mistakes");
});

test("Reinstall: what opens over the form, and a draft that is discarded", async ({ page, portal, inspect }) => {
  await portal.start("web-01");
  await portal.settingsButton.click();
  await expect(portal.group("Settings")).toBeVisible();
  await inspect.check("reinstall-settings");
  await page.keyboard.press("Escape");
  await portal.button("/ and /data").click();
  await portal.chooseImage("Win2019-SE-EN");
  await expect(page.getByRole("dialog", { name: "Partitions for another system" })).toBeVisible();
  await inspect.check("reinstall-conversion");
  await page.keyboard.press("Escape");
  await portal.button("Start over").click();
  await expect(page.getByText("Started over.")).toBeVisible();
  await inspect.check("draft-discarded");
});

test("Reinstall: the review", async ({ page, portal, inspect }) => {
  await portal.start("web-01");
  await portal.chooseImage("Ubuntu20.04-x86_64");
  await portal.field("Hostname").fill("web-01.example");
  await portal.field("Password").fill(PASSWORD);
  await portal.choice("Quick RAID").check();
  await portal.level("RAID 1").check();
  await portal.button("Add partition").click();
  await portal.button("Fill the rest with partition 1").click();
  await portal.field("User data").fill("#cloud-config\npackages: [nginx]\n");
  await portal.review();
  await inspect.check("review");
  if (process.env["UPDATE_README_SCREENSHOT"] === "1") {
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.setViewportSize({ width: 1280, height: 900 });
    await portal.heading("Reinstall").scrollIntoViewIfNeeded();
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({
      path: fileURLToPath(new URL("../../../docs/portal.png", import.meta.url)),
      animations: "disabled",
    });
  }
  await portal.confirmation("web-01").fill("web-1");
  await inspect.check("review-wrong-name");
});

test("Reinstall: what leads nowhere", async ({ page, portal, inspect }) => {
  await page.goto("/reinstall/123");
  await portal.button("Use sandbox").click();
  await expect(page.getByRole("alert")).toContainText("This account has no instance 123.");
  await inspect.check("reinstall-unknown");
  await page.goto("/nothing/here");
  await expect(portal.heading("There is no such page")).toBeVisible();
  await inspect.check("not-found");
  await page.goto("/jobs/not-there");
  await expect(page.getByRole("alert")).toBeVisible();
  await inspect.check("job-unknown");
  await page.goto("/jobs");
  await expect(page.getByText("No reinstall has been started from this browser yet.")).toBeVisible();
  await inspect.check("jobs-none");
});

test("Jobs, and a job's page", async ({ page, portal, quiet, sandbox, inspect, screenshots }) => {
  quiet.allow(/status of (502|504)|ERR_/);
  await portal.connect();
  await portal.reinstall("sel-a-web-02", "renamed");
  await expect(portal.status).toHaveText("INSTALLING", { timeout: 20_000 });
  await inspect.check("job-installing");
  await page.getByRole("link", { name: "Instances" }).click();
  await portal.reinstall("always-fails");
  await expect(portal.status).toHaveText("INSTALLING", { timeout: 20_000 });
  await sandbox.advance(90);
  await expect(portal.status).toHaveText("INSTALL_FAILED", { timeout: 20_000 });
  await inspect.check("job-failed");
  await page.getByRole("link", { name: "Instances" }).click();
  await portal.reinstall("answer-is-lost-before-acting");
  await expect(portal.status).toHaveText("UNANSWERED", { timeout: 20_000 });
  await inspect.check("job-unanswered");
  await page.getByRole("link", { name: /^Jobs/ }).click();
  await expect(page.getByRole("row", { name: /^sel-a-web-02 RUNNING/ })).toBeVisible({ timeout: 20_000 });
  await inspect.check("jobs");
  await page.getByRole("link", { name: "sel-a-web-02" }).click();
  await expect(portal.status).toHaveText("RUNNING");
  await inspect.check("job-running");
  await crash(page, quiet);
  await expect(portal.heading("The portal has stopped")).toBeVisible();
  await inspect.asItIs();
  await screenshots.take("crash");
});

test("a job that waits, because there were too many requests", async ({ portal, quiet, sandbox, inspect }) => {
  quiet.allow(/status of 429/);
  await portal.connect();
  await sandbox.fault({ action: "ReinstallInstance", kind: "rate-limit", times: 1000 });
  await portal.reinstall("web-01");
  await expect(portal.status).toHaveText("RATE LIMITED");
  await inspect.check("job-rate-limited");
});

test("the names that people and programs rely on are there, once @both", async ({ page, portal }) => {
  const once = async (...targets: ReturnType<Page["getByRole"]>[]) => {
    for (const target of targets) await expect(target).toHaveCount(1);
  };
  const button = (name: string) => page.getByRole("button", { name });
  await page.goto("/");
  await once(button("Connect"), button("Use sandbox"), page.getByRole("heading", { name: "Connect" }));
  await once(page.getByLabel("Access key ID"), page.getByLabel("Access key password"));
  await portal.choice("A bearer token").check();
  await once(page.getByLabel("API token"));
  await button("Use sandbox").click();
  await once(page.getByRole("heading", { name: "Instances" }), button("Reinstall web-01"));
  await portal.openForm("web-01");
  await once(page.getByRole("heading", { name: "Reinstall" }));
  for (const name of ["Operating system", "Sign-in", "Storage", "Network", "First boot"]) {
    await once(page.getByRole("group", { name }));
  }
  await portal.choice("Install another system").check();
  await portal.choice("Quick RAID").check();
  for (const name of ["Hostname", "Password", "Image", "RAID level", "Public NIC name", "Private NIC name", "User data"]) {
    await once(page.getByLabel(name));
  }
  await button("Generate password").click();
  await once(button("Review"), button("Add partition"), button("Generate password"), button("Copy"));
  await portal.choice("Use an SSH key").check();
  await portal.choice("Boot an iPXE script").check();
  await once(page.getByLabel("SSH key pair"), page.getByLabel("iPXE URL"));
  await portal.field("iPXE URL").fill("http://boot.example/");
  await portal.choice("Let the vendor mail a random one").check();
  await portal.choice("Leave RAID as it is").check();
  await portal.review();
  await once(page.getByRole("heading", { name: "Reinstall" }), button("Reinstall now"), button("Back"));
  await page.getByRole("link", { name: "Jobs" }).click();
  await once(page.getByRole("heading", { name: "Jobs" }));
});
