import type { Browser, PlaywrightTestConfig } from "@playwright/test";

/**
 * How the machine's own Firefox is started: Playwright drives it over WebDriver BiDi where it is told this channel; without
 * one it wants its own build.
 */
export const firefoxOptions = (executablePath: string) =>
  ({
    browserName: "firefox",
    channel: "moz-firefox",
    // For a picture Playwright styles the page, which the page's policy refuses: a failure would hide behind a second one.
    screenshot: "off",
    launchOptions: {
      executablePath,
      // For the theme, see below.
      args: ["--remote-allow-system-access"],
      // Over BiDi, Playwright passes on of `contextOptions` the theme alone. No waiting for smooth scrolling.
      firefoxUserPrefs: { "ui.prefersReducedMotion": 1 },
    },
  }) satisfies PlaywrightTestConfig["use"];

/** The command of WebDriver BiDi that Playwright gives for each new context, and that Firefox 153 does not know. */
const MEDIA = "emulation.setMediaFeaturesOverride";
/** The preference that says the same, for all pages of the browser, and its values. */
const THEME = "layout.css.prefers-color-scheme.content-override";
const THEMES: Readonly<Record<string, number>> = { dark: 0, light: 1 };
/** What the browser itself has chosen. */
const NO_THEME = 2;

interface Session {
  send(method: string, parameters: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/**
 * Lets Playwright open pages in Firefox, and gives them the theme that `colorScheme` and `emulateMedia` ask for: as a
 * preference of the whole browser, so that two contexts cannot have two themes at a time.
 *
 * Forced colours, contrast and reduced motion cannot be changed by a test here; Playwright does not pass them on.
 *
 * This reaches into Playwright, which has no other way. It can go with the first Firefox of Debian that knows the command.
 */
export async function openToPlaywright(browser: Browser): Promise<void> {
  const inside = browser as unknown as { _connection?: { toImpl?: (it: Browser) => { _browserSession?: Session } } };
  const session = inside._connection?.toImpl?.(browser)._browserSession;
  if (!session) throw new Error("Playwright has changed inside: support/firefox.ts does not find its session with Firefox");
  // Of the class: each page has a session of its own.
  const sessions = Object.getPrototypeOf(session) as Session;
  const send = sessions.send;
  const window = await session.send("browsingContext.getTree", { "moz:scope": "chrome" });
  const target = { context: (window as { contexts: [{ context: string }] }).contexts[0].context };
  const setTheme = async (theme: unknown) => {
    const value = THEMES[String(theme)] ?? NO_THEME;
    const expression = `Services.prefs.setIntPref(${JSON.stringify(THEME)}, ${value})`;
    const answer = await send.call(session, "script.evaluate", { expression, target, awaitPromise: false });
    if ((answer as { type: string }).type !== "success") throw new Error(`Firefox: ${JSON.stringify(answer)}`);
  };
  sessions.send = async function (this: Session, method, parameters) {
    if (method !== MEDIA) return send.call(this, method, parameters);
    await setTheme((parameters["features"] as Record<string, unknown>)["prefers-color-scheme"]);
    return {};
  };
}
