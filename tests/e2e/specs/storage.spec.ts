// The storage editor: what each level gives, layouts that fill, the rest that follows, and a picture whose text is the table's.
import { expect, test } from "../fixtures/index.ts";
import { PASSWORD, type Portal } from "../support/portal.ts";

/** Path and size of each row of the table. */
async function rows(portal: Portal, path = "Mount point"): Promise<string[]> {
  const texts: string[] = [];
  const count = await portal.page.getByLabel(/^Size of partition \d+ in GB$/).count();
  for (let number = 1; number <= count; number += 1) {
    const [name, size] = [`${path} of partition ${number}`, `Size of partition ${number} in GB`];
    texts.push(`${await portal.field(name).inputValue()} ${await portal.field(size).inputValue()}`);
  }
  return texts;
}

const plan = (portal: Portal) =>
  portal.group("Storage").getByRole("list", { name: "What this makes of the disks" }).getByRole("listitem");
const filling = (portal: Portal) => portal.group("Storage").getByRole("status");

/** The text of the picture says what the table says. */
async function textEqualsTable(portal: Portal): Promise<void> {
  const said = (await plan(portal).allTextContents()).filter((text) => /^(\/|[C-H]:)/.test(text));
  const path = (await portal.field("Mount point of partition 1").count()) > 0 ? "Mount point" : "Drive letter";
  const table = await rows(portal, path);
  expect(said.map((text) => text.replace(/^(\S+): (\d+) GB.*$/, "$1 $2"))).toEqual(table);
}

test("levels say what they give, layouts fill exactly, and the rest follows", async ({ portal }) => {
  await portal.start("sel-a-db-01");
  const storage = portal.group("Storage");
  await expect(storage.getByRole("list", { name: "Disks" }).getByRole("listitem").first()).toHaveText("Disk 1 1000 GB SAS");
  await expect(portal.choice("Leave RAID as it is")).toHaveAccessibleDescription(
    "Now: quick RAID 10. Nothing is sent, and the API does not say what becomes of it; it is assumed to stay.",
  );
  await portal.choice("Quick RAID").check();
  for (const [level, gives] of [
    ["RAID 0", "4000 of 4000 GB usable; no disk may fail."],
    ["RAID 1", "1000 of 4000 GB usable; one disk may fail."],
    ["RAID 5", "3000 of 4000 GB usable; one disk may fail."],
    ["RAID 10", "2000 of 4000 GB usable; one disk may fail, sometimes more."],
  ] as const) {
    await expect(portal.level(level)).toHaveAccessibleDescription(gives);
  }
  await expect(storage).toContainText("Layouts to start from need the capacity, which is not known yet.");
  await portal.level("RAID 5").check();
  await portal.button("/, /var and /home").click();
  expect(await rows(portal)).toEqual(["/ 100", "/var 100", "/home 2800"]);
  await expect(filling(portal)).toHaveText("The partitions fill the 3000 GB exactly, as the API demands.");
  await textEqualsTable(portal);
  await expect(storage.getByRole("img", { name: "Disks, arrays and partitions, to scale." })).toBeVisible();

  // The rest follows the RAID and the other sizes, moves to another row, and stays a number where one is typed.
  await portal.level("RAID 10").check();
  await expect(portal.field("Size of partition 3 in GB")).toHaveValue("1800");
  await portal.field("Size of partition 2 in GB").fill("300");
  await expect(portal.field("Size of partition 3 in GB")).toHaveValue("1600");
  const rest = (number: number) => portal.button(`Fill the rest with partition ${number}`);
  await expect(rest(3)).toHaveAttribute("aria-pressed", "true");
  await rest(1).click();
  await expect(rest(3)).toHaveAttribute("aria-pressed", "false");
  await portal.field("Size of partition 3 in GB").fill("1000");
  await expect(portal.field("Size of partition 1 in GB")).toHaveValue("700");
  await portal.field("Size of partition 2 in GB").fill("1000");
  await expect(portal.field("Size of partition 1 in GB")).toHaveAccessibleDescription(
    "Error: The other partitions leave nothing for this one. Make one of them smaller.",
  );
  await portal.field("Size of partition 2 in GB").fill("500");
  await portal.field("Size of partition 1 in GB").fill("400");
  await expect(rest(1)).toHaveAttribute("aria-pressed", "false");
  await expect(storage).toContainText("Left100 GB");
  await expect(filling(portal)).toHaveText("The partitions leave 100 of 2000 GB over, which the API refuses.");
  await rest(1).click();
  await textEqualsTable(portal);
});

