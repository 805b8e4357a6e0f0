// When an answer is lost: what the job's page says is true, nothing is sent twice, and it goes on after a reload.
import { expect, test } from "../fixtures/index.ts";
import type { FaultKind } from "../fixtures/sandbox.ts";
import { PASSWORD } from "../support/portal.ts";

const LATER = { timeout: 20_000 };

/** What the sandbox did with the one call, and what the portal can know of it. */
const faults: readonly { kind: FaultKind; acted: boolean; says: RegExp; code: string }[] = [
  {
    kind: "drop-before",
    acted: false,
    says: /No usable answer came, so it is not known whether the reinstall began. It is not sent again/,
    code: "UPSTREAM",
  },
  { kind: "challenge", acted: false, says: /it is not known whether it arrived/, code: "SECURITY_CHALLENGE" },
  { kind: "http-500", acted: false, says: /Look at the server's status before anything else/, code: "INTERNAL_SERVER_ERROR" },
  { kind: "drop-after", acted: true, says: /The server is being installed/, code: "UPSTREAM" },
  { kind: "garbage", acted: true, says: /The server is being installed/, code: "UNREADABLE_ANSWER" },
];

for (const { kind, acted, says, code } of faults) {
  test(`${kind}${kind === "drop-after" ? " @both" : ""}: ${acted ? "the server shows that it began" : "not known, so only read"}, and sent once`, async ({
    page,
    portal,
    quiet,
    sandbox,
  }) => {
    quiet.allow(/status of (403|500|502|504)|ERR_/);
    await portal.connect();
    await sandbox.fault({ action: "ReinstallInstance", kind });
    await portal.reinstall("web-01");
    await expect(portal.status).toHaveText(acted ? "INSTALLING" : "UNANSWERED", LATER);
    await expect(page.locator("main")).toContainText(says);
    await expect(page.locator("main"), "the error stays in the timeline").toContainText(code, { ignoreCase: true });
    if (acted) {
      await sandbox.advance(90);
      await expect(portal.status).toHaveText("RUNNING", LATER);
    } else {
      await expect(page.getByRole("alert")).toContainText("The answer was lost.");
      // The list of servers does not offer another one meanwhile, and says why.
      await page.getByRole("link", { name: "Instances" }).click();
      await expect(portal.button("Reinstall web-01")).toBeDisabled();
      await expect(portal.button("Reinstall web-01")).toHaveAccessibleDescription("A reinstall of it is still open; see Jobs.");
    }
    expect(await sandbox.calls("ReinstallInstance")).toHaveLength(1);
  });
}

test("nothing began: after three minutes a person is asked, who may start another reinstall", async ({
  page,
  portal,
  quiet,
  sandbox,
}) => {
  quiet.allow(/status of (502|504)|ERR_/);
  await page.clock.install();
  await portal.connect();
  await sandbox.fault({ action: "ReinstallInstance", kind: "drop-before" });
  await portal.reinstall("web-01");
  await expect(portal.status).toHaveText("UNANSWERED", LATER);
  // Less than five minutes, or the requests' own time would be refused.
  await page.clock.fastForward("03:10");
  await expect(portal.status).toHaveText("OUTCOME UNKNOWN", LATER);
  await expect(
    page.getByText(/Look at the server in the vendor's console \(or over IPMI\) before you start another/),
  ).toBeVisible();
  await page.getByRole("link", { name: "Open the form for web-01 again" }).click();
  await portal.field("Password").fill(PASSWORD);
  await portal.review();
  await expect(page.getByText(/It is not known what became of the last reinstall of this server/)).toBeVisible();
  expect(await sandbox.calls("ReinstallInstance")).toHaveLength(1);
  await portal.confirm("web-01");
  await expect(portal.status).toHaveText("INSTALLING", LATER);
  expect(await sandbox.calls("ReinstallInstance"), "one for each confirmation").toHaveLength(2);
  await page.getByRole("link", { name: /^Jobs/ }).click();
  await expect(page.getByRole("row", { name: /web-01/ })).toHaveText([/INSTALLING/, /OUTCOME UNKNOWN/]);
});

test("too many requests: the server did not act, so it is sent again by itself", async ({ page, portal, quiet, sandbox }) => {
  quiet.allow(/status of 429/);
  await portal.connect();
  await portal.reinstall("rate-limited");
  await expect(portal.status).toHaveText("RATE LIMITED");
  await expect(page.getByText(/did not act. It will be asked again by itself/)).toBeVisible();
  await expect(portal.status).toHaveText("INSTALLING", LATER);
  const calls = await sandbox.calls("ReinstallInstance");
  expect(calls.map(({ status }) => status)).toEqual([429, 429, 200]);
});

test("a refusal is shown with its code, and a new attempt is possible at once", async ({ page, portal, quiet, sandbox }) => {
  quiet.allow(/status of 429/);
  await portal.connect();
  await sandbox.fault({ action: "ReinstallInstance", kind: "rate-limit", times: 1000 });
  await portal.reinstall("web-01");
  await expect(portal.status).toHaveText("RATE LIMITED");
  await page.reload();
  await expect(page.getByText("Not connected")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Connect" }).click();
  await portal.button("Use sandbox").click();
  await page.getByRole("link", { name: /^Jobs/ }).click();
  await page.getByRole("link", { name: "web-01" }).click();
  // The password is gone with the page, so it cannot be sent again by itself; and certainly nothing was done.
  await expect(portal.status).toHaveText("REJECTED", LATER);
  await expect(page.getByRole("alert")).toContainText("The reinstall was not carried out.");
  await expect(page.getByRole("alert")).toContainText("REQUEST_LIMIT_EXCEEDED");
  await expect(page.getByRole("link", { name: "Open the form for web-01 again" })).toBeVisible();
});

test("a reload while SUBMITTING: the job goes on after connecting again, and nothing is sent twice @both", async ({
  browserName,
  page,
  portal,
  sandbox,
  quiet,
}) => {
  quiet.allow(/ERR_/);
  await portal.connect();
  await sandbox.fault({ action: "ReinstallInstance", kind: "delay", millis: 6000 });
  await portal.reinstall("web-01");
  await expect(portal.status).toHaveText("SUBMITTING");
  await expect.poll(async () => (await sandbox.instance("web-01")).instanceStatus, LATER).toBe("INSTALLING");
  await page.reload();
  // Firefox breaks the call off before it leaves the page, so that the page can still write that no answer came.
  await expect(portal.status).toHaveText(browserName === "firefox" ? "UNANSWERED" : "SUBMITTING");
  await expect(page.getByText("This is the last that was written down.")).toBeVisible();
  await expect(page.getByText("Not connected, so nobody is looking at the server.")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Connect" }).click();
  await portal.button("Use sandbox").click();
  await expect(portal.heading("Instances")).toBeVisible();
  await page.getByRole("link", { name: /^Jobs/ }).click();
  await page.getByRole("link", { name: "web-01" }).click();
  await expect(portal.status).toHaveText("INSTALLING", LATER);
  await expect(page.getByText("Nobody was looking for a while")).toBeVisible();
  await sandbox.advance(90);
  await expect(portal.status).toHaveText("RUNNING", LATER);
  expect(await sandbox.calls("ReinstallInstance")).toHaveLength(1);
});

test("a reload while INSTALLING, with a remembered key: it goes on by itself @both", async ({ page, portal, sandbox }) => {
  await page.goto("/");
  await page.getByLabel("Remember on this device").check();
  await portal.button("Use sandbox").click();
  await portal.reinstall("slow-install");
  await expect(portal.status).toHaveText("INSTALLING", LATER);
  await page.reload();
  await expect(portal.status).toHaveText("INSTALLING");
  await sandbox.advance(900);
  await expect(portal.status).toHaveText("RUNNING", LATER);
  await expect(page.getByText("Not connected")).toHaveCount(0);
  expect(await sandbox.calls("ReinstallInstance")).toHaveLength(1);
});

test("addresses of nothing: an unknown job, an unknown server, an unknown page", async ({ page, portal }) => {
  await page.goto("/jobs/not-there");
  await expect(page.getByRole("alert")).toHaveText("This browser knows no such job. A job is known only where it was started.");
  await page.goto("/reinstall/123");
  await portal.button("Use sandbox").click();
  await expect(page.getByRole("alert")).toContainText("This account has no instance 123.");
  await page.goto("/nothing/here");
  await expect(portal.heading("There is no such page")).toBeVisible();
  await page.getByRole("link", { name: "Choose a server" }).click();
  await expect(page).toHaveURL(/\/instances$/);
});

test("servers that take no reinstall now: disabled, with the reason", async ({ page, portal, sandbox }) => {
  await portal.connect();
  for (const [name, reason] of [
    ["sel-a-reimage-01", "The instance is INSTALLING. Wait until that installation has ended."],
    [
      "sel-a-recycled-01",
      "The instance is in the recycle bin (RECYCLE), from which it is released 24 hours after it went there. Take it out first, if the console offers that.",
    ],
    ["sao-a-creating-01", "The instance is CREATING: it is still being created. Wait until it is RUNNING."],
    ["sin-a-boot-01", "The instance is BOOTING, which does not allow a reinstall. Wait until it is RUNNING or STOPPED."],
  ] as const) {
    await expect(portal.button(`Reinstall ${name}`)).toBeDisabled();
    await expect(portal.button(`Reinstall ${name}`)).toHaveAccessibleDescription(reason);
  }
  // By its address the form opens, says the same, and does not lead to a review.
  const { instanceId } = await sandbox.instance("sel-a-reimage-01");
  await page.goto(`/reinstall/${instanceId}`);
  await portal.button("Use sandbox").click();
  await expect(page.getByText("Error: The instance is INSTALLING.")).toBeVisible();
  await portal.field("Password").fill(PASSWORD);
  await portal.button("Review").click();
  await page.getByRole("alert").getByRole("link", { name: "Instance" }).click();
  await expect(page.getByText("Error: The instance is INSTALLING.")).toBeInViewport();
});

test("a list that cannot be loaded says why, and can be tried again", async ({ page, portal, quiet, sandbox }) => {
  quiet.allow(/status of 500/);
  await portal.connect();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();
  await sandbox.fault({ action: "DescribeInstances", kind: "http-500" });
  await page.getByRole("link", { name: /^Jobs/ }).click();
  await page.getByRole("link", { name: "Instances" }).click();
  await expect(page.getByRole("alert")).toContainText("Could not load the instances.");
  await expect(page.getByRole("alert")).toContainText("INTERNAL_SERVER_ERROR");
  await portal.button("Try again").click();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();
});
