// The whole of a reinstall with the keyboard alone, from Connect to RUNNING: nothing here clicks, and wherever Tab stops, the
// focus can be seen. What is seen is looked at through `expect` only.
import { expect, test } from "../fixtures/index.ts";
import { Keys } from "../support/keys.ts";

const LATER = { timeout: 20_000 };

test("another system, arrays of picked disks, partitions, user data: from Connect to RUNNING", async ({
  page,
  portal,
  sandbox,
}) => {
  const keys = new Keys(page);
  const { keyboard } = page;
  await page.goto("/");
  await expect(portal.field("Access key ID")).not.toHaveValue("");
  await keys.to(page.getByRole("link", { name: "Skip to the content" }));
  await keys.press("Enter");
  await keys.activate(portal.button("Connect"));
  await expect(portal.heading("Instances")).toBeFocused();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();

  await keys.press("/");
  await expect(portal.field("Filter")).toBeFocused();
  await keyboard.type("sel-a-db-01");
  await expect(page.getByText("1 of 49 instances")).toBeVisible();
  await keys.activate(portal.button("Reinstall sel-a-db-01"));
  await expect(portal.heading("Reinstall")).toBeFocused();

  await keys.choose(portal.choice("Install another system"));
  await keys.to(portal.field("Search the systems"));
  await keyboard.type("debian 10");
  await keys.press("ArrowDown");
  await keys.press("Space");
  await expect(portal.image("Debian10.6-x86_64")).toBeChecked();
  await keys.type(portal.field("Hostname"), "db.example");
  await keys.activate(portal.button("Generate password"));
  await expect(portal.field("Password")).toHaveValue(/^\S{16}$/);

  await keys.choose(portal.choice("Custom RAID"));
  for (const [number, level, disks] of [
    [1, "RAID 1", [1, 2]],
    [2, "RAID 0", [3, 4]],
  ] as const) {
    await keys.activate(portal.button("Add array"));
    // The new array stands before the button that made it.
    const group = portal.group(`Disks of array ${number}`);
    await keys.to(portal.button(`Remove array ${number}`), true);
    await keys.to(
      page
        .getByRole("radiogroup", { name: `RAID level of array ${number}` })
        .getByRole("radio")
        .last(),
      true,
    );
    await keys.choose(portal.level(level, `RAID level of array ${number}`));
    for (const disk of disks) await keys.tick(group.getByLabel(`Disk ${disk} (1000 GB)`));
  }
  for (const [number, path, size] of [
    [1, "/", "100"],
    [2, "/home", "200"],
    [3, "/data", "5"],
  ] as const) {
    await keys.activate(portal.button("Add partition"));
    await keys.to(portal.field(`Mount point of partition ${number}`), true);
    await keys.type(portal.field(`Mount point of partition ${number}`), path);
    await keys.type(portal.field(`Size of partition ${number} in GB`), size);
  }
  await keys.activate(portal.button("Fill the rest with partition 3"));
  await expect(portal.field("Size of partition 3 in GB")).toHaveValue("700");
  await keys.activate(portal.button("Move partition 3 up"));
  await expect(portal.field("Mount point of partition 2")).toHaveValue("/data");
  await keys.seen();

  const editor = portal.field("User data");
  await keys.to(editor);
  await keyboard.type("#cloud-config");
  await keys.press("Enter");
  await keyboard.type("packages: [nginx]");
  await keys.press("Tab");
  await expect(editor, "Tab leaves the editor").not.toBeFocused();
  await keys.to(editor, true);
  await keys.press("Shift+Tab");
  await expect(editor, "and so does Shift+Tab").not.toBeFocused();
  await expect(editor).toHaveValue("#cloud-config\npackages: [nginx]");
  await keys.activate(portal.button("Review"));

  await expect(portal.heading("Reinstall")).toBeFocused();
  await expect(page.getByText("Nothing has been sent yet.")).toBeVisible();
  await keys.to(portal.confirmation("sel-a-db-01"));
  await keyboard.type("sel-a-db-01");
  await keys.activate(portal.button("Reinstall now"));
  await expect(portal.heading("Job")).toBeFocused();
  await expect(portal.status).toHaveText("INSTALLING", LATER);
  await sandbox.advance(90);
  await expect(portal.status).toHaveText("RUNNING", LATER);
  await expect(portal.heading("Job"), "the focus stays while the page changes").toBeFocused();
  await keys.to(portal.button("Copy a text for the support"));
  expect((await sandbox.calls("ReinstallInstance")).map(({ status }) => status)).toEqual([200]);
  expect(await sandbox.instance("sel-a-db-01")).toMatchObject({
    hostname: "db.example",
    partitions: [
      { fsPath: "/", size: 100 },
      { fsPath: "/data", size: 700 },
      { fsPath: "/home", size: 200 },
    ],
  });
});

