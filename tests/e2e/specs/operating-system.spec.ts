// What the server boots afterwards: every image of its model can be found and judged, and each choice says what it means.
import type { Locator } from "@playwright/test";
import { expect, test } from "../fixtures/index.ts";
import { environment } from "../support/environment.ts";
import { Middleman, spoilResponse } from "../support/middleman.ts";
import { PASSWORD, Portal } from "../support/portal.ts";

const names = (radios: Locator) =>
  radios.evaluateAll((all) => all.map((radio) => (radio as HTMLInputElement).labels?.[0]?.textContent));

test("images by catalogue, the newest first, with the current one and the end of support marked", async ({ page, portal }) => {
  await portal.start("web-01");
  await portal.choice("Install another system").check();
  const list = portal.field("Image");
  const catalog = (name: string) => list.getByRole("group", { name, exact: true }).getByRole("radio");
  await expect(list.getByRole("group")).toHaveCount(5);
  expect(await names(catalog("CentOS"))).toEqual([
    "CentOS-8.2-netdisk-x86_64",
    "CentOS8.0-x86_64",
    "CentOS7.9-x86_64",
    "CentOS7.6-x86_64",
    "CentOS7.4-x86_64",
    "CentOS6.9-x86_64",
  ]);
  expect(await names(catalog("Windows"))).toEqual([
    "Win2022-SE-CN",
    "Win2019-SE-CN",
    "Win2019-SE-EN",
    "Win2016-DC-CN",
    "Win2016-DC-EN",
    "Win2012-R2-DC-EN",
  ]);
  await expect(portal.image("CentOS7.9-x86_64")).toHaveAccessibleDescription(
    "installed now no longer supported since 2024-06-30",
  );
  await expect(portal.image("Win2022-SE-CN")).toHaveAccessibleDescription("supported until 2031-10-14");

  // What is over is a warning with what it means; it is never refused.
  await portal.image("Ubuntu18.04-x86_64").check();
  await expect(list).toHaveAccessibleDescription(/Chosen: Ubuntu18\.04-x86_64\. .*standard security maintenance/);
  await expect(list).toHaveAccessibleDescription(/Warning: No longer supported by its maker since 2023-05-31: security holes/);
  await expect(list).not.toHaveAttribute("aria-invalid");
  await expect(page.getByRole("link", { name: "endoflife.date/ubuntu" })).toHaveAttribute("rel", "noreferrer");
  await portal.image("Win2022-SE-CN").check();
  await expect(list).not.toHaveAccessibleDescription(/Warning/);
  await expect(portal.group("Operating system")).toContainText("Windows: a password, no key pair;");
  await expect(portal.choice("Use an SSH key")).toBeDisabled();
});

test("accessible with a list of images and a warning", async ({ a11y, portal }) => {
  await portal.start("web-01");
  await portal.chooseImage("Ubuntu18.04-x86_64");
  await a11y.checkBothThemes();
});

