// What is kept of credentials, and what becomes of it: nothing, unless a person asks for it.
import { expect, test } from "../fixtures/index.ts";
import { DEMO } from "../support/portal.ts";
import { kept } from "../support/storage.ts";

test("a bearer token connects and is kept nowhere", async ({ page, portal, quiet }) => {
  quiet.allow(/status of 401/);
  await page.goto("/");
  await portal.choice("A bearer token").check();
  await expect(page.getByLabel("Remember on this device")).toBeDisabled();
  await expect(page.getByLabel("Remember on this device")).toHaveAccessibleDescription(/A token is never remembered/);
  await portal.field("API token").fill("wrong-token");
  await portal.button("Connect").click();
  await expect(page.getByRole("alert")).toContainText("The API token is unknown or has expired");
  await expect(portal.field("API token")).toHaveValue("wrong-token");
  await portal.field("API token").fill(DEMO.token);
  await portal.button("Connect").click();
  await expect(portal.heading("Instances")).toBeVisible();
  await page.reload();
  await expect(portal.heading("Connect")).toBeVisible();
  expect(await kept(page)).not.toContain(DEMO.token);
});

test("remembered on this device: a reload stays connected, Disconnect forgets, and no secret can be read @both", async ({
  page,
  portal,
}) => {
  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await page.getByLabel("Remember on this device").check();
  await portal.button("Connect").click();
  await expect(portal.heading("Instances")).toBeVisible();
  await page.reload();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();
  const everything = await kept(page);
  expect(everything, "the key is remembered by its id").toContain(DEMO.id);
  expect(everything).toContain("CryptoKey");
  expect(everything).not.toContain(DEMO.password);
  await portal.button("Disconnect").click();
  await expect(portal.heading("Connect")).toBeVisible();
  await expect.poll(() => kept(page)).not.toContain(DEMO.id);
  await page.reload();
  await expect(portal.heading("Connect")).toBeVisible();
});

test("without being remembered a reload asks again, at the same address @both", async ({ page, portal }) => {
  await portal.connect();
  const url = page.url();
  await page.reload();
  await expect(portal.heading("Connect")).toBeVisible();
  await portal.button("Use sandbox").click();
  await expect(portal.heading("Instances")).toBeVisible();
  expect(page.url()).toBe(url);
});

test("a remembered key that is no longer accepted can be tried again, and forgotten", async ({
  page,
  portal,
  quiet,
  sandbox,
}) => {
  quiet.allow(/status of 503/);
  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await page.getByLabel("Remember on this device").check();
  await portal.button("Connect").click();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();
  await page.goto("/");
  await expect(portal.heading("Instances"), "whoever comes back is taken to the servers").toBeVisible();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();
  await sandbox.fault({ action: "DescribeInstances", kind: "http-503", times: 2 });
  await page.reload();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The key that this device remembers was not accepted.");
  await expect(alert).toContainText("The API is unavailable for now.");
  await portal.button("Try again").click();
  await expect
    .poll(() => sandbox.calls("DescribeInstances").then((calls) => calls.filter((call) => call.status === 503).length))
    .toBe(2);
  await portal.button("Forget this key").click();
  await expect(alert).toHaveCount(0);
  await expect.poll(() => kept(page)).not.toContain("CryptoKey");
});
