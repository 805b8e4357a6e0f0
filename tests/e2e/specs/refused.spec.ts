// Credentials that are not accepted, and a first call that goes wrong: what it was, what to do, and nothing typed is lost.
import { expect, test } from "../fixtures/index.ts";
import { DEMO } from "../support/portal.ts";

for (const [what, id, password] of [
  ["a wrong access key ID", "no-such-key", DEMO.password],
  ["a wrong access key password", DEMO.id, "wrong"],
] as const) {
  test(`${what} is named, and what was typed stays`, async ({ page, portal, quiet }) => {
    quiet.allow(/status of 401/);
    await page.goto("/");
    await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
    await portal.field("Access key ID").fill(id);
    await portal.field("Access key password").fill(password);
    await portal.button("Connect").click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("Not connected.");
    await expect(alert).toContainText("Check the access key ID and the access key password");
    await expect(alert).toContainText("AUTHFAILURE_SIGNATURE_FAILURE");
    await expect(alert).toContainText(/Request ID \S+/);
    await expect(portal.field("Access key ID")).toHaveValue(id);
    await expect(portal.field("Access key password")).toHaveValue(password);
    await portal.field("Access key ID").fill(DEMO.id);
    await portal.field("Access key password").fill(DEMO.password);
    await page.keyboard.press("Enter");
    await expect(portal.heading("Instances")).toBeVisible();
  });
}

test("an access key that was refused is looked at again: what may be wrong with it", async ({ page, portal, quiet, a11y }) => {
  quiet.allow(/status of 401/);
  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await portal.field("Access key ID").fill(DEMO.password);
  await portal.field("Access key password").fill(DEMO.id);
  await portal.button("Connect").click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The access key ID or the access key password is wrong; the API does not say which.");
  await expect(alert).toContainText("The ID is longer than the password");
  await expect(alert.getByRole("listitem").last()).toContainText("Calls are signed for 127.0.0.1:");
  await a11y.checkBothThemes();
});

test("what the first call can end in: what it was, what to do, and then a try that connects", async ({
  page,
  portal,
  quiet,
  sandbox,
}) => {
  quiet.allow(/status of (403|429|500|502)/);
  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  const alert = page.getByRole("alert");
  for (const [kind, what, advice, code] of [
    ["rate-limit", "The API gets too many requests", /Wait (a few seconds|\d+ s), then try again\./, "REQUEST_LIMIT_EXCEEDED"],
    ["http-500", "The API has a fault of its own.", /Nothing is wrong with what you typed/, "INTERNAL_SERVER_ERROR"],
    ["challenge", "A security challenge in front of the API", /Open the vendor's console/, "SECURITY_CHALLENGE"],
    ["drop-before", "The proxy works, but got no usable answer", /check the proxy's --upstream/, "upstream_reset"],
  ] as const) {
    await sandbox.fault({ action: "DescribeInstances", kind });
    await portal.button("Connect").click();
    await expect(alert).toContainText(code);
    await expect(alert).toContainText("Not connected.");
    await expect(alert).toContainText(what);
    await expect(alert).toContainText(advice);
    await expect(portal.field("Access key password")).toHaveValue(DEMO.password);
  }
  await portal.button("Connect").click();
  await expect(portal.heading("Instances")).toBeVisible();
});

test("a first call that takes too long is stopped: it is aborted, and nothing typed is lost @both", async ({
  page,
  portal,
  quiet,
  sandbox,
}) => {
  quiet.allow(/ERR_/);
  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await sandbox.fault({ action: "DescribeInstances", kind: "delay", millis: 60_000 });
  const aborted = page.waitForEvent("requestfailed", (request) => request.method() === "POST");
  await portal.button("Connect").click();
  await expect(page.getByText("Connecting…")).toBeVisible();
  await expect(portal.button("Connect")).toBeDisabled();
  await expect.poll(() => sandbox.calls("DescribeInstances")).toHaveLength(1);
  await portal.button("Cancel").click();
  await aborted;
  await expect(page.getByText("Stopped. Nobody is connected")).toBeVisible();
  await expect(portal.field("Access key password")).toHaveValue(DEMO.password);
  await expect(portal.heading("Connect")).toBeVisible();
  await portal.button("Connect").click();
  await expect(portal.heading("Instances")).toBeVisible();
});
