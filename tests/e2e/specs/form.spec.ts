// Bad input gets a clear error that names the field, the rule and what to do; and nothing is lost.
import { expect, test } from "../fixtures/index.ts";
import { PASSWORD, type Portal } from "../support/portal.ts";

/** The field says exactly this, and a screen reader hears it with the field. */
async function says(portal: Portal, field: string, sentence: string, severity = "Error"): Promise<void> {
  const element = portal.field(field);
  await expect(element, field).toHaveAccessibleDescription(new RegExp(`(^| )${severity}: ${escaped(sentence)}`));
  if (severity === "Error") await expect(element, field).toHaveAttribute("aria-invalid", "true");
  else await expect(element, field).not.toHaveAttribute("aria-invalid");
}

async function isFine(portal: Portal, field: string): Promise<void> {
  await expect(portal.field(field)).not.toHaveAttribute("aria-invalid");
  await expect(portal.field(field)).not.toHaveAccessibleDescription(/Error:/);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

test("hostname", async ({ portal }) => {
  await portal.start("web-01");
  const table: [string, string, string?][] = [
    [
      "under_score !",
      "Only a–z, A–Z, 0–9, hyphens and dots are allowed; remove _, the space, !. INVALID_PARAMETER_HOSTNAME_MALFORMED",
    ],
    ["名前", "Only a–z, A–Z, 0–9, hyphens and dots are allowed; remove 名, 前."],
    ["a".repeat(65), "At most 64 characters; this has 65. INVALID_PARAMETER_HOSTNAME_EXCEED"],
    ["-web", "Begins or ends with a hyphen or a dot, which DNS refuses.", "Warning"],
    [
      "a".repeat(64),
      "A part of the hostname has more than 63 characters without a dot, which DNS refuses. Shorten it.",
      "Warning",
    ],
    ["", 'Left out: the hostname becomes the word "hostname". Type the current one to keep it.', "Notice"],
  ];
  for (const [typed, sentence, severity] of table) {
    await portal.field("Hostname").fill(typed);
    await says(portal, "Hostname", sentence, severity);
  }
  await portal.field("Hostname").fill("web-01.example");
  await isFine(portal, "Hostname");
});

test("password, each kind of mistake", async ({ portal }) => {
  await portal.start("web-01");
  // What was not begun yet is no mistake, until the review is asked for.
  await isFine(portal, "Password");
  await portal.button("Review").click();
  await says(portal, "Password", "Type or generate a password, or choose another way to sign in.");
  const table = [
    ["Ab1~567", "Between 8 and 16 characters; this has 7. INVALID_PARAMETER_VALUE_PASSWORD_MALFORMED"],
    ["Ab1~5678901234567", "Between 8 and 16 characters; this has 17."],
    ["abcdefg1~", "Still missing: an upper-case letter."],
    ["ABCDEFG1~", "Still missing: a lower-case letter."],
    ["Abcdefgh~", "Still missing: a digit."],
    ["Abcdefgh1", "Still missing: one of ~!@$^*-_=+."],
    ["aaaaaaaa", "Still missing: an upper-case letter, a digit, one of ~!@$^*-_=+."],
    ["Abcd efg1~", "Only a–z, A–Z, 0–9 and ~!@$^*-_=+ are allowed; character 5 is another one."],
    ["Abcdefg1~é", "Only a–z, A–Z, 0–9 and ~!@$^*-_=+ are allowed; character 10 is another one."],
  ];
  for (const [typed = "", sentence = ""] of table) {
    await portal.field("Password").fill(typed);
    await says(portal, "Password", sentence);
  }
  await portal.field("Password").fill(PASSWORD);
  await isFine(portal, "Password");
  await portal.field("Password").fill("");
  await portal.button("Generate password").click();
  await isFine(portal, "Password");
});

test("sign-in: a choice that was begun and not finished, and a key pair for Windows", async ({ portal }) => {
  await portal.start("web-01");
  await portal.button("Review").click();
  await portal.choice("Use an SSH key").check();
  await says(portal, "SSH key pair", "Choose a key pair.");
  await portal.field("SSH key pair").selectOption({ label: "ops-team (key-YWD2QFOl)" });
  await isFine(portal, "SSH key pair");
  await portal.choice("Install another system").check();
  await says(portal, "Image", "Choose an image.");
  await portal.image("Win2019-SE-EN").check();
  await says(portal, "SSH key pair", "Windows does not take a key pair. Use a password. INVALID_PARAMETER_VALUE");
  await expect(portal.choice("Use an SSH key")).toBeDisabled();
  await expect(portal.choice("Use an SSH key")).toHaveAccessibleDescription("Windows does not take a key pair.");
  await portal.choice("Let the vendor mail a random one").check();
  await expect(portal.group("Sign-in")).toContainText(
    "Notice: Neither a password nor a key pair: a random password is mailed to the account's creator once the installation has succeeded.",
  );
});

test("iPXE URL", async ({ portal }) => {
  await portal.start("web-01");
  await portal.choice("Boot an iPXE script").check();
  await isFine(portal, "iPXE URL");
  await portal.button("Review").click();
  await says(portal, "iPXE URL", "Type the URL of the iPXE script, like http://boot.example/script.ipxe.");
  await portal.field("iPXE URL").fill("boot.example/script");
  await says(
    portal,
    "iPXE URL",
    "Neither a URL nor the word netboot in lower case. Look for spaces; use something like http://boot.example/script.ipxe, or netboot. INVALID_PARAMETER_PATTERN_ERROR",
  );
  await portal.field("iPXE URL").fill("tftp://boot.example/script.ipxe");
  await says(portal, "iPXE URL", "Only http and https are assumed to work here; this is tftp. Use one of the two.", "Warning");
  await portal.field("iPXE URL").fill("https://boot.example/script.ipxe");
  await isFine(portal, "iPXE URL");
});

test("RAID: levels, counts, order", async ({ page, portal }) => {
  await portal.start("sel-a-db-01");
  await portal.button("Review").click();
  await portal.choice("Quick RAID").check();
  await says(portal, "RAID level", "Choose a RAID level.");
  await expect(portal.group("Storage").getByRole("status")).toHaveText(
    "What this makes of the disks shows once the choice of RAID is complete.",
  );
  await portal.level("RAID 10").check();
  await isFine(portal, "RAID level");

  await portal.choice("Custom RAID").check();
  await expect(portal.group("Storage")).toContainText("Error: Add an array, or choose another RAID option.");
  await portal.button("Add array").click();
  await says(portal, "RAID level of array 1", "Choose the array's RAID level.");
  const disks = portal.group("Disks of array 1");
  await expect(disks).toHaveAccessibleDescription(/Error: Choose the array's disks. MISSING_PARAMETER/);
  await portal.level("RAID 5", "RAID level of array 1").check();
  for (const disk of [1, 3]) await disks.getByLabel(`Disk ${disk} (1000 GB)`).check();
  await expect(disks).toHaveAccessibleDescription(/RAID 5 needs at least 3 disks; this array has 2./);
  await expect(disks).toHaveAccessibleDescription(/The disks of an array must be consecutive and ascending, like 1, 2, 3./);
  await disks.getByLabel("Disk 2 (1000 GB)").check();
  await expect(disks).toHaveAccessibleDescription("");
  await expect(portal.group("Storage")).toContainText(
    "Notice: Disks in no array: 4. What becomes of them and their data is not documented.",
  );
  await expect(
    portal.group("Storage").getByRole("list", { name: "What this makes of the disks" }).getByRole("listitem"),
  ).toHaveText([
    "Array 1: RAID 5 over disks 1–3; 2000 of 3000 GB can be used.",
    "Array 1: nothing is lost when one of its disks fails.",
    "In no array: disk 4, 1000 GB. What becomes of it is not documented.",
  ]);
  await portal.button("Add array").click();
  await portal.level("RAID 0", "RAID level of array 2").check();
  // A disk of another array is shown as taken, until that array lets it go.
  const third = portal.group("Disks of array 2").getByLabel("Disk 3 (1000 GB)");
  await expect(third).toBeDisabled();
  await expect(portal.group("Disks of array 2")).toContainText("Disk 3 (1000 GB) SAS in array 1");
  await disks.getByLabel("Disk 3 (1000 GB)").uncheck();
  for (const disk of [3, 4]) await portal.group("Disks of array 2").getByLabel(`Disk ${disk} (1000 GB)`).check();
  // A removed row takes its own values along, not its neighbour's.
  await portal.button("Remove array 1").click();
  await expect(portal.level("RAID 0", "RAID level of array 1")).toBeChecked();
  await expect(page.getByRole("group", { name: "Disks of array 1" }).getByRole("checkbox", { checked: true })).toHaveCount(2);
});

test("a model without RAID says so", async ({ portal }) => {
  await portal.start("lax-h-edge-lax");
  for (const name of ["Quick RAID", "Custom RAID"]) {
    await expect(portal.choice(name)).toBeDisabled();
    await expect(portal.choice(name)).toHaveAccessibleDescription("Model S9I has no RAID.");
  }
});

test("partitions: paths, sizes, sums", async ({ portal }) => {
  await portal.start("web-01");
  await portal.choice("Quick RAID").check();
  await portal.level("RAID 1").check();
  await portal.button("Add partition").click();
  const [path, size] = ["Mount point of partition 1", "Size of partition 1 in GB"];
  await says(portal, size, "Give the size in GB. MISSING_PARAMETER");
  await portal.field(path).fill("");
  await says(portal, path, "Give the mount point or the drive letter.");
  await portal.field(path).fill("data");
  await says(portal, path, "A Linux path begins with / and has no control characters.");
  await portal.field(path).fill("/data");
  const storage = portal.group("Storage");
  await expect(storage).toContainText(
    "Error: Add the system partition: / must be the first. INVALID_PARTITION_MISSING_REQUIRED_FILE_PATH",
  );
  await portal.button("Add partition").click();
  await portal.field("Mount point of partition 2").fill("/");
  await says(portal, "Mount point of partition 2", "/ is the system partition and must be the first.");
  await portal.field(path).fill("/");
  await says(portal, "Mount point of partition 2", "/ is there more than once. Give each partition its own.");
  await portal.field("Mount point of partition 2").fill("/data");
  for (const [typed, sentence] of [
    ["12 GB", "Type a whole number of GB, without a unit."],
    ["1.5", "Type a whole number of GB, without a unit."],
    ["0", "The size must be at least 1 GB."],
    ["-3", "The size must be at least 1 GB."],
  ] as const) {
    await portal.field(size).fill(typed);
    await says(portal, size, sentence);
  }
  await portal.field(size).fill("100");
  await portal.field("Size of partition 2 in GB").fill("900");
  await expect(storage).toContainText(
    "Error: The partitions add up to 1000 GB, but the capacity is 1100 GB. Add 100 GB to one of them, usually the last. INVALID_PARTITION_SIZE_NOT_FULL",
  );
  await portal.field("Size of partition 2 in GB").fill("2000");
  await expect(storage).toContainText(
    "Error: The partitions add up to 2100 GB, but the capacity is 1100 GB. Take 1000 GB away. INVALID_PARAMETER_EXCEED_MAXIMUM",
  );
  await portal.field("Size of partition 2 in GB").fill("1000");
  await expect(storage).not.toContainText("Error:");
  await expect(storage.getByRole("status")).toHaveText("The partitions fill the 1100 GB exactly, as the API demands.");
  await expect(storage.getByRole("list", { name: "What this makes of the disks" }).getByRole("listitem")).toHaveText([
    "Array 1: RAID 1 over disks 1–2; 1100 of 2200 GB can be used.",
    "Array 1: nothing is lost when one of its disks fails.",
    "/: 100 GB.",
    "/data: 1000 GB, and what the real disks have beyond their advertised size. How much that is, is not documented.",
  ]);
});

test("names of the interfaces", async ({ portal }) => {
  await portal.start("web-01");
  const malformed = "4 to 10 of a–z, A–Z and 0–9, beginning with a letter. INVALID_PARAMETER_NIC_NAME_MALFORMED";
  for (const typed of ["wan", "1wan", "wan-0", "wanwanwan00"]) {
    await portal.field("Public NIC name").fill(typed);
    await says(portal, "Public NIC name", malformed);
  }
  await portal.field("Public NIC name").fill("lanx");
  await says(portal, "Public NIC name", "The public interface's name must not begin with lan.");
  await portal.field("Private NIC name").fill("wanx");
  await says(portal, "Private NIC name", "The private interface's name must not begin with wan.");
  await portal.field("Public NIC name").fill("same");
  await portal.field("Private NIC name").fill("same");
  await says(
    portal,
    "Private NIC name",
    "Both interfaces would be called same. Give them different names. INVALID_PARAMETER_NIC_NAME_CONFLICT",
  );
  await portal.field("Private NIC name").fill("other");
  await isFine(portal, "Public NIC name");
  await isFine(portal, "Private NIC name");
});

test("user data is counted in bytes, not in letters", async ({ page, portal }) => {
  await portal.start("web-01");
  const field = portal.field("User data");
  // 10,923 letters of three bytes each: 32,769 bytes, in the lower house of characters far below any limit.
  await field.fill("あ".repeat(10_923));
  await says(portal, "User data", "At most 32768 bytes of UTF-8; this has 32769. INVALID_PARAMETER_EXCEED_LENGTH");
  await expect(page.getByText("32769 of 32768 bytes")).toBeVisible();
  await expect(field).toHaveAccessibleDescription(/32769 of 32768 bytes/);
  await field.fill(`#!${"あ".repeat(10_922)}`);
  await expect(page.getByText("32768 of 32768 bytes")).toBeVisible();
  await says(
    portal,
    "User data",
    "32768 bytes. Whether the limit is 32000 or 32768 is not documented; keep to 32000 or less.",
    "Warning",
  );
  for (const [typed, sentence] of [
    ["echo hello", "The first line is neither #cloud-config nor #!…, so the installed system may not know what to do with it."],
    [
      "IyEvYmluL3NoCmVjaG8gaGVsbG8K",
      "This looks like base64. It is not documented that anything decodes it: send the plain text.",
    ],
    ["\ufeff#cloud-config\n", "Begins with an invisible byte order mark, so the first line is not recognised. Remove it."],
  ] as const) {
    await field.fill(typed);
    await says(portal, "User data", sentence, "Warning");
  }
  await field.fill("#cloud-config\n");
  await expect(field).not.toHaveAccessibleDescription(/Warning|Error/);
});

test("a form full of mistakes: the summary names each and leads to its field, and the review does not open @both", async ({
  page,
  portal,
  sandbox,
}) => {
  await portal.start("web-01");
  await portal.choice("Install another system").check();
  await portal.field("Hostname").fill("bad_name");
  await portal.field("Password").fill("short");
  await portal.choice("Quick RAID").check();
  await portal.button("Add partition").click();
  await portal.field("Size of partition 1 in GB").fill("lots");
  await portal.field("Public NIC name").fill("x");
  await portal.field("Private NIC name").fill("y!");
  await portal.field("User data").fill("あ".repeat(11_000));
  await portal.button("Review").click();

  const summary = page.getByRole("alert").filter({ hasText: "Not ready for the review yet:" });
  await expect(summary).toBeFocused();
  await expect(page).toHaveURL(/\/reinstall\/\d+$/);
  const expected: [string, string, string][] = [
    ["Image", "Choose an image.", "Image"],
    ["Hostname", "Only a–z, A–Z, 0–9, hyphens and dots are allowed; remove _.", "Hostname"],
    ["Password", "Between 8 and 16 characters; this has 5.", "Password"],
    ["Password", "Still missing: an upper-case letter, a digit, one of ~!@$^*-_=+.", "Password"],
    ["RAID level", "Choose a RAID level.", "RAID level"],
    ["Size of partition 1", "Type a whole number of GB, without a unit.", "Size of partition 1 in GB"],
    ["Public NIC name", "4 to 10 of a–z, A–Z and 0–9, beginning with a letter.", "Public NIC name"],
    ["Private NIC name", "4 to 10 of a–z, A–Z and 0–9, beginning with a letter.", "Private NIC name"],
    ["User data", "At most 32768 bytes of UTF-8; this has 33000.", "User data"],
  ];
  await expect(summary.getByRole("listitem"), "in the order of the form").toHaveText(
    expected.map(([name, sentence]) => `${name}: ${sentence}`),
  );
  for (const [index, [name, , field]] of expected.entries()) {
    await summary.getByRole("listitem").nth(index).getByRole("link", { name, exact: true }).click();
    await expect(portal.field(field)).toBeFocused();
    await expect(portal.field(field)).toBeInViewport();
    await expect(portal.field(field)).toHaveAttribute("aria-invalid", "true");
  }
  // Pressed again it is there again, and what was typed is still there.
  await portal.button("Review").click();
  await expect(summary).toBeFocused();
  await expect(portal.field("Hostname")).toHaveValue("bad_name");
  await expect(portal.field("Size of partition 1 in GB")).toHaveValue("lots");

  // Mistakes that have no field of their own lead to the place where they are shown.
  await portal.choice("Custom RAID").check();
  await portal.button("Add array").click();
  await summary.getByRole("link", { name: "Disks of array 1" }).click();
  await expect(portal.group("Disks of array 1")).toBeFocused();
  await expect(portal.group("Disks of array 1")).toBeInViewport();
  expect(await sandbox.calls("ReinstallInstance")).toEqual([]);
});
