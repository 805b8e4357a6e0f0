import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";

/** The English texts of the portal that have a Chinese one of their own. */
const ENGLISH: readonly string[] = Object.entries(
  JSON.parse(readFileSync(new URL("../../../web/locales/zh-CN.json", import.meta.url), "utf8")) as Record<string, string>,
)
  .filter(([english, chinese]) => english !== chinese)
  .map(([english]) => english);

const TEXTS: ReadonlySet<string> = new Set(ENGLISH);

const NAME = /\{\w+\}/;

/** Texts with `{names}`, as they look with values in place of them; only those that have a word of their own. */
const FILLED: readonly RegExp[] = ENGLISH.filter(
  (text) => NAME.test(text) && /[a-z]{2}/.test(text.replaceAll(/\{\w+\}/g, "")),
).map(
  (text) =>
    new RegExp(
      `^${text
        .split(NAME)
        .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
        .join(".+")}$`,
    ),
);

/** Three words in a row, whoever wrote them, with or without numbers between them. */
const SENTENCE = /\b[A-Za-z]+(?: \d+)*(?: [a-z']{2,}(?: \d+)*){2,}/;

/** What stays English on purpose: the product, and the job's states, which stand beside the API's. */
const OWN_WORDS = /Zenlayer reinstall|RATE LIMITED|OUTCOME UNKNOWN|RUNNING, not as asked/g;

/**
 * The English on a page that is meant to be in Chinese: its title, texts, names, descriptions and titles, also where only a
 * screen reader finds them. Code, what people type, and parts that say to be in English (`lang="en"`) are left out.
 */
export async function leftoverEnglish(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const isOthers = (element: Element) =>
      element.closest("code, pre, kbd, script, style, noscript, textarea, [lang=en]") !== null;
    // What describes or names another element is read out even where it is hidden itself.
    const referred = [...document.querySelectorAll("[aria-describedby], [aria-labelledby]")]
      .flatMap((element) => ["aria-describedby", "aria-labelledby"].map((name) => element.getAttribute(name) ?? ""))
      .flatMap((ids) => ids.split(" "))
      .flatMap((id) => document.getElementById(id) ?? []);
    const isHeard = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) ||
      // The options of a closed menu have no box.
      element.closest("select")?.checkVisibility({ visibilityProperty: true }) === true ||
      referred.some((other) => other.contains(element));
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (element && !isOthers(element) && isHeard(element)) found.push(walker.currentNode.textContent ?? "");
    }
    const attributes = ["aria-label", "aria-description", "aria-valuetext", "title", "placeholder", "alt", "data-label"];
    for (const element of document.body.querySelectorAll("*")) {
      if (isOthers(element) || !isHeard(element)) continue;
      for (const name of attributes) found.push(element.getAttribute(name) ?? "");
    }
    return [document.title, ...found];
  });
  return texts
    .map((text) => text.replaceAll(OWN_WORDS, "").trim())
    .filter((text) => TEXTS.has(text) || SENTENCE.test(text) || FILLED.some((filled) => filled.test(text)));
}
