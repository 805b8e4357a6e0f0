// Started by `cargo xtask test --only e2e`, which starts sandbox, proxy and portal first and passes their addresses on.
import { defineConfig } from "@playwright/test";
import { environment } from "./support/environment.ts";
import { chromiumFlags } from "./support/chromium.mjs";
import { firefoxOptions } from "./support/firefox.ts";

const { portalUrl, chromium, firefox, stacks } = environment();

/**
 * What runs in Firefox as well: where a browser may do something else than another (what it keeps, tabs and their locks, a
 * reload, back, an aborted or broken request and its words, a policy, the clipboard, the focus), and each flow once as a whole.
 */
const BOTH = /@both/;

export default defineConfig({
  testDir: "specs",
  outputDir: "results/artifacts",
  snapshotPathTemplate: "snapshots/{arg}{ext}",
  // A sandbox for each: two tests at a time would reset one under each other's feet.
  workers: stacks,
  fullyParallel: true,
  // A test that passes at the second attempt has found something.
  retries: 0,
  forbidOnly: Boolean(process.env["CI"]),
  // For a machine that is busy with other things, too.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: "results/report.json" }]],
  use: {
    baseURL: portalUrl,
    // Without a film: that doubles the time of a test. Each step's page is in it.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: true, sources: true },
    screenshot: "only-on-failure",
    locale: "en-US",
    timezoneId: "UTC",
    // No waiting for smooth scrolling.
    contextOptions: { reducedMotion: "reduce" },
  },
  projects: [
    { name: "chromium", use: { browserName: "chromium", launchOptions: { executablePath: chromium, args: chromiumFlags } } },
    { name: "firefox", grep: BOTH, use: firefoxOptions(firefox) },
  ],
});
