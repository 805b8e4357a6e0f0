// Who can sign in afterwards: a password that meets the rule and is not left lying about, or a key that can be told from others.
import { expect, test } from "../fixtures/index.ts";
import { environment } from "../support/environment.ts";
import { Middleman, spoilResponse } from "../support/middleman.ts";
import { PASSWORD, Portal } from "../support/portal.ts";

const RULE = "What the rule asks for";

test("the rule, class by class", async ({ a11y, portal }) => {
  await portal.start("web-01");
  const lines = portal.group("Sign-in").getByRole("list", { name: RULE }).getByRole("listitem");
  const rule = [
    "8 to 16 characters",
    "an upper-case letter",
    "a lower-case letter",
    "a digit",
    "one of ~!@$^*-_=+",
    "nothing but",
  ];
  // What is typed, and which lines of the rule it meets.
  const table: [string, boolean[]][] = [
    ["", [false, false, false, false, false, true]],
    ["abc", [false, false, true, false, false, true]],
    ["ABC~", [false, true, false, false, true, true]],
    ["Abcdef1é", [true, true, true, true, false, false]],
    ["Aa1~5678901234567", [false, true, true, true, true, true]],
    [PASSWORD, [true, true, true, true, true, true]],
  ];
  for (const [typed, met] of table) {
    await portal.field("Password").fill(typed);
    await expect(lines, typed).toHaveText(
      rule.map((text, index) => new RegExp(`^${text.replace(/[~!@$^*+]/g, "\\$&")}.* ${met[index] ? "met" : "not yet"}$`)),
    );
  }
  await expect(portal.field("Password")).toHaveAccessibleDescription(/This also becomes the IPMI password\./);
  await a11y.checkBothThemes();
});

test("a generated password is shown until one goes on, or for a minute", async ({ page, portal }) => {
  await page.clock.install();
  await portal.start("web-01");
  const password = portal.field("Password");
  const generated = new Set<string>();
  for (const length of ["16", "8", "11"]) {
    await portal.field("Length").selectOption(length);
    await portal.button("Generate password").click();
    await expect(password).toHaveAttribute("type", "text");
    const text = await password.inputValue();
    expect(text).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])(?=.*[~!@$^*\-_=+])[^0OoIl1]+$/);
    expect(text).toHaveLength(Number(length));
    generated.add(text);
  }
  expect(generated.size).toBe(3);
  await portal.button("Copy").focus();
  await expect(password, "what belongs to it is not elsewhere").toHaveAttribute("type", "text");
  await portal.field("Hostname").focus();
  await expect(password).toHaveAttribute("type", "password");
  await portal.button("Show").click();
  await expect(portal.button("Show")).toHaveAttribute("aria-pressed", "true");
  await page.clock.runFor(59_000);
  await expect(password).toHaveAttribute("type", "text");
  await page.clock.runFor(2_000);
  await expect(password).toHaveAttribute("type", "password");
});

test("a copied password leaves the clipboard, or the page says that it does not", async ({ context, page, portal }) => {
  // In Chromium only, so not @both: Firefox does not let a test decide what the clipboard allows.
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.clock.install();
  await portal.start("web-01");
  await portal.field("Password").fill(PASSWORD);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const copy = async () => {
    await portal.button("Copy").click();
    await expect(page.getByText("Copied. The clipboard is cleared in 60 s, whatever is in it then.")).toBeVisible();
    expect(await clipboard()).toBe(PASSWORD);
  };
  await copy();
  await page.clock.runFor(40_000);
  // Copied again: its minute begins again.
  await copy();
  await page.clock.runFor(40_000);
  expect(await clipboard()).toBe(PASSWORD);
  await page.clock.runFor(21_000);
  await expect(page.getByText("The clipboard was cleared.")).toBeVisible();
  expect(await clipboard()).toBe("");

  await copy();
  await context.clearPermissions();
  await context.grantPermissions([]);
  await page.clock.runFor(61_000);
  await expect(page.getByText("The browser did not allow clearing the clipboard. Clear it yourself.")).toBeVisible();
  // Back at the page there is another try, and only what worked is said.
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(page.getByText("The clipboard was cleared.")).toBeVisible();
  expect(await clipboard()).toBe("");
});

test("a key pair shows its keys as ssh-keygen does", async ({ a11y, portal }) => {
  await portal.start("esxi-01");
  await portal.choice("Use an SSH key").check();
  const keys = portal.group("Sign-in").getByRole("list", { name: "Public keys of this pair" }).getByRole("listitem");
  // Printed by `ssh-keygen -l`.
  const table: [string, string[]][] = [
    ["my-key (key-zCcHQB9u)", ["ssh-ed25519 SHA256:BpUL0PEU4dWUah2ZgdYPrEXA04gYJ8GWKIix8SDIHdE example-my-key-1"]],
    [
      "ci_runner (key-4hTnP0Ws)",
      ["ecdsa-sha2-nistp256 SHA256:iRWhM5HrzhRs8TJvgahzVfReQ7elSXXN5MjUXd8dtsg example-ci_runner-1"],
    ],
    [
      "build-farm (key-Q7mLk2Vd)",
      [
        "ssh-ed25519 SHA256:jBCDKN9c3Hn4mB6NqtfTFMDBAd9q/jicf7WSUD3ZQV8 example-build-farm-1",
        "ssh-rsa SHA256:2kK4qlqybHt4o53okKVN3ctXn1tM6jagypdCZrHCw8A example-build-farm-2",
        "ssh-ed25519 SHA256:YOi8N+sDDi4QSuoWF+/v/AIIiC1/diBaEGEaCEJU0oc example-build-farm-3",
      ],
    ],
  ];
  for (const [label, expected] of table) {
    await portal.field("SSH key pair").selectOption({ label });
    await expect(keys).toHaveText(expected);
  }
  await expect(portal.field("SSH key pair")).toHaveAccessibleDescription(/Warning: ESXi is said to ignore a key pair/);
  await a11y.check();
});

test("many key pairs are searched; what the API does not give is not made up", async ({ page }) => {
  const pair = (n: number) => ({ keyId: `key-${n}`, keyName: `pair-${n}`, publicKey: n === 7 ? null : `rubbish ${n}` });
  const spoil = spoilResponse("DescribeKeyPairs", () => ({
    totalCount: 300,
    dataSet: Array.from({ length: 300 }, (_, n) => pair(n)),
  }));
  const server = await Middleman.start(environment().portalUrl, spoil);
  try {
    const portal = new Portal(page);
    await portal.connect(server.url);
    await portal.openForm("web-01");
    await portal.choice("Use an SSH key").check();
    await portal.field("Search the keys").fill("PAIR-29");
    await expect(page.getByText("11 of 300 key pairs.")).toBeVisible();
    await portal.field("Search the keys").press("Enter");
    await expect(page.getByText("Not ready for the review yet:")).toBeHidden();
    await portal.field("Search the keys").fill("pair-7");
    await portal.field("SSH key pair").selectOption({ label: "pair-7 (key-7)" });
    await expect(portal.group("Sign-in")).toContainText("The API gives no public key for this pair");
    await portal.field("SSH key pair").selectOption({ label: "pair-70 (key-70)" });
    await expect(portal.group("Sign-in")).toContainText("not a public key in OpenSSH's form");
    // The chosen one stays in the list.
    await portal.field("Search the keys").fill("nothing");
    await expect(portal.field("SSH key pair").locator("option:checked")).toHaveText("pair-70 (key-70)");
  } finally {
    await server.stop();
  }
});
