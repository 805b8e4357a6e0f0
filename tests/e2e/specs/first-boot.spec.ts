// User data: what stands in the field is what is sent, byte for byte, wherever it came from; and no file can spoil it.
import { expect, test } from "../fixtures/index.ts";
import { PASSWORD, type Portal } from "../support/portal.ts";

// A busy machine draws 2,000 lines slowly.
test.setTimeout(60_000);

const preview = (portal: Portal) => portal.page.getByRole("region", { name: "As it goes over the wire" });

test("a file goes out as it is: byte order mark and CR LF are pointed out, and kept through an edit", async ({
  page,
  portal,
  a11y,
  screenshots,
}) => {
  const bodies: string[] = [];
  page.on("request", (request) => {
    if (request.headers()["x-zc-action"] === "ReinstallInstance") bodies.push(request.postData() ?? "");
  });
  await portal.start("web-01");
  const field = portal.field("User data");
  await expect(field).toHaveAccessibleDescription(/0 of 32768 bytes: none is sent/);
  const chooser = page.waitForEvent("filechooser");
  await portal.button("Choose a file").click();
  const content = '\ufeff#!/bin/sh\r\necho "名前"\r\n';
  await (await chooser).setFiles({ name: "first.sh", mimeType: "text/plain", buffer: Buffer.from(content) });
  await expect(page.getByText("29 of 32768 bytes")).toBeVisible();
  await expect(field).toHaveAccessibleDescription(/Warning: Begins with an invisible byte order mark/);
  await expect(field).toHaveAccessibleDescription(/Warning: The first line ends in CR LF/);

  await portal.button("Remove the byte order mark").click();
  await expect(field).not.toHaveAccessibleDescription(/byte order mark/);
  await field.press("ControlOrMeta+End");
  await page.keyboard.type("true\n");
  await page.getByText("Exactly what is sent").click();
  await expect(preview(portal)).toHaveText('"userData":"#!/bin/sh\\r\\necho \\"名前\\"\\r\\ntrue\\r\\n"');
  await a11y.checkBothThemes();
  await screenshots.take("first-boot", [360, 1440]);
  await page.getByText("Exactly what is sent").click();
  await expect(preview(portal)).toHaveCount(0);

  await portal.field("Password").fill(PASSWORD);
  await portal.review();
  await expect(page.getByText("User data: The first line ends in CR LF", { exact: false })).toBeVisible();
  await portal.confirm("web-01");
  expect(bodies.map((body) => (JSON.parse(body) as { userData: string }).userData)).toEqual([
    '#!/bin/sh\r\necho "名前"\r\ntrue\r\n',
  ]);
});

test("a file that is no user data is refused with the reason, and the text stays", async ({ page, portal, a11y }) => {
  await portal.start("web-01");
  const field = portal.field("User data");
  await field.fill("#cloud-config\n");
  const group = portal.group("First boot");
  const refused: [string, Buffer, string][] = [
    ["big.img", Buffer.alloc(5_000_000, "x"), "It has 5000000 bytes, and 32768 are the limit. It was not read."],
    ["init.gz", Buffer.from([0x1f, 0x8b, 8, 0]), "It is compressed with gzip, which does not survive as text."],
    ["init.ps1", Buffer.from("\ufeffhello", "utf16le"), "It is UTF-16, as Windows writes it."],
    ["latin1.sh", Buffer.from("caf\u00e9", "latin1"), "It is no text in UTF-8: see byte 4."],
    ["core", Buffer.from("#!\0"), "It is no text: byte 3 is a NUL."],
  ];
  for (const [name, content, reason] of refused) {
    const chooser = page.waitForEvent("filechooser");
    await portal.button("Choose a file").click();
    await (await chooser).setFiles({ name, mimeType: "application/octet-stream", buffer: content });
    await expect(group).toContainText(`${name}: ${reason}`);
    await expect(group).toContainText("The text is as it was.");
    await expect(field).toHaveValue("#cloud-config\n");
  }

  // A file that would replace what was typed asks first; so does an example.
  await portal.drop("other.sh", "#!/bin/sh\n");
  const question = page.getByRole("group", { name: "Replace the text?" });
  await expect(question).toBeFocused();
  await expect(question).toContainText("There is text already: 14 bytes. other.sh would replace it.");
  await a11y.check();
  await portal.button("Keep the text").click();
  await expect(field).toHaveValue("#cloud-config\n");
  await expect(field).toBeFocused();
  await portal.drop("other.sh", "#!/bin/sh\n");
  await portal.button("Replace the text").click();
  await expect(field).toHaveValue("#!/bin/sh\n");
  await expect(question).toHaveCount(0);
  await portal.button("Example: cloud-init").click();
  await portal.button("Replace the text").click();
  await expect(field).toHaveValue(/^#cloud-config\n/);
  await expect(field).not.toHaveAccessibleDescription(/Warning|Error/);
  await field.fill("");
  await portal.button("Example: Shell").click();
  await expect(field).toHaveValue(/^#!\/bin\/sh\n/);
  await expect(field).not.toHaveAccessibleDescription(/Warning|Error/);

  // A file that misses the field does not take the page away.
  const data = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["x"], "x"));
    return data;
  });
  const isPrevented = await portal
    .group("Network")
    .evaluate(
      (element, dataTransfer) =>
        !element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true })),
      data,
    );
  expect(isPrevented).toBe(true);
});

test("2,000 lines: numbered, in step, and warned of at 90 %", async ({ page, portal }) => {
  await portal.start("web-01");
  const field = portal.field("User data");
  const text = `#!/bin/sh\n${"echo 123456789\n".repeat(1_998)}`;
  expect(Buffer.byteLength(text)).toBeGreaterThan(29_491);
  await field.fill(text);
  await expect(field).toHaveAccessibleDescription(/Warning: More than 90 % of the limit is used./);
  const numbers = page.locator("pre").filter({ hasText: "1998\n1999\n2000" });
  await expect(numbers).toHaveText(/^1\n2\n3\n[^]*\n2000$/);
  await expect(numbers).toHaveAttribute("aria-hidden", "true");
  await field.press("ControlOrMeta+End");
  const tops = async () => [
    await field.evaluate((element) => Math.round(element.scrollTop)),
    await numbers.evaluate((element) => Math.round(element.scrollTop)),
  ];
  await expect.poll(async () => (await tops())[0]).toBeGreaterThan(10_000);
  await expect.poll(async () => Math.abs(((await tops())[0] ?? 0) - ((await tops())[1] ?? 0))).toBeLessThan(2);
  await page.keyboard.type("true\n");
  await expect(numbers).toHaveText(/\n2001$/);
});
