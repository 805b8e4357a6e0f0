// Typing 100 characters into each field of the form: tasks over 50 ms, and the longest task.
import { summary } from "../npm/bench/statistics.mjs";
import { launch, signedIn } from "./browser.mjs";
import { longestTask } from "./trace.mjs";

/** What a browser calls a long task, in ms. */
export const LONG_MS = 50;
const CHARACTERS = 100;
/** The fields that are there whatever the form looks like; a run that did not find one has measured something else. */
const EXPECTED = ["Hostname", "Password", "iPXE URL", "User data", "Public NIC name", "Private NIC name"];
const FIELDS =
  'main :is(textarea, input:is([type="text"], [type="password"], [type="url"], [type="number"], [type="search"], :not([type])))';

/** Every field that can be typed in now, by its label. */
async function fields(page) {
  const found = new Map();
  for (const handle of await page.$$(FIELDS)) {
    const name = await handle.evaluate((field) =>
      field.checkVisibility() && !field.disabled && !field.readOnly
        ? (field.getAttribute("aria-label") ?? field.labels?.[0]?.textContent ?? field.id).trim()
        : "",
    );
    if (name !== "" && !found.has(name)) found.set(name, handle);
  }
  return found;
}

/** Resolves when what is due has been drawn. */
const drawn = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));

async function type(page, field) {
  await field.evaluate((element) => (element.focus(), element.select()));
  await page.keyboard.press("Delete");
  const observed = await page.evaluateHandle(() => {
    const long = [];
    const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration)));
    observer.observe({ type: "longtask" });
    return { long, observer };
  });
  const longest = await longestTask(page, async () => {
    for (let count = 0; count < CHARACTERS; count += 1) await page.keyboard.press("abcdefghij"[count % 10]);
    // The last key's work is part of it.
    await drawn(page);
  });
  const long = await observed.evaluate(({ long, observer }) => {
    long.push(...observer.takeRecords().map(({ duration }) => duration));
    observer.disconnect();
    return long;
  });
  return { long, ...longest };
}

/** Makes the next choice, or presses the next "Add …", that was not tried yet; false where none is left. */
async function openNext(page) {
  const opened = await page.evaluate(() => {
    globalThis.benchTried ??= new WeakSet();
    const next = [...document.querySelectorAll("main input[type=radio], main button")].find(
      (element) =>
        !globalThis.benchTried.has(element) &&
        !element.disabled &&
        (element.type === "radio" || /^Add /.test(element.textContent.trim())),
    );
    if (next) globalThis.benchTried.add(next);
    next?.click();
    return next !== undefined;
  });
  if (opened) await drawn(page);
  return opened;
}

/** Types in every field of the form at `path`; to see them all, every choice is made once and every "Add …" pressed once. */
export async function typing({ chromium, url, path, rounds }) {
  const measured = new Map();
  for (let round = 0; round < rounds; round += 1) {
    const browser = await launch(chromium);
    try {
      const page = await signedIn(browser, url);
      await page.goto(new URL(path, url).href);
      await page.waitForSelector(FIELDS, { visible: true });
      await page.waitForNetworkIdle();
      const done = new Set();
      const measure = async () => {
        for (const [name, field] of await fields(page)) {
          if (done.has(name)) continue;
          done.add(name);
          if (!measured.has(name)) measured.set(name, []);
          measured.get(name).push(await type(page, field));
        }
      };
      await measure();
      while (await openNext(page)) await measure();
    } finally {
      await browser.close();
    }
  }
  const missing = EXPECTED.filter((name) => !measured.has(name));
  if (missing.length > 0)
    throw new Error(`the form showed no field ${missing.join(", ")}, only ${[...measured.keys()].join(", ")}`);
  return [...measured].map(([name, rounds]) => ({
    name,
    longTasks: summary(rounds.map(({ long }) => long.length)),
    lasted: summary(rounds.map(({ lasted }) => lasted)),
    worked: summary(rounds.map(({ worked }) => worked)),
  }));
}
