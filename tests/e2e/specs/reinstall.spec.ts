// A reinstall from the first page to its end, in the ways that a server can be reinstalled. Each is sent exactly once.
import { expect, test } from "../fixtures/index.ts";
import type { Portal } from "../support/portal.ts";
import { PASSWORD } from "../support/portal.ts";
import type { Sandbox } from "../fixtures/sandbox.ts";

/** INSTALLING is seen, then the end: no reload, only the sandbox's clock moves. */
async function follow(portal: Portal, sandbox: Sandbox, end = "RUNNING"): Promise<void> {
  await expect(portal.status).toHaveText("INSTALLING", { timeout: 15_000 });
  await sandbox.advance(90);
  await expect(portal.status).toHaveText(end, { timeout: 20_000 });
}

const sent = async (sandbox: Sandbox) => (await sandbox.calls("ReinstallInstance")).map((call) => call.status);

test("another system, RAID, partitions, names and user data: from Connect to RUNNING @both", async ({
  page,
  portal,
  sandbox,
}) => {
  const before = await sandbox.instance("web-01");
  await portal.start("web-01");
  await portal.chooseImage("Ubuntu20.04-x86_64");
  await portal.field("Hostname").fill("web-01.example");
  await portal.button("Generate password").click();
  await expect(portal.field("Password")).toHaveValue(/^\S{16}$/);
  await portal.choice("Quick RAID").check();
  await portal.level("RAID 1").check();
  for (const [number, path, size] of [
    ["1", "/", "200"],
    ["2", "/srv", ""],
  ] as const) {
    await portal.button("Add partition").click();
    await portal.field(`Mount point of partition ${number}`).fill(path);
    await portal.field(`Size of partition ${number} in GB`).fill(size);
  }
  await portal.button("Fill the rest with partition 2").click();
  await expect(portal.field("Size of partition 2 in GB")).toHaveValue("900");
  await portal.field("Public NIC name").fill("wan1");
  await portal.field("Private NIC name").fill("lan1");
  await portal.field("User data").fill("#!/bin/sh\necho hello\n");
  await expect(page.getByText("21 of 32768 bytes")).toBeVisible();
  await portal.review();

  await expect(page.getByRole("heading", { name: "Erased" })).toBeVisible();
  expect(await portal.table("Changed")).toEqual({
    Image: ["CentOS7.9-x86_64", "Ubuntu20.04-x86_64"],
    Hostname: ["web-01", "web-01.example"],
    "Sign-in": ["key pair key-YWD2QFOl", "the password you typed; also the IPMI password"],
    Partitions: [expect.any(String), "/ ext4 200 GB, /srv ext4 900 GB"],
    "Public NIC name": ["wan0", "wan1"],
    "Private NIC name": ["lan0", "lan1"],
    "User data": ["not known, the API does not show it", "replaced: 21 bytes, run at first boot"],
  });
  expect(await portal.table("Kept")).toEqual({ RAID: ["quick RAID 1", "quick RAID 1"] });
  expect(await sent(sandbox), "nothing has been sent yet").toEqual([]);
  await portal.confirm("web-01");

  await follow(portal, sandbox);
  await expect(page).toHaveTitle(/^RUNNING web-01/);
  await expect(page.getByText("Done: INSTALLING was seen, then RUNNING.")).toBeVisible();
  const compared = await portal.table("Asked and reported");
  expect(Object.keys(compared)).toEqual(["imageId", "hostname", "raidConfig", "partitions", "nic.wanName", "nic.lanName"]);
  for (const [member, [asked, reported, same]] of Object.entries(compared)) {
    expect([reported, same], member).toEqual([asked, "yes"]);
  }
  expect(await sent(sandbox)).toEqual([200]);
  const after = await sandbox.instance("web-01");
  expect([before["imageName"], after["imageName"], after["hostname"]]).toEqual([
    "CentOS7.9-x86_64",
    "Ubuntu20.04-x86_64",
    "web-01.example",
  ]);

  await page.getByRole("link", { name: /^Jobs/ }).click();
  await expect(page.getByRole("row", { name: /^web-01 RUNNING/ })).toBeVisible();
});

test("Windows: the partitions are drives, the file system is NTFS", async ({ portal, sandbox }) => {
  await portal.start("hkg-a-win-01");
  await expect(portal.choice("Use an SSH key")).toBeDisabled();
  await expect(portal.choice("Use an SSH key")).toHaveAccessibleDescription("Windows does not take a key pair.");
  await portal.chooseImage("Win2022-SE-CN");
  await portal.field("Password").fill(PASSWORD);
  await portal.button("Add partition").click();
  await expect(portal.field("Drive letter of partition 1")).toHaveValue("C");
  await expect(portal.field("File system of partition 1")).toHaveValue("NTFS");
  await portal.button("Fill the rest with partition 1").click();
  await portal.review();
  await portal.confirm("hkg-a-win-01");
  await follow(portal, sandbox);
  expect((await portal.table("Asked and reported"))["partitions"]?.[2]).toBe("yes");
  expect(await sent(sandbox)).toEqual([200]);
  expect(await sandbox.instance("hkg-a-win-01")).toMatchObject({
    imageName: "Win2022-SE-CN",
    partitions: [{ fsPath: "C", fsType: "NTFS" }],
  });
});

