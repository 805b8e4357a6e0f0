//! The portal as a person uses it: Playwright against a stack of its own.

use std::process::Command;

use anyhow::{Context as _, Result};

use super::tally::Tally;
use crate::stack::{PortalSettings, Settings, Stack};
use crate::{process, tools};

/// Checks the tests' types, starts the stack, runs Playwright.
pub(super) fn run(arguments: &[String]) -> Result<Tally> {
    let tests = tools::e2e_packages()?;
    let chromium = tools::chromium()?;
    let node = |script: &str| {
        let mut command = Command::new("node");
        command.arg(script).current_dir(&tests);
        command
    };
    process::run("tsc", node("node_modules/typescript/bin/tsc").args(["--noEmit", "--project", "."]))?;

    let stack = Stack::start(&Settings::for_tests(Some(PortalSettings { port: 0, release: false, watch: false })))?;
    // An earlier run's report must not be counted as this one's, nor its pictures looked at.
    let results = tests.join("results");
    drop(std::fs::remove_dir_all(&results));
    let mut playwright = node("node_modules/@playwright/test/cli.js");
    playwright
        .arg("test")
        .args(arguments)
        .env("CHROMIUM_BIN", chromium)
        .env("PORTAL_URL", stack.portal.as_deref().context("the stack has no portal")?)
        .env("PROXY_URL", &stack.proxy)
        .env("SANDBOX_URL", stack.sandbox.as_deref().context("the stack has no sandbox")?)
        .env("SANDBOX_BIN", &stack.sandbox_binary)
        // Playwright's own variables for colours contradict each other where NO_COLOR is set.
        .env_remove("FORCE_COLOR");
    let status = process::run_reading("playwright", &mut playwright, |_| {})?;
    stack.check_alive()?;
    Ok(Tally::of_playwright(&results.join("report.json"))?.with_status(status))
}
