// This machine's clock: it is part of each signature, so one that is off is named.
import { expect, test } from "../fixtures/index.ts";

for (const [minutes, direction] of [
  [10, "ahead of"],
  [-10, "behind"],
] as const) {
  test(`a clock ${Math.abs(minutes)} minutes ${direction} the server's is named before anything is signed, and as the cause`, async ({
    page,
    portal,
    quiet,
    sandbox,
    a11y,
  }) => {
    quiet.allow(/status of 401/);
    const distance = new RegExp(`This machine's clock is (9|10) minutes ${direction} the server's.`);
    await page.clock.install({ time: Date.now() + minutes * 60_000 });
    await page.goto("/");
    const notice = page.getByRole("alert").filter({ has: portal.button("Check the clock again") });
    await expect(notice).toContainText(distance);
    await expect(notice).toContainText("The API refuses what is signed more than 5 minutes off its own time");
    expect(await sandbox.calls(), "nothing was signed yet").toHaveLength(0);
    await portal.button("Use sandbox").click();
    const alert = page.getByRole("alert").filter({ hasText: "Not connected." });
    await expect(alert).toContainText(distance);
    await expect(alert).toContainText("Set this machine's clock right, then try again.");
    await expect(alert).toContainText("AUTHFAILURE_SIGNATURE_EXPIRED");
    await a11y.check();
    await page.clock.setSystemTime(Date.now());
    await portal.button("Check the clock again").click();
    await expect(notice).toHaveCount(0);
    await portal.button("Connect").click();
    await expect(portal.heading("Instances")).toBeVisible();
  });
}

test("a clock two minutes off still signs, and every page says that it is off", async ({ page, portal }) => {
  await page.clock.install({ time: Date.now() - 125_000 });
  await page.goto("/");
  const words = page.getByText("This machine's clock is 2 minutes behind the server's.");
  await expect(words).toBeVisible();
  await portal.choice("A bearer token").check();
  await expect(words, "a token is not bound to a time").toHaveCount(0);
  await portal.choice("An access key").check();
  await portal.button("Connect").click();
  await expect(portal.heading("Instances")).toBeVisible();
  await expect(words).toBeVisible();
});
