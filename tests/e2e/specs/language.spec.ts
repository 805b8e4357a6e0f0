// English and Simplified Chinese: chosen at run time, kept, and said where it cannot be had.
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/index.ts";
import { crash } from "../support/crash.ts";
import { environment } from "../support/environment.ts";
import { leftoverEnglish } from "../support/leftover.ts";
import { Middleman } from "../support/middleman.ts";
import { PASSWORD } from "../support/portal.ts";

const CHINESE = "简体中文";

/** What a screen reader was told last: the frame's polite live region. */
const announced = (page: Page) => page.locator("body > [aria-live=polite]");

test("switching keeps what was typed, the focus and the place", async ({ page, portal }) => {
  await portal.start("web-01");
  await portal.field("Hostname").fill("web-01.example");
  await portal.field("Password").fill(PASSWORD);
  await portal.field("User data").fill("#cloud-config\n");
  await page.setViewportSize({ width: 900, height: 500 });
  await portal.settingsButton.click();
  await page.evaluate(() => window.scrollTo(0, 40));
  await portal.choose(CHINESE);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.getByRole("link", { name: "实例" })).toBeVisible();
  await expect(portal.choice(CHINESE)).toBeFocused();
  expect(await page.evaluate(() => window.scrollY)).toBe(40);
  // By their ids: the names are in the other language now.
  await expect(page.locator("#hostname")).toHaveValue("web-01.example");
  await expect(page.locator("#password")).toHaveValue(PASSWORD);
  await expect(page.locator("#userData")).toHaveValue("#cloud-config\n");
  await portal.choose("English");
  await expect(page.getByRole("link", { name: "Instances" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(portal.field("Hostname")).toHaveValue("web-01.example");
});

test("a choice is kept, and goes before the browser's language @both", async ({ page, portal, a11y }) => {
  await page.goto("/jobs");
  await portal.choose(CHINESE);
  await expect(page.getByRole("heading", { level: 1, name: "任务" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "任务" })).toBeVisible();
  await expect(page).toHaveTitle("任务 · Zenlayer reinstall");
  await portal.settingsButton.click();
  await a11y.checkBothThemes();
});

test.describe("where the browser's language is Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("the first visit is in Chinese", async ({ page, portal }) => {
    await page.goto("/jobs");
    await expect(page.getByRole("heading", { level: 1, name: "任务" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
    await portal.choose("English");
    await expect(portal.heading("Jobs")).toBeVisible();
    await page.reload();
    await expect(portal.heading("Jobs")).toBeVisible();
  });

  test("also before the portal has started", async ({ page, quiet }) => {
    quiet.allow(/./);
    const server = await Middleman.start(environment().portalUrl, (path, answer) => {
      if (path.endsWith("_bg.wasm")) answer.status = 404;
    });
    await page.goto(server.url);
    await expect(page.getByRole("alert")).toHaveText(/^无法加载门户。/);
    await expect(page.getByRole("button", { name: "重新加载" })).toBeVisible();
    await server.stop();
  });

  test("also after it has stopped", async ({ page, quiet }) => {
    await page.goto("/jobs");
    await expect(page.getByRole("heading", { level: 1, name: "任务" })).toBeVisible();
    await crash(page, quiet);
    await expect(page.getByRole("alert")).toContainText("本次访问未发出任何请求：没有服务器被重装。");
    await expect(page).toHaveTitle("门户已停止运行");
  });
});

test("texts that cannot be had are said, and can be asked for again", async ({ page, portal, quiet, a11y }) => {
  quiet.allow(/status of 503/);
  let isBroken = true;
  const server = await Middleman.start(environment().portalUrl, (path, answer) => {
    if (path.startsWith("/locales/") && isBroken) answer.status = 503;
  });
  await page.goto(server.url);
  // The sandbox's credentials are filled in once the proxy has said that it is one.
  await expect(portal.field("Access key ID")).not.toHaveValue("");
  await portal.field("Access key ID").fill("typed before");
  await portal.choose(CHINESE);
  await page.keyboard.press("Escape");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The texts in Chinese could not be loaded, so the page stays as it is.");
  await expect(alert.locator("[lang=zh-CN]").first()).toHaveText("未能加载中文文本，页面保持原样。");
  await expect(portal.heading("Connect")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await a11y.checkBothThemes();
  isBroken = false;
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(alert).toHaveCount(0);
  await expect(page.locator("#access-key-id")).toHaveValue("typed before");
  await server.stop();
});

test("a page that appears is announced by its title, the first one only by the browser", async ({ page, portal }) => {
  await page.goto("/");
  await expect(portal.heading("Connect")).toBeVisible();
  await expect(announced(page)).toHaveText("");
  await expect(page.locator("body"), "on the first page nothing has the focus").toMatchAriaSnapshot(`
    - link "Skip to the content"
    - banner:
      - navigation "Pages"
      - button "Settings"
    - main:
      - heading "Connect" [level=1]
  `);
  await portal.button("Use sandbox").click();
  await expect(portal.heading("Instances")).toBeFocused();
  await expect(announced(page)).toHaveText("Instances");
  await portal.openForm("web-01");
  await expect(announced(page)).toHaveText("Reinstall web-01");
  await expect(page).toHaveTitle("Reinstall web-01 · Zenlayer reinstall");
  await page.getByRole("link", { name: "Jobs" }).click();
  await expect(page.locator("body")).toMatchAriaSnapshot(`
    - paragraph: Jobs
    - main:
      - heading "Jobs" [level=1] [active]
  `);
  await portal.choose(CHINESE);
  await expect(announced(page)).toHaveText("任务");
  await expect(page).toHaveTitle("任务 · Zenlayer reinstall");
  await expect(portal.choice(CHINESE), "the focus stays").toBeFocused();
});

/** Each page that has an address, as somebody finds it whose first visit is in Chinese. */
test.describe("no English is left where the browser's language is Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("from the first page on, each by its address", async ({ page, portal }) => {
    const isChinese = async (what: string) => {
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(/\p{Script=Han}/u);
      expect(await leftoverEnglish(page), what).toEqual([]);
    };
    await page.goto("/");
    await expect(page.getByText("SANDBOX", { exact: true })).toBeVisible();
    await isChinese("Connect");
    await page.goto("/instances?zone=MOON-1&colour=red");
    await portal.button("使用沙箱").click();
    await expect(page.getByText("zone=MOON-1").or(page.getByText("colour=red"))).toBeVisible();
    await isChinese("Instances, of an address that is not understood");
    await page.getByRole("link", { name: "实例", exact: true }).click();
    await expect(page.getByRole("rowheader", { name: "web-01" })).toBeVisible();
    await isChinese("Instances");
    await page.getByRole("button", { name: /^重装\s?web-01$/ }).click();
    await expect(page.getByRole("group", { name: "操作系统" })).toBeVisible();
    await isChinese("the form");
    for (const path of ["/jobs", "/jobs/not-there", "/nothing/here"]) {
      await page.goto(path);
      await isChinese(path);
    }
  });
});

