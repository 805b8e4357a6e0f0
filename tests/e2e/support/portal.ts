import { expect, type Locator, type Page } from "@playwright/test";
import type { Sandbox } from "../fixtures/sandbox.ts";

/** The credentials that a sandbox knows when it is started without any. Public on purpose. */
export const DEMO = { id: "demo-access-key", password: "demo-access-key-password", token: "demo-token" } as const;

/** A server password that meets the rule. */
export const PASSWORD = "Example~123";

/** The portal as a person uses it: only what can be seen, clicked and typed. */
export class Portal {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The page's one `h1`. */
  heading(name: string): Locator {
    return this.page.getByRole("heading", { level: 1, name, exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  field(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  choice(name: string | RegExp): Locator {
    return this.page.getByRole("radio", { name, exact: typeof name === "string" });
  }

  /** A level in the group of radio buttons of this name, "RAID level" or one of an array. */
  level(name: string, group = "RAID level"): Locator {
    return this.page.getByRole("radiogroup", { name: group, exact: true }).getByRole("radio", { name, exact: true });
  }

  group(name: string): Locator {
    return this.page.getByRole("group", { name, exact: true });
  }

  /** A job's status: the live region with the API's word. */
  get status(): Locator {
    return this.page.getByRole("status");
  }

  /** What opens the settings, in whatever language. */
  get settingsButton(): Locator {
    return this.page.getByRole("button", { name: /^(Settings|设置)$/ });
  }

  /** Opens the settings and chooses one of their radio buttons by its name. */
  async choose(name: string): Promise<void> {
    if (!(await this.choice(name).isVisible())) await this.settingsButton.click();
    await this.choice(name).check();
  }

  /** From the first page to the list of servers, with the demo credentials. */
  async connect(path = "/"): Promise<void> {
    await this.page.goto(path);
    await this.button("Use sandbox").click();
    await expect(this.heading("Instances")).toBeVisible();
  }

  /** From the list of servers to the form of one. */
  async openForm(name: string): Promise<void> {
    await this.button(`Reinstall ${name}`).click();
    await expect(this.heading("Reinstall")).toBeVisible();
    await expect(this.group("Operating system")).toBeVisible();
  }

  /** From nothing to the form of one server. */
  async start(name: string): Promise<void> {
    await this.connect();
    await this.openForm(name);
  }

  /** The image of this name, in the form's list. */
  image(name: string): Locator {
    return this.field("Image").getByRole("radio", { name, exact: true });
  }

  /** Installs another system: the image of this name. */
  async chooseImage(name: string): Promise<void> {
    await this.choice("Install another system").check();
    await this.image(name).check();
  }

  /** Adds arrays of its own to a server with disks of 1000 GB: each its level and the numbers of its disks. */
  async addArrays(...arrays: readonly (readonly [level: string, disks: readonly number[]])[]): Promise<void> {
    await this.choice("Custom RAID").check();
    for (const [index, [level, disks]] of arrays.entries()) {
      const number = index + 1;
      await this.button("Add array").click();
      await this.level(level, `RAID level of array ${number}`).check();
      for (const disk of disks) await this.group(`Disks of array ${number}`).getByLabel(`Disk ${disk} (1000 GB)`).check();
    }
  }

  /** Drops a file onto the group of the user data, as a hand does. */
  async drop(name: string, content: Buffer | string): Promise<void> {
    const data = await this.page.evaluateHandle(
      ({ name, bytes }) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], name));
        return data;
      },
      { name, bytes: [...Buffer.from(content)] },
    );
    for (const event of ["dragover", "drop"]) await this.group("First boot").dispatchEvent(event, { dataTransfer: data });
  }

  /** From the form to the review. */
  async review(): Promise<void> {
    await this.button("Review").click();
    await expect(this.button("Reinstall now")).toBeVisible();
  }

  /** The same, and the review has read the server: a fault that is ordered now hits the reading before the send. */
  async reviewRead(sandbox: Sandbox): Promise<void> {
    const reads = async () => (await sandbox.calls("DescribeInstances")).length;
    const before = await reads();
    await this.review();
    await expect.poll(reads).toBe(before + 1);
  }

  /** The field that takes the server's name. */
  confirmation(name: string): Locator {
    return this.page.getByLabel(`Type ${name} to confirm`);
  }

  /** From the review to the job. */
  async confirm(name: string): Promise<void> {
    await this.confirmation(name).fill(name);
    await this.button("Reinstall now").click();
    await expect(this.heading("Job")).toBeVisible();
  }

  /** The same system again with a password, perhaps another hostname: the shortest way through the form to the job. */
  async reinstall(name: string, hostname?: string): Promise<void> {
    await this.openForm(name);
    if (hostname !== undefined) await this.field("Hostname").fill(hostname);
    await this.field("Password").fill(PASSWORD);
    await this.review();
    await this.confirm(name);
  }

  /** The rows of a table as texts, by the text of their first cell. */
  async table(name: string): Promise<Record<string, string[]>> {
    const rows = this.page
      .getByRole("table", { name, exact: true })
      .or(this.page.getByRole("region", { name, exact: true }).getByRole("table"));
    await expect(rows).toBeVisible();
    const texts = await rows.evaluate((table) =>
      [...table.querySelectorAll("tbody tr")].map((line) => [...line.children].map((cell) => (cell.textContent ?? "").trim())),
    );
    return Object.fromEntries(texts.map(([first = "", ...rest]) => [first, rest]));
  }
}
