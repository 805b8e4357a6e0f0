// What lies behind the way in is a WebAssembly module of its own, fetched once it is wanted. Where it does not come, the
// page says so, and asks again when it is told to.
import { expect, test } from "../fixtures/index.ts";
import { environment } from "../support/environment.ts";
import { Middleman, type Answer } from "../support/middleman.ts";

const isSecondModule = (path: string) => /^\/snippets\/.*\.wasm$/.test(path);

const failures: readonly { what: string; spoil: (answer: Answer) => void }[] = [
  { what: "the server has it no more @both", spoil: (answer) => (answer.status = 404) },
  { what: "the connection breaks", spoil: (answer) => (answer.status = 0) },
  {
    what: "the server answers with its start page",
    spoil: (answer) => {
      answer.headers.set("content-type", "text/html");
      answer.body = new TextEncoder().encode("<!doctype html><title>The server's start page</title>");
    },
  },
];

for (const { what, spoil } of failures) {
  test(`${what}: it is said where somebody connects, and the next try goes on`, async ({ page, portal, quiet, a11y }) => {
    quiet.allow(/./);
    let asked = 0;
    let isSpoilt = true;
    const server = await Middleman.start(environment().portalUrl, (path, answer) => {
      if (!isSecondModule(path)) return;
      asked += 1;
      if (isSpoilt) spoil(answer);
    });
    await page.goto(server.url);
    await portal.button("Use sandbox").click();
    const alert = page.getByRole("alert").filter({ hasText: "A part of the portal could not be loaded." });
    await expect(alert).toBeVisible();
    await expect(page.getByText("SANDBOX", { exact: true }), "the frame is there").toBeVisible();
    await a11y.checkBothThemes();
    const before = asked;
    await portal.button("Use sandbox").click();
    await expect.poll(() => asked).toBe(before + 1);
    await expect(alert, "it is still not there").toBeVisible();
    isSpoilt = false;
    await portal.button("Use sandbox").click();
    await expect(page.getByText("49 of 49 instances")).toBeVisible();
    await expect(alert).toHaveCount(0);
    await server.stop();
  });
}

test("it takes long: the page says that it loads, the way in stays open, and it goes on once it is there", async ({
  page,
  portal,
}) => {
  const waiting: (() => void)[] = [];
  const server = await Middleman.start(environment().portalUrl, async (path) => {
    if (isSecondModule(path)) await new Promise<void>((resolve) => waiting.push(resolve));
  });
  await page.goto(`${server.url}/jobs`);
  await expect(page.getByText("Loading the page…")).toBeVisible();
  await page.getByRole("link", { name: "Connect" }).click();
  await portal.button("Use sandbox").click();
  await expect(page.getByText("Connecting…")).toBeVisible();
  expect(waiting, "it is fetched once").toHaveLength(1);
  for (const answer of waiting) answer();
  await expect(portal.heading("Instances")).toBeVisible();
  await server.stop();
});

test("whoever only looks at the way in does not fetch it", async ({ page, portal }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto("/");
  await expect(page.getByText("SANDBOX", { exact: true })).toBeVisible();
  expect(asked.filter(isSecondModule)).toEqual([]);
  await portal.button("Use sandbox").click();
  await expect(portal.heading("Instances")).toBeVisible();
  expect(asked.filter(isSecondModule)).toHaveLength(1);
});

test("where it does not come at once, nobody is connected with another key than the one that was typed", async ({
  page,
  portal,
  quiet,
}) => {
  quiet.allow(/./);
  let asked = 0;
  let failures = 0;
  const server = await Middleman.start(environment().portalUrl, (path, answer) => {
    if (!isSecondModule(path)) return;
    asked += 1;
    if (failures-- > 0) answer.status = 404;
  });
  await page.goto(server.url);
  await expect(portal.field("Access key ID")).not.toHaveValue("");
  await page.getByLabel("Remember on this device").check();
  await portal.button("Connect").click();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();

  failures = Infinity;
  await page.goto(server.url);
  await expect(page.getByText("SANDBOX", { exact: true }), "what was remembered could not be used").toBeVisible();
  await portal.choice("A bearer token").check();
  await portal.field("API token").fill("not-a-token");
  const before = asked;
  failures = 1;
  await portal.button("Connect").click();
  await expect(page.getByRole("alert").filter({ hasText: "A part of the portal could not be loaded." })).toBeVisible();
  expect(asked, "it is not fetched again unasked").toBe(before + 1);
  await expect(portal.button("Disconnect")).toHaveCount(0);
  await portal.button("Connect").click();
  await expect(page.getByRole("alert").filter({ hasText: "Not connected." })).toBeVisible();
  await server.stop();
});
