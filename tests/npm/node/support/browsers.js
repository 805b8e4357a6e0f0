// The two browsers behind one face: Playwright drives Chromium, puppeteer the usual Firefox, which Playwright cannot.
// It is puppeteer 24: 25 wants a newer Node.js than the package itself.
import { chromium as playwright } from "playwright-core";
import puppeteer from "puppeteer-core";

/** Starts Chromium. */
export async function chromium() {
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
  const browser = await playwright.launch({ executablePath: process.env.CHROMIUM_BIN, args: quiet });
  return withPages(browser, "Chromium", browser.version(), {
    waitFor: (page, look, about) => page.waitForFunction(look, about),
    isThrown: () => true,
    words: ({ name, message }) => `${name}: ${message}`,
  });
}

/** Starts Firefox. */
export async function firefox() {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX_BIN });
  return withPages(browser, "Firefox", await browser.version(), {
    waitFor: (page, look, about) => page.waitForFunction(look, {}, about),
    // WebDriver BiDi tells an uncaught error as one text, and what a policy forbade likewise.
    isThrown: ({ message }) => !message.startsWith("Content-Security-Policy:"),
    words: ({ message }) => message,
  });
}

function withPages(browser, title, version, { waitFor, isThrown, words }) {
  /** Hands over a page (Playwright's or puppeteer's), its first uncaught error, and `text`, which waits for either. */
  async function open(url, use) {
    const page = await browser.newPage();
    try {
      const thrown = new Promise((resolve) => page.on("pageerror", (error) => isThrown(error) && resolve(error)));
      const failed = thrown.then((error) => Promise.reject(error));
      // It is no failure where nobody asks for a text.
      failed.catch(() => {});
      await page.goto(url);
      const shown = async (id) => (await waitFor(page, (id) => document.getElementById(id)?.textContent, id)).jsonValue();
      return await use({ page, thrown, shown, text: (id) => Promise.race([shown(id), failed]) });
    } finally {
      await page.close();
    }
  }
  return {
    name: `${title} ${/\d+/.exec(version)[0]}`,
    open,
    /** The text of the element with this id, as soon as there is one. */
    text: (url, id) => open(url, ({ text }) => text(id)),
    /** The first error that a page leaves uncaught: its name and message. Or the report, if it should show one nevertheless. */
    error: (url) => open(url, ({ thrown, shown }) => Promise.race([thrown.then(words), shown("report")])),
    close: () => browser.close(),
  };
}
