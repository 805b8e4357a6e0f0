// Started by `cargo xtask test --only e2e`, which starts sandbox, proxy and portal first and passes their addresses on.
import { defineConfig } from "@playwright/test";
import { environment } from "./support/environment.ts";
import { chromiumFlags } from "./support/chromium.mjs";

const { portalUrl, chromium } = environment();

export default defineConfig({
  testDir: "specs",
  outputDir: "results/artifacts",
  // One sandbox, one world: two tests at a time would reset it under each other's feet.
  workers: 1,
  fullyParallel: false,
  // A test that passes at the second attempt has found something.
  retries: 0,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "results/report.json" }]],
  use: {
    baseURL: portalUrl,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    locale: "en-US",
    timezoneId: "UTC",
    // No waiting for smooth scrolling.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: { executablePath: chromium, args: chromiumFlags },
  },
});
