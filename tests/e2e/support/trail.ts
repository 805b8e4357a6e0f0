import { expect, type BrowserContext, type Page } from "@playwright/test";

/** Begins a line of the console that is this file's, not the portal's. */
const MARK = "trail:";

/** Every form in which a text can hide in another one: as it is, and in base64 and hex wherever it begins there. */
function forms(secret: string): string[] {
  const inBase64 = [0, 1, 2].map((shift) => {
    const text = Buffer.from("\0".repeat(shift) + secret).toString("base64");
    // Letters at both ends that are made of the neighbours, too.
    return text.slice([0, 2, 3][shift], Math.floor(((shift + Buffer.byteLength(secret)) * 8) / 6));
  });
  const hex = Buffer.from(secret).toString("hex");
  return [secret, encodeURIComponent(secret), ...inBase64, hex, hex.toUpperCase(), [...secret].toReversed().join("")];
}

/** None of the secrets is in the text, in whatever form. */
export async function nowhere(secrets: readonly string[], where: string, text: string | Promise<string>): Promise<void> {
  const lines = (await text).split("\n");
  const all = secrets.flatMap(forms);
  const found = lines.flatMap((line) =>
    all.filter((form) => line.includes(form)).map((form) => `${form} in …${line.slice(Math.max(0, line.indexOf(form) - 80))}`),
  );
  expect(
    found.map((line) => line.slice(0, 300)),
    where,
  ).toEqual([]);
}

/**
 * What leaves a browser's pages, and what they write down, also where it is removed again at once: requests and answers, the
 * console, each write to storage, IndexedDB and the history, each message to another tab. To be followed before a page opens.
 */
export class Trail {
  /** Addresses and headers of requests, answers of the API, the console, writes and messages. */
  readonly lines: string[] = [];
  /** Headers that say who calls. A token stands in them, as the API wants it; the password of an access key never. */
  readonly authorizations: string[] = [];
  /** Where each request with a body went: the API's action, or the address. */
  readonly bodies: { readonly to: string; readonly body: string }[] = [];

  static async follow(context: BrowserContext): Promise<Trail> {
    const trail = new Trail();
    await context.addInitScript((mark) => {
      const told = (value: unknown): string => {
        try {
          return typeof value === "string" ? value : JSON.stringify(value);
        } catch {
          return String(value);
        }
      };
      const note = (what: string, values: unknown[]) => console.debug(mark, what, ...values.map(told));
      const watch = (owner: object, names: readonly string[]) => {
        for (const name of names) {
          const before = Reflect.get(owner, name) as (...values: unknown[]) => unknown;
          Reflect.set(owner, name, function (this: unknown, ...values: unknown[]) {
            note(name, values);
            return before.apply(this, values);
          });
        }
      };
      watch(Storage.prototype, ["setItem"]);
      watch(IDBObjectStore.prototype, ["put", "add"]);
      watch(History.prototype, ["pushState", "replaceState"]);
      watch(BroadcastChannel.prototype, ["postMessage"]);
      watch(MessagePort.prototype, ["postMessage"]);
      window.addEventListener("storage", ({ key, newValue }) => note("storage", [key, newValue]));
      window.addEventListener("message", ({ data }) => note("message", [data]));
    }, MARK);
    context.on("request", (request) => {
      const { authorization = "", ...headers } = request.headers();
      trail.authorizations.push(authorization);
      trail.lines.push(`${request.url()} ${JSON.stringify(headers)}`);
      const body = request.postData();
      if (body) trail.bodies.push({ to: headers["x-zc-action"] ?? request.url(), body });
    });
    context.on("response", (response) => {
      trail.lines.push(`${response.url()} ${JSON.stringify(response.headers())}`);
      // One of a page that has gone meanwhile has no text any more.
      if (response.request().method() === "POST") {
        void response.text().then(
          (text) => trail.lines.push(text),
          () => undefined,
        );
      }
    });
    context.on("console", (message) => trail.lines.push(message.text()));
    context.on("weberror", (error) => trail.lines.push(String(error.error())));
    return trail;
  }

  /** None of the secrets has left a page or was written down, but for the bodies of requests to `ReinstallInstance`. */
  async keeps(secrets: readonly string[]): Promise<void> {
    // Without this the trail would be blind: every page writes to its history or its storage.
    expect(
      this.lines.some((line) => line.startsWith(MARK)),
      "writes were seen",
    ).toBe(true);
    await nowhere(secrets, "addresses, headers, answers, the console, writes and messages", this.lines.join("\n"));
    const elsewhere = this.bodies.filter(({ to }) => to !== "ReinstallInstance").map(({ to, body }) => `${to} ${body}`);
    await nowhere(secrets, "bodies of other requests", elsewhere.join("\n"));
  }

  /** To how many requests' bodies the secret went. */
  sent(secret: string): number {
    return this.bodies.filter(({ body }) => body.includes(secret)).length;
  }
}

/** What can be seen or read in the page: its markup, the values of its fields, its address, title and name. */
export async function readable(page: Page): Promise<string> {
  const values = await page
    .locator("input, textarea, select")
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  return [await markup(page), ...values].join("\n");
}

/** The same without the values of fields: while a secret is typed, its own field has it. */
export async function markup(page: Page): Promise<string> {
  const rest = await page.evaluate(() => [
    window.name,
    JSON.stringify(history.state),
    ...performance.getEntries().map(({ name }) => name),
  ]);
  return [await page.content(), page.url(), await page.title(), ...rest].join("\n");
}
