// The way in: its fields, what is filled in, and that nothing moves while the proxy is asked.
import { expect, test } from "../fixtures/index.ts";
import { environment } from "../support/environment.ts";
import { Middleman } from "../support/middleman.ts";
import { DEMO } from "../support/portal.ts";

test("the demo credentials are filled in where the proxy leads to a sandbox, and the badge says so", async ({
  page,
  portal,
}) => {
  await page.goto("/");
  await expect(page.getByText("SANDBOX", { exact: true })).toBeVisible();
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await portal.button("Connect").click();
  await expect(portal.heading("Instances")).toBeVisible();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();
});

test("fields left empty are named", async ({ page, portal }) => {
  await page.goto("/");
  await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
  await portal.field("Access key ID").fill(" ");
  await portal.field("Access key password").fill("");
  await portal.button("Connect").click();
  await expect(portal.field("Access key ID")).toHaveAccessibleDescription("Error: Type the access key ID.");
  await expect(portal.field("Access key password")).toHaveAccessibleDescription("Error: Type the access key password.");
  await portal.choice("A bearer token").check();
  await expect(portal.field("API token")).toHaveAccessibleDescription(/Error: Type the API token./);
});

test("the fields themselves: pasted spaces, what cannot be seen, Caps Lock, showing the password, both ways @both", async ({
  page,
  portal,
  a11y,
}) => {
  await page.goto("/");
  const [id, password] = [portal.field("Access key ID"), portal.field("Access key password")];
  await expect(id).toHaveValue(DEMO.id);
  await page.getByText("Proxy", { exact: true }).click();
  await portal.field("Proxy address").fill("  pasted-id \t");
  await portal.field("Proxy address").press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+C");
  await portal.field("Proxy address").fill("");
  await id.fill("");
  await id.press("ControlOrMeta+V");
  await expect(id).toHaveValue("pasted-id");
  await expect(id).toHaveAccessibleDescription("Notice: The spaces around what you pasted were left out.");
  await id.fill("a\0b");
  await expect(id).toHaveAttribute("aria-invalid", "true");
  await expect(id).toHaveAccessibleDescription(/cannot be seen \(U\+0000\)/);
  await portal.button("Connect").click();
  await expect(id, "nothing is sent, and the field is where to go on").toBeFocused();
  await id.fill("two words");
  await expect(id).toHaveAccessibleDescription(/There is a space inside/);
  await id.fill("typed-id ");
  await expect(id).toHaveAccessibleDescription("Notice: The spaces around it will be left out.");

  await password.fill("typed-password");
  const capsLock = (on: boolean) =>
    password.evaluate((field, modifierCapsLock) => {
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "A", bubbles: true, modifierCapsLock }));
    }, on);
  await capsLock(true);
  await expect(password).toHaveAccessibleDescription("Warning: Caps Lock is on.");
  await capsLock(false);
  await expect(password).toHaveAccessibleDescription("");
  await expect(password).toHaveAttribute("type", "password");
  await portal.button("Show password").click();
  await expect(password).toHaveAttribute("type", "text");
  await expect(portal.button("Hide password")).toBeVisible();

  await portal.choice("A bearer token").check();
  await portal.field("API token").fill("schlüssel");
  await expect(portal.field("API token")).toHaveAccessibleDescription(/ü \(U\+00FC\) cannot be part of it/);
  await a11y.checkBothThemes();
  await portal.choice("An access key").check();
  await expect(id).toHaveValue("typed-id ");
  await expect(password).toHaveValue("typed-password");
  await expect(password, "covered again").toHaveAttribute("type", "password");
  await portal.choice("A bearer token").check();
  await expect(portal.field("API token")).toHaveValue("schlüssel");
});

test("the room of what is still being asked is reserved: nothing moves when the answer comes", async ({ page, portal }) => {
  const waiting: (() => void)[] = [];
  const server = await Middleman.start(environment().portalUrl, async (path) => {
    if (path === "/proxy-info") await new Promise<void>((resolve) => waiting.push(resolve));
  });
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(server.url);
    await expect(page.getByText("Asking the proxy…")).toBeVisible();
    const places = async () => {
      const boxes = [portal.field("Access key ID"), portal.button("Connect"), page.getByRole("link", { name: "Instances" })];
      return Promise.all(boxes.map((box) => box.boundingBox()));
    };
    const before = await places();
    await expect.poll(() => waiting.length).toBe(1);
    for (const answer of waiting.splice(0)) answer();
    await expect(page.getByText("SANDBOX", { exact: true })).toBeVisible();
    await expect(portal.field("Access key ID")).toHaveValue(DEMO.id);
    expect(await places(), `${width} px`).toEqual(before);
  }
  await server.stop();
});

test.describe("in Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("the page and what goes wrong on it speak Chinese, with the API's own words as they are", async ({
    page,
    portal,
    quiet,
    a11y,
  }) => {
    quiet.allow(/status of 401/);
    await page.goto("/");
    await expect(portal.heading("连接")).toBeVisible();
    await expect(portal.field("访问密钥 ID")).toHaveValue(DEMO.id);
    await portal.field("访问密钥密码").fill("wrong");
    await portal.button("连接").click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("访问密钥 ID 或访问密钥密码有误");
    await expect(alert).toContainText("AUTHFAILURE_SIGNATURE_FAILURE");
    const words = (await page.locator("main").innerText()).replace(await alert.locator(".facts").innerText(), "");
    expect(words.match(/\b[a-z]{3,} [a-z]{2,} [a-z]{2,}\b/gi), "no English sentence is left").toBeNull();
    await a11y.checkBothThemes();
    await portal.button("使用沙箱").click();
    await expect(page).toHaveURL(/\/instances$/);
  });
});
