// Lighthouse: performance, accessibility and best practices of a page, on its desktop and its mobile profile.
import lighthouse, { desktopConfig } from "lighthouse";
import { summary } from "../npm/bench/statistics.mjs";
import { launch, signedIn } from "./browser.mjs";

export const CATEGORIES = ["performance", "accessibility", "best-practices"];
const PROFILES = { desktop: desktopConfig, mobile: { extends: "lighthouse:default" } };
/** What performance is made of, as Lighthouse calls it. */
export const METRICS = {
  "first-contentful-paint": "FCP",
  "largest-contentful-paint": "LCP",
  "total-blocking-time": "TBT",
  "cumulative-layout-shift": "CLS",
  "speed-index": "SI",
};

/** How many places of one audit are named. */
const ITEMS_MAX = 6;
/** How often a run is tried: now and then Lighthouse loses the beginning of its own trace, and asks to be run again. */
const ATTEMPTS = 3;

/** One run, with nothing in the browser's cache. What the page stores (a remembered key) stays. */
async function audit(page, url, profile) {
  const session = await page.createCDPSession();
  await session.send("Network.clearBrowserCache");
  await session.detach();
  const flags = { onlyCategories: CATEGORIES, disableStorageReset: true, logLevel: "error" };
  const { lhr } = await lighthouse(url, flags, PROFILES[profile], page);
  // A page that led elsewhere, to Connect say, was not measured.
  const problem = lhr.runtimeError?.message ?? (lhr.finalDisplayedUrl === url ? "" : `it led to ${lhr.finalDisplayedUrl}`);
  return { lhr, problem };
}

/** The same in a browser of its own. */
async function auditAnew({ chromium, url, path, profile, connected }) {
  let problem = "";
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const browser = await launch(chromium);
    try {
      const page = connected ? await signedIn(browser, url) : await browser.newPage();
      const run = await audit(page, new URL(path, url).href, profile);
      if (run.problem === "") return run.lhr;
      problem = run.problem;
    } finally {
      await browser.close();
    }
  }
  throw new Error(`${path}, ${profile}: ${problem}`);
}

/** Where the items of an audit are, a line each; some audits hold tables of items, and debug data that says nothing here. */
function where({ items = [] }) {
  const flat = items.flatMap((item) => (item.type === "table" ? item.items : [item]));
  return flat
    .map(({ node, url, source, sourceLocation, description, label, phase, timing }) =>
      phase
        ? `${phase}: ${Math.round(timing)} ms`
        : (node?.snippet ?? url ?? sourceLocation?.url ?? source?.url ?? description ?? label),
    )
    .filter((text) => typeof text === "string")
    .slice(0, ITEMS_MAX);
}

/** The audits of a category that cost points, or (with weight 0) that Lighthouse advises to look at. */
function lost(lhr, category) {
  return lhr.categories[category].auditRefs
    .map(({ id, weight }) => ({ ...lhr.audits[id], weight }))
    .filter(({ score, weight, scoreDisplayMode }) =>
      weight > 0 ? score !== null && score < 1 : scoreDisplayMode === "metricSavings" && score !== null && score < 1,
    )
    .map(({ id, title, score, weight, displayValue, details }) => ({
      ...{ id, title, score, weight, value: displayValue },
      items: where(details ?? {}),
    }));
}

/**
 * The scores of these pages.
 * @param {{ name: string, path: string, connected: boolean }[]} pages
 */
export async function scores({ chromium, url, pages, rounds, say }) {
  const results = [];
  for (const { name, path, connected } of pages) {
    for (const profile of Object.keys(PROFILES)) {
      const runs = [];
      for (let round = 0; round < rounds; round += 1) {
        runs.push(await auditAnew({ chromium, url, path, profile, connected }));
      }
      const points = (category) => runs.map((lhr) => Math.round(lhr.categories[category].score * 100));
      const byPerformance = runs.toSorted((a, b) => a.categories.performance.score - b.categories.performance.score);
      const middle = byPerformance[runs.length >> 1];
      const result = {
        ...{ name, profile },
        scores: Object.fromEntries(CATEGORIES.map((category) => [category, summary(points(category))])),
        metrics: Object.fromEntries(
          Object.keys(METRICS).map((id) => [id, summary(runs.map((lhr) => lhr.audits[id].numericValue))]),
        ),
        lost: Object.fromEntries(CATEGORIES.map((category) => [category, lost(middle, category)])),
      };
      results.push(result);
      say(result);
    }
  }
  return results;
}