test("the rest is sent as the number that it is", async ({ portal, sandbox }) => {
  await portal.start("sel-a-db-01");
  await portal.field("Password").fill(PASSWORD);
  await portal.choice("Quick RAID").check();
  await portal.level("RAID 10").check();
  await portal.button("/ and /data").click();
  await portal.field("Size of partition 1 in GB").fill("500");
  await portal.review();
  await portal.confirm("sel-a-db-01");
  // What was asked for shows once it is installed.
  const sent = async () => {
    await sandbox.advance(60);
    return (await sandbox.instance("sel-a-db-01"))["partitions"];
  };
  await expect.poll(sent).toMatchObject([
    { fsPath: "/", fsType: "ext4", size: 500 },
    { fsPath: "/data", fsType: "ext4", size: 1500 },
  ]);
});

test("by keyboard: rows move with the focus, a removed row comes back, the order is the API's", async ({ page, portal }) => {
  await portal.start("web-01");
  await portal.button("/ and /data").press("Enter");
  expect(await rows(portal)).toEqual(["/ 100", "/data 1000"]);
  const up = portal.button("Move partition 2 up");
  await up.focus();
  await page.keyboard.press("Enter");
  expect(await rows(portal)).toEqual(["/data 1000", "/ 100"]);
  // At the top it cannot go further up, so the way down has the focus.
  await expect(portal.button("Move partition 1 down")).toBeFocused();
  await expect(portal.button("Move partition 1 up")).toBeDisabled();
  await expect(portal.button("Move partition 1 up")).toHaveAccessibleDescription("It is the first one already.");
  await expect(page.getByText("The partition is now number 1 of 2.")).toBeAttached();
  await expect(portal.field("Mount point of partition 2")).toHaveAccessibleDescription(
    /Error: \/ is the system partition and must be the first\./,
  );
  await page.keyboard.press("Enter");
  expect(await rows(portal)).toEqual(["/ 100", "/data 1000"]);
  await portal.button("Remove partition 2").press("Enter");
  await expect(portal.button("Undo")).toBeFocused();
  await expect(portal.group("Storage")).toContainText("/data was removed.");
  await page.keyboard.press("Enter");
  expect(await rows(portal)).toEqual(["/ 100", "/data 1000"]);
  await expect(portal.button("Add partition")).toBeFocused();
  await portal.button("Remove all partitions").click();
  await expect(plan(portal).or(filling(portal)).last()).toHaveText(
    "No partitions: the image makes its own layout of the 1100 GB.",
  );
  await portal.button("Undo").click();
  expect(await rows(portal)).toEqual(["/ 100", "/data 1000"]);
});

