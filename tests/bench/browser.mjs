// Chromium, and the way into the portal.
import puppeteer from "puppeteer-core";
import { chromiumFlags } from "../e2e/support/chromium.mjs";

/** The pages with 10,000 instances may take their time: it is measured, not limited. */
const PATIENCE_MS = 300_000;

/** Starts a browser with an empty profile. */
export function launch(executablePath) {
  // Without a sandbox, as Playwright has it: root has none, and the pages are ours.
  const args = [...chromiumFlags, "--no-sandbox", "--lang=en-US"];
  return puppeteer.launch({
    executablePath,
    args,
    protocolTimeout: PATIENCE_MS,
    defaultViewport: { width: 1280, height: 800 },
  });
}

/** The element with this role and name, as soon as it is there. */
export function element(page, role, name) {
  return page.waitForSelector(`::-p-aria([name="${name}"][role="${role}"])`, { visible: true, timeout: PATIENCE_MS });
}

/** A page at the list of instances, signed in with the demo credentials, which this browser then remembers. */
export async function signedIn(browser, url) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(url);
  await (await element(page, "checkbox", "Remember on this device")).click();
  await (await element(page, "button", "Use sandbox")).click();
  await element(page, "heading", "Instances");
  return page;
}