test("the search, by the keyboard alone", async ({ page, portal }) => {
  await portal.start("web-01");
  await portal.choice("Install another system").check();
  const search = portal.field("Search the systems");
  await search.focus();
  await page.keyboard.type("WIN 20");
  await expect(page.getByText("6 of 19 images match.")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(portal.image("Win2022-SE-CN")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(portal.image("Win2019-SE-CN")).toBeChecked();
  // One that matches is chosen by Enter, which does not send the form off.
  await search.fill("debian 9.8");
  await search.press("Enter");
  await expect(portal.image("Debian9.8.0-x86_64")).toBeChecked();
  await expect(page.getByText("Not ready for the review yet:")).toBeHidden();
  // What is chosen stays, whatever is searched for.
  await search.fill("no such system");
  await expect(page.getByText("0 of 19 images match.")).toBeVisible();
  await expect(portal.field("Image")).toHaveAccessibleDescription(/^Chosen: Debian9\.8\.0-x86_64\./);
  await search.fill("");
  await expect(portal.image("Debian9.8.0-x86_64")).toBeChecked();
});

test("five choices, each with what it means", async ({ page, portal, sandbox }) => {
  await portal.start("web-01");
  const none = portal.choice("No operating system");
  await expect(none).toBeDisabled();
  await expect(none).toHaveAccessibleDescription(
    "The server has CentOS7.9-x86_64 now: a request without an image would install that one again.",
  );
  const group = portal.group("Operating system");
  await expect(group).toContainText("no longer supported since 2024-06-30");
  await expect(group).toContainText("Warning: No longer supported by its maker since 2024-06-30");
  await portal.field("Password").fill(PASSWORD);
  await portal.review();
  await expect(page.getByRole("region", { name: "Please read" })).toContainText(
    "No longer supported by its maker since 2024-06-30",
  );
  await portal.button("Back").click();
  await portal.choice("Boot an iPXE script").check();
  await expect(portal.field("iPXE URL")).toHaveAccessibleDescription(/Partitions are refused with it\./);
  await portal.choice("Boot the vendor's netboot menu").check();
  await expect(group).toContainText("Partitions are refused with it.");
  await expect(portal.button("Add partition")).toBeDisabled();
  await expect(portal.group("Storage")).toContainText("No partitions: they are not for iPXE");

  await page.getByRole("link", { name: "Instances" }).click();
  await portal.openForm("dxb-a-no-os-01");
  await expect(portal.choice("Same system as now")).toBeDisabled();
  await none.check();
  await expect(group).toContainText("Notice: The instance has no image now and none is chosen");
  await portal.field("Password").fill(PASSWORD);
  await portal.review();
  const json = page.getByRole("region", { name: /The request as JSON/ });
  await expect(json).toContainText('"instanceId"');
  await expect(json).not.toContainText(/imageId|ipxeUrl/);
  await portal.button("Back").click();
  await expect(none).toBeChecked();
  expect(await sandbox.calls("ReinstallInstance")).toEqual([]);
});

test("hostnames that nobody would type, and the way back to the current one", async ({ portal }) => {
  await portal.start("web-01");
  const hostname = portal.field("Hostname");
  await expect(portal.button("Keep web-01")).toBeHidden();
  await hostname.fill("web\u202e\u0000");
  await expect(hostname).toHaveAccessibleDescription(/remove \\u\{202e\}, \\u\{0\}\./);
  // 64 characters of four bytes each are not too long, only wrong.
  await hostname.fill("😀".repeat(64));
  await expect(hostname).toHaveAccessibleDescription(/remove 😀\./);
  await expect(hostname).not.toHaveAccessibleDescription(/At most 64 characters; this has/);
  await portal.button("Keep web-01").click();
  await expect(hostname).toHaveValue("web-01");
  await expect(portal.button("Keep web-01")).toBeHidden();
});

test("a catalogue with holes, twins and hundreds of images hides none; a withdrawn image is named", async ({ page }) => {
  const image = (imageId: string, imageName: string | null, catalog: string | null) => ({ imageId, imageName, catalog });
  const many = Array.from({ length: 400 }, (_, n) => image(`many-${n}`, `Ubuntu${n}.04-x86_64`, "ubuntu"));
  const odd = [
    image("unnamed-1", null, null),
    image("twin-1", "Twin", "x"),
    image("twin-2", "Twin", "x"),
    image("", "No id", "x"),
  ];
  const images = spoilResponse("DescribeImages", () => ({ images: [...many, ...odd] }));
  const types = spoilResponse("DescribeInstanceTypes", (response: { instanceTypes: object[] }) => ({
    instanceTypes: response.instanceTypes.map((type) => ({ ...type, imageIds: ["twin-1", "only-in-the-model"] })),
  }));
  const server = await Middleman.start(environment().portalUrl, async (...answer) => {
    await images(...answer);
    await types(...answer);
  });
  try {
    const portal = new Portal(page);
    await portal.connect(server.url);
    await portal.openForm("web-01");
    await expect(portal.group("Operating system")).toContainText(
      "Warning: The current image is no longer offered for model M6C. Choose another one.",
    );
    await portal.choice("Install another system").check();
    await expect(page.getByText("405 images are offered for model M6C.")).toBeVisible();
    await expect(portal.image("only-in-the-model")).toBeAttached();
    await expect(portal.image("No id")).toBeDisabled();
    await portal.field("Search the systems").fill("twin");
    expect(await names(portal.field("Image").getByRole("radio"))).toEqual(["Twin (twin-1)", "Twin (twin-2)"]);
    await portal.image("Twin (twin-2)").check();
    await expect(portal.field("Image")).toHaveAccessibleDescription(/Error: Model M6C cannot run this image\./);
    await portal.field("Search the systems").fill("unnamed");
    await expect(portal.field("Image").getByRole("group", { name: "Without a catalogue" }).getByRole("radio")).toHaveCount(1);
    await portal.field("Search the systems").fill("");
    await expect(portal.field("Image").getByRole("radio").first()).toHaveAccessibleName("Ubuntu399.04-x86_64");
  } finally {
    await server.stop();
  }
});
