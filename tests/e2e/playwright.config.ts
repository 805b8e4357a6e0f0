// Started by `cargo xtask test --only e2e`, which starts sandbox, proxy and portal first and passes their addresses on.
import { defineConfig } from "@playwright/test";
import { environment } from "./support/environment.ts";
import { chromiumFlags } from "./support/chromium.mjs";
import { firefoxOptions } from "./support/firefox.ts";

const { portalUrl, chromium, firefox, stacks } = environment();

/** What runs in both browsers: what people do, and what a browser may do to it. Of other specs, tests that are tagged `@both`. */
const BOTH = /(confirmation|connect|crash|form|lost|reinstall|secrets|start|tabs)\.spec\.ts|@both/;

export default defineConfig({
  testDir: "specs",
  outputDir: "results/artifacts",
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
    { name: "firefox", grep: process.env["ALL"] ? /./ : BOTH, use: firefoxOptions(firefox) },
  ],
});
