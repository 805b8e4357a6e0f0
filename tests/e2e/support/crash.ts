import type { Page } from "@playwright/test";
import type { Quiet } from "../fixtures/quiet.ts";

/**
 * Lets the portal panic: the browser refuses what it draws next, as one does whose extension (a translator, say) has moved
 * the page's nodes. The sheet of the shortcuts is what it draws.
 */
export async function crash(page: Page, quiet: Quiet): Promise<void> {
  quiet.allow(/failed to (insert|append)|panicked|unreachable|RuntimeError/);
  await page.evaluate(() => {
    const { insertBefore } = Node.prototype;
    Node.prototype.insertBefore = () => {
      // Once: the page of a crash is drawn as well.
      Node.prototype.insertBefore = insertBefore;
      throw new DOMException("The node before which the new node is to be inserted is not a child of this node.");
    };
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "?" }));
  });
}
