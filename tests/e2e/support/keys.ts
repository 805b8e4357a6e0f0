import { expect, type Locator, type Page } from "@playwright/test";

/** More stops than any page has; with so many, the focus runs in circles. */
const STOPS = 400;

/** Where the focus is, as somebody sees it who has only that to go by. */
interface Focus {
  /** For a message: tag, id and name. */
  readonly what: string;
  /** On the element that was asked for. */
  readonly isTarget: boolean;
  /** On a radio button of the same group. */
  readonly isInGroup: boolean;
  /** On nothing: it has been lost, or has left the page. */
  readonly isLost: boolean;
  /** What is wrong with how it shows; empty where it can be seen. */
  readonly unseen: string;
}

/** A person without a mouse: only keys of the keyboard reach the page, and the focus must be seen wherever it stops. */
export class Keys {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Presses a key where the focus is. */
  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  /** Tab, or Shift+Tab with `back`, to this element; each stop on the way can be seen. */
  async to(target: Locator, back = false): Promise<void> {
    await expect(target).toBeVisible();
    await expect(target).toBeEnabled();
    await this.#walk(target, back ? "Shift+Tab" : "Tab", ({ isTarget }) => isTarget);
  }

  /** To this button or link, and presses Enter. */
  async activate(target: Locator): Promise<void> {
    await this.to(target);
    await this.press("Enter");
  }

  /** To this box, and ticks it. */
  async tick(target: Locator): Promise<void> {
    await this.to(target);
    await this.press("Space");
    await expect(target).toBeChecked();
  }

  /** To this field, whose text is replaced. */
  async type(target: Locator, text: string): Promise<void> {
    await this.to(target);
    await this.press("ControlOrMeta+A");
    await this.press("Delete");
    await this.#page.keyboard.type(text);
    await expect(target).toHaveValue(text);
  }

  /** To the radio buttons that this one belongs to, and with the arrows to this one. */
  async choose(target: Locator): Promise<void> {
    await expect(target).toBeEnabled();
    await this.#walk(target, "Tab", ({ isInGroup }) => isInGroup);
    await this.#walk(target, "ArrowDown", ({ isTarget }) => isTarget);
    if (!(await target.isChecked())) await this.press("Space");
    await expect(target).toBeChecked();
    expect((await this.#focus(target)).unseen, `the focus on ${target}`).toBe("");
  }

  /** The focus is on something, and can be seen. */
  async seen(): Promise<void> {
    const { what, isLost, unseen } = await this.#focus(this.#page.locator(":focus"));
    expect(isLost, `the focus is lost: it is on ${what}`).toBe(false);
    expect(unseen, `the focus on ${what}`).toBe("");
  }

  async #walk(target: Locator, key: string, isThere: (focus: Focus) => boolean): Promise<void> {
    const stops: string[] = [];
    for (let step = 0; step < STOPS; step += 1) {
      const focus = await this.#focus(target);
      // The walk may begin where nothing has the focus: on a page that the browser itself has just opened.
      if (step > 0 && focus.isLost) throw new Error(`${key} does not reach ${target}; it stops at:\n${stops.join("\n")}`);
      if (step > 0 || isThere(focus)) expect(focus.unseen, `the focus on ${focus.what}`).toBe("");
      if (isThere(focus)) return;
      stops.push(focus.what);
      await this.press(key);
    }
    throw new Error(`${key} runs in circles and does not reach ${target}:\n${stops.slice(0, 60).join("\n")}`);
  }

  #focus(target: Locator): Promise<Focus> {
    return target.evaluate((target) => {
      const element = document.activeElement ?? document.body;
      const { name: group, type } = element as HTMLInputElement;
      const isInGroup = type === "radio" && group === (target as HTMLInputElement).name;
      const label = element.getAttribute("aria-label") ?? (element as HTMLInputElement).labels?.[0]?.textContent;
      const what = `${element.tagName} #${element.id} ${(label ?? element.textContent ?? "").trim().slice(0, 40)}`;
      const focus = { what, isTarget: element === target, isInGroup, isLost: false, unseen: "" };
      if (element === document.body || element === document.documentElement) return { ...focus, isLost: true };
      const problems: string[] = [];
      const style = getComputedStyle(element);
      if (!element.matches(":focus-visible")) problems.push("is not :focus-visible");
      if (style.outlineStyle === "none" || Number.parseFloat(style.outlineWidth) < 2) problems.push("has no outline");
      const { left, top, right, bottom } = element.getBoundingClientRect();
      if (right - left < 4 || bottom - top < 4) problems.push("is too small to be seen");
      if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight) problems.push("is out of sight");
      else {
        // Of what is taller than the window, the part that shows; it must not lie under something else, like a header.
        const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
        const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
        const over = document.elementFromPoint(x, y);
        const isOnTop = over !== null && (element.contains(over) || over.contains(element));
        if (!isOnTop) problems.push(`is covered by ${over?.tagName} ${over?.className}`);
      }
      return { ...focus, unseen: problems.join(", ") };
    });
  }
}