// What pages.spec.ts does not pass on its way, which looks at every state in Chinese, too.
test.describe("no English is left in Chinese", () => {
  // Each looks at several states, in two widths.
  test.setTimeout(90_000);

  test("in what opens on the list of instances, and in the frame's menus", async ({ page, portal, sandbox, inspect }) => {
    const { instanceId } = await sandbox.instance("web-01");
    await portal.connect();
    await page.getByText("Columns: 9 of 9 shown").click();
    await page.getByRole("checkbox", { name: "Zone", exact: true }).uncheck();
    await inspect.inChinese();
    await portal.button("More about web-01").click();
    await expect(page.getByText(instanceId).first()).toBeVisible();
    await inspect.inChinese();
    await portal.button("Never offer a reinstall here").click();
    await expect(page.getByRole("rowheader", { name: "web-01 protected here" })).toBeVisible();
    await inspect.inChinese();
    await page.goto(`/reinstall/${instanceId}`);
    await portal.button("Use sandbox").click();
    await expect(portal.heading("Reinstall")).toBeVisible();
    await inspect.inChinese();
    await portal.settingsButton.click();
    await inspect.inChinese();
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await inspect.inChinese();
  });

  test("in the form: each choice opened, each kind of mistake, the draft that was kept", async ({ page, portal, inspect }) => {
    await portal.start("sel-a-db-01");
    await portal.chooseImage("Ubuntu18.04-x86_64");
    await portal.field("Search the systems").fill("ubuntu");
    await portal.field("Hostname").fill("名前 _");
    await portal.field("Password").fill("short");
    await portal.choice("Quick RAID").check();
    await portal.level("RAID 10").check();
    await portal.button("/, /var and /home").click();
    await portal.field("Size of partition 1 in GB").fill("1");
    await portal.button("Move partition 2 up").click();
    await portal.field("Public NIC name").fill("lan-0");
    await portal.field("Private NIC name").fill("wanx");
    await portal.field("User data").fill("\ufeffecho hello\r\n");
    await page.getByText("Exactly what is sent").click();
    await inspect.inChinese();

    await portal.button("Generate password").click();
    await portal.button("Copy").click();
    await portal.button("Remove partition 3").click();
    await portal.choice("Custom RAID").check();
    await portal.button("Add array").click();
    await portal.group("Disks of array 1").getByLabel("Disk 1 (1000 GB)").check();
    await portal.button("Add array").click();
    await portal.level("RAID 5", "RAID level of array 2").check();
    await portal.group("Disks of array 2").getByLabel("Disk 4 (1000 GB)").check();
    await portal.button("Example: Shell").click();
    await expect(page.getByRole("group", { name: "Replace the text?" })).toBeVisible();
    await inspect.inChinese();

    const chooser = page.waitForEvent("filechooser");
    await portal.button("Keep the text").click();
    await portal.button("Choose a file").click();
    await (await chooser).setFiles({ name: "core", mimeType: "text/plain", buffer: Buffer.from("#!\0") });
    await expect(portal.group("First boot")).toContainText("core: It is no text: byte 3 is a NUL.");
    await portal.choice("Use an SSH key").check();
    await portal.field("SSH key pair").selectOption({ label: "my-key (key-zCcHQB9u)" });
    await portal.choice("Boot an iPXE script").check();
    await portal.field("iPXE URL").fill("tftp://boot.example/");
    await portal.button("Review").click();
    await expect(page.getByText("Not ready for the review yet:")).toBeVisible();
    await inspect.inChinese();

    await portal.choice("Boot the vendor's netboot menu").check();
    await portal.choice("Let the vendor mail a random one").check();
    await portal.button("Remove all partitions").click();
    await inspect.inChinese();

    await page.reload();
    await portal.button("Use sandbox").click();
    await expect(page.getByText(/^Draft of .* restored;/)).toBeVisible();
    await portal.chooseImage("Win2019-SE-EN");
    await inspect.inChinese();
    await portal.button("Start over").click();
    await expect(portal.button("Undo")).toBeVisible();
    await inspect.inChinese();
  });

  test("on a job's page, with its times", async ({ page, portal, quiet, sandbox, inspect }) => {
    quiet.allow(/status of (403|429)/);
    await portal.connect();
    await portal.reinstall("web-01");
    await expect(portal.status).toHaveText("INSTALLING", { timeout: 20_000 });
    await portal.choose(CHINESE);
    await page.keyboard.press("Escape");
    await expect(page.getByText(/^已进行 \d+ 秒。$/)).toBeVisible();
    await sandbox.advance(600);
    await expect(portal.status).toHaveText("RUNNING", { timeout: 20_000 });
    await expect(page.getByText(/^用时 .+，结束于 2\d{3}年\d+月\d+日 \d\d:\d\d:\d\d。$/)).toBeVisible();
    expect(await leftoverEnglish(page)).toEqual([]);
    await portal.choose("English");
    await page.getByRole("link", { name: "Instances" }).click();
    await portal.reinstall("challenge-page");
    await expect(portal.status).toHaveText("UNANSWERED", { timeout: 20_000 });
    await inspect.inChinese();
    await page.reload();
    await expect(page.getByText("Not connected, so nobody is looking at the server.")).toBeVisible();
    await inspect.inChinese();
  });
});