test("an iPXE script by its URL", async ({ portal, sandbox }) => {
  await portal.start("sel-a-web-02");
  await portal.choice("Boot an iPXE script").check();
  await portal.field("iPXE URL").fill("http://boot.example/script.ipxe");
  await portal.choice("Let the vendor mail a random one").check();
  await portal.review();
  expect((await portal.table("Changed"))["Image"]).toEqual(["CentOS7.9-x86_64", "iPXE http://boot.example/script.ipxe"]);
  await portal.confirm("sel-a-web-02");
  await follow(portal, sandbox);
  expect((await portal.table("Asked and reported"))["ipxeUrl"]?.[2]).toBe("yes");
  expect(await sent(sandbox)).toEqual([200]);
});

test("the vendor's netboot menu, on a server without a system", async ({ portal, sandbox }) => {
  await portal.start("dxb-a-no-os-01");
  await expect(portal.choice("Same system as now")).toBeDisabled();
  await portal.choice("Boot the vendor's netboot menu").check();
  await portal.choice("Let the vendor mail a random one").check();
  await portal.review();
  await portal.confirm("dxb-a-no-os-01");
  await follow(portal, sandbox);
  expect((await portal.table("Asked and reported"))["ipxeUrl"]).toEqual(["netboot", "netboot", "yes"]);
  expect(await sent(sandbox)).toEqual([200]);
});

test("a key pair, and arrays of one's own", async ({ page, portal, sandbox }) => {
  await portal.start("sel-a-db-01");
  await portal.choice("Use an SSH key").check();
  await portal.field("SSH key pair").selectOption({ label: "on-call (key-Nc5yT8Gf)" });
  await portal.addArrays(["RAID 1", [1, 2]], ["RAID 0", [3, 4]]);
  // The first array holds the system.
  await expect(page.getByText("No partitions: the image makes its own layout of the 1000 GB.")).toBeVisible();
  await portal.review();
  expect(await portal.table("Changed")).toMatchObject({
    "Sign-in": ["key pair key-zCcHQB9u", "key pair key-Nc5yT8Gf"],
    RAID: ["quick RAID 10", "RAID 1 on disks 1, 2; RAID 0 on disks 3, 4"],
  });
  await portal.confirm("sel-a-db-01");
  await follow(portal, sandbox);
  const compared = await portal.table("Asked and reported");
  expect([compared["keyId"]?.[2], compared["raidConfig"]?.[2]]).toEqual(["yes", "yes"]);
  expect(await sent(sandbox)).toEqual([200]);
});

test("an installation that fails says what can be done, and the plan is kept", async ({ page, portal, sandbox }) => {
  await portal.connect();
  await portal.openForm("always-fails");
  await portal.field("Hostname").fill("second-try");
  await portal.field("Password").fill(PASSWORD);
  await portal.field("User data").fill("#!/bin/sh\ntrue\n");
  await portal.review();
  await portal.confirm("always-fails");
  await follow(portal, sandbox, "INSTALL_FAILED");
  await expect(page.getByText(/then without RAID, partitions and user data.*iPXE or IPMI/)).toBeVisible();
  await expect(page.getByText(/^Took .* ended/)).toBeVisible();
  expect(await sent(sandbox)).toEqual([200]);

  await page.getByRole("link", { name: "Open the form for always-fails again" }).click();
  await expect(portal.field("Hostname")).toHaveValue("second-try");
  await expect(portal.field("Password")).toHaveValue("");
  // What cannot be kept is said, so that it is not left out by mistake.
  await expect(portal.field("User data")).toHaveAccessibleDescription(
    /The 15 bytes of user data from before are not kept. Paste them again/,
  );
  await expect(page.getByText("INSTALL_FAILED", { exact: true })).toBeVisible();
  await expect(page.getByText(/The last installation failed \(INSTALL_FAILED\)/)).toBeVisible();
});

test("with the keyboard alone @both", async ({ page, portal, sandbox }) => {
  const { keyboard } = page;
  /** Tab until the element has the focus, as a person would. */
  const tabTo = async (name: string, target = page.getByRole("button", { name, exact: true })) => {
    await expect(target).toBeVisible();
    await expect(target).toBeEnabled();
    for (let step = 0; step < 200; step += 1) {
      await keyboard.press("Tab");
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`Tab never reaches ${name}`);
  };
  await page.goto("/");
  await tabTo("Use sandbox");
  await keyboard.press("Enter");
  await expect(portal.heading("Instances"), "a new page has the focus at its heading").toBeFocused();
  await tabTo("Filter", portal.field("Filter"));
  await keyboard.type("web-01");
  await expect(page.getByText("1 of 49 instances")).toBeVisible();
  await tabTo("Reinstall web-01");
  await keyboard.press("Enter");
  await expect(portal.heading("Reinstall")).toBeFocused();
  await tabTo("Same system", portal.choice(/^Same system as now/));
  await keyboard.press("ArrowUp");
  await expect(portal.choice("Install another system")).toBeChecked();
  await tabTo("Search the systems", portal.field("Search the systems"));
  await keyboard.type("debian 10");
  await keyboard.press("ArrowDown");
  await keyboard.press("Space");
  await expect(portal.image("Debian10.6-x86_64")).toBeChecked();
  await tabTo("Password", portal.field("Password"));
  await keyboard.type(PASSWORD);
  await tabTo("Review");
  await keyboard.press("Space");
  await expect(page.getByText("Nothing has been sent yet.")).toBeVisible();
  await expect(portal.heading("Reinstall")).toBeFocused();
  await tabTo("Type web-01 to confirm", portal.confirmation("web-01"));
  await keyboard.type("web-01");
  await keyboard.press("Enter");
  await expect(portal.heading("Job")).toBeFocused();
  await follow(portal, sandbox);
  expect(await sent(sandbox)).toEqual([200]);
});
