import { expect, type Page } from "@playwright/test";

/** The page's body does not scroll sideways at this width; a table may, in a region of its own. */
export async function fitsInto(page: Page, width: number): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 640 });
  const tooWide = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    const scrolls = (element: Element) => ["auto", "scroll", "hidden"].includes(getComputedStyle(element).overflowX);
    const isContained = (element: Element): boolean => {
      for (let parent = element.parentElement; parent; parent = parent.parentElement) if (scrolls(parent)) return true;
      return false;
    };
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > limit + 1 && !isContained(element))
      .map((element) => `${element.tagName} ${element.className} ${(element.textContent ?? "").slice(0, 40)}`);
  });
  expect(tooWide, `wider than ${width} px`).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  if (before) await page.setViewportSize(before);
}
