// Secrets stay where they belong: typed in every secret field, they are looked for everywhere else.
import { expect, test } from "../fixtures/index.ts";
import { crash } from "../support/crash.ts";
import { DEMO, type Portal } from "../support/portal.ts";
import { kept } from "../support/storage.ts";

/** Distinct, and legal in their fields. The access key's password is the sandbox's, which nothing else contains. */
const CANARY = { key: DEMO.password, server: "Canary~9pw", data: "canary-user-data" } as const;

const secrets = Object.values(CANARY);

/** What can be seen or read in the page: its markup and the values of its fields. */
async function visible(portal: Portal): Promise<string> {
  const values = await portal.page
    .locator("input, textarea, select")
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  return [await portal.page.content(), ...values, portal.page.url(), await portal.page.title()].join("\n");
}

test("canaries in every secret field are found nowhere else @both", async ({
  browserName,
  context,
  page,
  portal,
  quiet,
  sandbox,
}) => {
  quiet.allow(/status of 500/);
  const heard: string[] = [];
  const urls: string[] = [];
  const bodies: string[] = [];
  page.on("console", (message) => heard.push(message.text()));
  page.on("pageerror", (error) => heard.push(String(error)));
  context.on("request", (request) => {
    urls.push(request.url(), JSON.stringify(request.headers()));
    if (request.postData()?.includes(CANARY.server)) bodies.push(request.url());
    else if (secrets.some((secret) => request.postData()?.includes(secret))) heard.push(`a body to ${request.url()}`);
  });
  const nowhere = async (where: string, text: string | Promise<string>) => {
    const found = await text;
    for (const secret of secrets) {
      expect(found, where).not.toContain(secret);
      expect(found, `${where}, as base64`).not.toContain(Buffer.from(secret).toString("base64").replace(/=+$/, ""));
    }
  };

  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await portal.field("Access key password").fill(CANARY.key);
  await page.getByLabel("Remember on this device").check();
  await portal.button("Connect").click();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();
  await nowhere("the page after connecting", visible(portal));
  await nowhere("storage after connecting", kept(page));

  await portal.openForm("web-01");
  await portal.field("Password").fill(CANARY.server);
  await portal.field("User data").fill(`#!/bin/sh\n# ${CANARY.data}\n`);
  await nowhere("storage while typing", kept(page));
  await portal.reviewRead(sandbox);
  await nowhere("the review", visible(portal));
  await expect(page.getByRole("region", { name: /The request as JSON/ })).toContainText('"password": "***"');

  // A failure on the way quotes nothing either.
  await sandbox.fault({ action: "DescribeInstances", kind: "http-500" });
  await portal.confirmation("web-01").fill("web-01");
  await portal.button("Reinstall now").click();
  await expect(page.getByRole("alert")).toContainText("nothing was sent");
  await nowhere("the failed attempt", visible(portal));
  await portal.confirm("web-01");
  await expect(portal.status).toHaveText("INSTALLING", { timeout: 20_000 });
  // Over WebDriver BiDi Playwright is not told the bodies of requests, so in Firefox none can be looked at.
  const seen = browserName === "firefox" ? 0 : 1;
  expect(bodies, "the one place where it belongs: the body of the one call").toHaveLength(seen);
  await nowhere("the job's page", visible(portal));
  await nowhere("storage with the job", kept(page));
  await sandbox.advance(90);
  await expect(portal.status).toHaveText("RUNNING", { timeout: 20_000 });

  await page.getByRole("link", { name: "Instances" }).click();
  await portal.openForm("web-01");
  await nowhere("the form afterwards", visible(portal));
  await crash(page, quiet);
  await expect(portal.heading("The portal has stopped")).toBeVisible();
  await nowhere("the page of a crash", visible(portal));
  await nowhere("the console", heard.join("\n"));
  await nowhere("addresses and headers", urls.join("\n"));
  await nowhere("storage at the end", kept(page));
  await nowhere("what the sandbox keeps of calls", JSON.stringify(await sandbox.calls()));
  await nowhere("what the sandbox shows of servers", JSON.stringify(await sandbox.state()));
});

test("whoever disconnects leaves no form behind @both", async ({ page, portal }) => {
  await portal.start("web-01");
  await portal.field("Password").fill(CANARY.server);
  await portal.field("User data").fill(CANARY.data);
  await portal.button("Disconnect").click();
  await portal.button("Use sandbox").click();
  await expect(portal.group("Sign-in")).toBeVisible();
  await expect(portal.field("Password")).toHaveValue("");
  await expect(portal.field("User data")).toHaveValue("");
  expect(await visible(portal)).not.toContain(CANARY.data);
  await expect(page).toHaveURL(/\/reinstall\//);
});
