// Filtering 10,000 instances: for each key in the field Filter the longest task and the longest gap between two frames.
import { summary } from "../npm/bench/statistics.mjs";
import { launch, signedIn } from "./browser.mjs";
import { longestTask } from "./trace.mjs";

export const INSTANCES = 10_000;
/** What a key may cost, in ms. */
export const FRAME_MS = 50;
/** Narrows the list letter by letter, then widens it again to all. */
const KEYS = [..."web-01", ...Array(6).fill("Backspace")];
/** How long after a key its frames are watched, in ms: a person's pace, and time for a filter that waits for a pause. */
const WATCHED_MS = 300;

/** Presses a key and resolves, once the page is at rest again, with the longest gap between two frames. */
async function press(page, key) {
  await page.evaluate((watched) => {
    globalThis.benchFrames = new Promise((resolve) => {
      const begin = performance.now();
      let last = begin;
      let gap = 0;
      const frame = () => {
        const now = performance.now();
        gap = Math.max(gap, now - last);
        last = now;
        if (now - begin < watched) requestAnimationFrame(frame);
        else requestIdleCallback(() => resolve(gap));
      };
      requestAnimationFrame(frame);
    });
  }, WATCHED_MS);
  await page.keyboard.press(key);
  return page.evaluate(() => globalThis.benchFrames);
}

/** Resolves when the page says that all are there, and has drawn them. */
async function allShown(page) {
  const says = (all) => document.querySelector("main").textContent.replaceAll(/[,\s]/g, "").includes(all);
  await page.waitForFunction(says, {}, String(INSTANCES));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve))));
}

/** Types in the Filter field of a list with 10,000 instances. */
export async function filtering({ chromium, url, rounds }) {
  const perKey = KEYS.map((key) => ({ key, lasted: [], worked: [], gaps: [] }));
  for (let round = 0; round < rounds; round += 1) {
    const browser = await launch(chromium);
    try {
      const page = await signedIn(browser, url);
      await allShown(page);
      // Not by its role: the tree of roles of 10,000 rows is work of its own.
      const field = await page.waitForFunction(() =>
        [...document.querySelectorAll("main input")].find(
          (input) => (input.getAttribute("aria-label") ?? input.labels[0]?.textContent ?? "").trim() === "Filter",
        ),
      );
      await field.focus();
      for (const one of perKey) {
        // A trace for each key: one for all would be longer than what Chromium keeps.
        const { lasted, worked } = await longestTask(page, async () => one.gaps.push(await press(page, one.key)));
        one.lasted.push(lasted);
        one.worked.push(worked);
      }
    } finally {
      await browser.close();
    }
  }
  let text = "";
  return perKey.map(({ key, lasted, worked, gaps }) => {
    text = key === "Backspace" ? text.slice(0, -1) : text + key;
    return { key, text, lasted: summary(lasted), worked: summary(worked), gap: summary(gaps) };
  });
}