test("levels that are not possible say why, and arrays are built by picking disks", async ({ portal, a11y }) => {
  await portal.start("fra-a-mixed-raid");
  await expect(portal.choice("Quick RAID")).toBeDisabled();
  await expect(portal.choice("Quick RAID")).toHaveAccessibleDescription("The model's disks differ in size. Use custom RAID.");
  await portal.choice("Custom RAID").check();
  await portal.button("Add array").click();
  const level = (name: string) => portal.level(name, "RAID level of array 1");
  await expect(level("RAID 5")).toBeDisabled();
  await expect(level("RAID 5")).toHaveAccessibleDescription(
    "Model MDE does not support RAID 5. It supports these levels: 0, 1. Choose a supported one, or leave RAID out.",
  );
  await expect(level("RAID 1")).toHaveAccessibleDescription("Needs at least 2 disks.");
  await level("RAID 1").check();
  const disks = portal.group("Disks of array 1");
  await disks.getByLabel("Disk 1 (880 GB)").press("Space");
  await expect(level("RAID 1")).toHaveAccessibleDescription("RAID 1 needs at least 2 disks; this array has 1.");
  await portal.button("Add disks 2–4 to array 1").click();
  await disks.getByLabel("Disk 4 (220 GB)").uncheck();
  await disks.getByLabel("Disk 3 (220 GB)").uncheck();
  await expect(level("RAID 1")).toHaveAccessibleDescription("880 of 1760 GB usable; one disk may fail.");
  // Another level keeps the disks.
  await level("RAID 0").check();
  await expect(disks.getByRole("checkbox", { checked: true })).toHaveCount(2);
  await expect(plan(portal).first()).toHaveText("Array 1: RAID 0 over disks 1–2; 1760 of 1760 GB can be used.");
  await expect(portal.group("Storage")).toContainText("In no array: disk 3–4, 440 GB. What becomes of it is not documented.");
  await a11y.check();
});

test("another family asks first: keep, convert, start over", async ({ page, portal, a11y }) => {
  await portal.start("web-01");
  await portal.button("/ and /data").click();
  await portal.chooseImage("Win2019-SE-EN");
  const dialog = page.getByRole("dialog", { name: "Partitions for another system" });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole("list", { name: "What Convert does" }).getByRole("listitem")).toHaveText([
    "/ (ext4) becomes C (NTFS)",
    "/data (ext4) becomes D (NTFS)",
  ]);
  await a11y.check();
  // Escape keeps them, and the form says what does not fit.
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(portal.image("Win2019-SE-EN")).toBeFocused();
  expect(await rows(portal, "Drive letter")).toEqual(["/ 100", "/data 1000"]);
  await expect(portal.group("Storage")).toContainText("Error: Add the system partition: C must be the first.");
  // It is not asked again for the same family.
  await portal.chooseImage("Win2022-SE-CN");
  await expect(dialog).toBeHidden();
  await portal.chooseImage("Ubuntu20.04-x86_64");
  await dialog.getByRole("button", { name: "Keep as they are" }).click();
  await portal.chooseImage("Win2019-SE-EN");
  await dialog.getByRole("button", { name: "Convert", exact: true }).click();
  expect(await rows(portal, "Drive letter")).toEqual(["C 100", "D 1000"]);
  await expect(filling(portal)).toHaveText("The partitions fill the 1100 GB exactly, as the API demands.");
  await portal.button("Undo").click();
  await dialog.getByRole("button", { name: "Start over with the default layout" }).click();
  expect(await rows(portal, "Drive letter")).toEqual(["C 1100"]);
  await textEqualsTable(portal);
});

test("iPXE takes no partitions, ESXi has no layouts", async ({ portal }) => {
  await portal.start("web-01");
  await portal.button("Everything in /").click();
  await portal.choice("Boot the vendor's netboot menu").check();
  const storage = portal.group("Storage");
  await expect(portal.button("Add partition")).toBeDisabled();
  await expect(portal.button("Add partition")).toHaveAccessibleDescription(
    "With iPXE no image is installed, and the API takes partitions only with an image.",
  );
  // Rows that are there stay to be seen, with what is wrong about them.
  expect(await rows(portal)).toEqual(["/ 1100"]);
  await expect(storage).toContainText("Error: Partitions need an image, and none is known to be installed.");
  await portal.button("Remove partition 1").click();
  await expect(filling(portal)).toHaveText("No partitions: they are not for iPXE, whose script divides the disks itself.");
  await portal.page.goBack();
  await portal.openForm("esxi-01");
  await expect(storage).toContainText("Partitions are not documented for ESXi, so no layout is offered for it.");
});
