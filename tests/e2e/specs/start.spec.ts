// The page starts, quietly, under its security policy, from any of its addresses. (The fixture `quiet` is part of each test.)
import { expect, test } from "../fixtures/index.ts";

for (const path of ["/", "/jobs/not-there"]) {
  test(`the portal starts at ${path}`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response?.headers()["content-security-policy"]).toContain("default-src 'self'");
    await expect(page.locator("#start"), "the words that stand there until the portal has started").toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
}