test("iPXE, a key pair and none, quick RAID; Back, the draft discarded and taken back: to RUNNING", async ({
  page,
  portal,
  sandbox,
}) => {
  const keys = new Keys(page);
  const { keyboard } = page;
  await page.goto("/");
  await expect(portal.field("Access key ID")).not.toHaveValue("");
  await keys.activate(portal.button("Use sandbox"));
  await expect(portal.heading("Instances")).toBeFocused();
  await expect(page.getByText("49 of 49 instances")).toBeVisible();
  await keys.press("/");
  await keyboard.type("web-01");
  await expect(page.getByText("1 of 49 instances")).toBeVisible();
  await keys.activate(portal.button("Reinstall web-01"));
  await expect(portal.heading("Reinstall")).toBeFocused();
  await keys.choose(portal.choice("Boot an iPXE script"));
  await keys.type(portal.field("iPXE URL"), "http://boot.example/script.ipxe");
  await keys.choose(portal.choice("Use an SSH key"));
  await keys.to(portal.field("SSH key pair"));
  await keyboard.type("on-call");
  await expect(portal.field("SSH key pair").locator("option:checked")).toHaveText(/^on-call /);
  // The sandbox puts no key on a server that boots a script, and the job would say that it is not as asked.
  await keys.to(portal.choice("Use an SSH key"), true);
  await keys.choose(portal.choice("Let the vendor mail a random one"));
  await keys.choose(portal.choice("Quick RAID"));
  await keys.choose(portal.level("RAID 1"));
  await keys.activate(portal.button("Review"));
  await expect(portal.button("Reinstall now")).toBeVisible();
  await expect(portal.heading("Reinstall")).toBeFocused();

  await keys.activate(portal.button("Back"));
  await expect(portal.group("Operating system")).toBeVisible();
  await expect(portal.heading("Reinstall")).toBeFocused();
  await keys.activate(portal.button("Start over"));
  await expect(portal.choice("Boot an iPXE script")).not.toBeChecked();
  await keys.seen();
  await keys.activate(portal.button("Undo"));
  await expect(portal.field("iPXE URL")).toHaveValue("http://boot.example/script.ipxe");
  await expect(portal.heading("Reinstall"), "the notice is gone, and the focus not with it").toBeFocused();
  await keys.activate(portal.button("Review"));
  await expect(portal.button("Reinstall now")).toBeVisible();
  await keys.to(portal.confirmation("web-01"));
  await keyboard.type("web-01");
  await keys.press("Enter");
  await expect(portal.heading("Job")).toBeFocused();
  await expect(portal.status).toHaveText("INSTALLING", LATER);
  await sandbox.advance(90);
  await expect(portal.status).toHaveText("RUNNING", LATER);
  await keyboard.type("gj");
  await expect(portal.heading("Jobs")).toBeFocused();
  await keys.activate(page.getByRole("link", { name: "web-01", exact: true }));
  await expect(portal.heading("Job")).toBeFocused();
  expect((await sandbox.calls("ReinstallInstance")).map(({ status }) => status)).toEqual([200]);
});
