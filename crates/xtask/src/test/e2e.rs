//! The portal as a person uses it: Playwright against stacks of its own.

use std::process::Command;

use anyhow::{Context as _, Result};

use super::tally::Tally;
use crate::stack::{PortalSettings, Settings, Source, Stack, build_portal};
use crate::{process, project, tools};

/// How many tests run at a time, each with a stack of its own: measured on two cores. Much of a test is waiting; with four it
/// hardly takes less time than with three, and what is late becomes a failure sooner.
const AT_A_TIME: usize = 3;

/// What Playwright is asked for.
pub(super) enum Wanted<'a> {
    /// The tests, or those that the arguments choose.
    Tests(&'a [String]),
    /// The walk through every page, with pictures.
    Pictures,
}

/// Checks the tests' types, starts the stacks, runs Playwright.
pub(super) fn run(wanted: &Wanted<'_>) -> Result<Tally> {
    let tests = tools::e2e_packages()?;
    let chromium = tools::chromium()?;
    let firefox = tools::firefox()?;
    let node = |script: &str| {
        let mut command = Command::new("node");
        command.arg(script).current_dir(&tests);
        command
    };
    process::run("tsc", node("node_modules/typescript/bin/tsc").args(["--noEmit", "--project", "."]))?;

    // As it is deployed: what is tested is what people get, and it is a sixth of what a browser would have to compile.
    let dist = project::scratch("e2e-portal")?.join("dist");
    build_portal(&dist)?;
    let portal = || PortalSettings { port: 0, source: Source::Built(dist.clone()) };
    let stacks: Vec<Stack> =
        (0..AT_A_TIME).map(|_| Stack::start(&Settings::for_tests(Some(portal())))).collect::<Result<_>>()?;
    let urls = |of: fn(&Stack) -> Option<&str>| -> Result<String> {
        let urls: Option<Vec<&str>> = stacks.iter().map(of).collect();
        Ok(urls.context("a stack is not complete")?.join(" "))
    };
    let first = stacks.first().context("no stack was started")?;
    // An earlier run's report must not be counted as this one's, nor its pictures looked at.
    let results = tests.join("results");
    drop(std::fs::remove_dir_all(&results));
    let mut playwright = node("node_modules/@playwright/test/cli.js");
    playwright
        .arg("test")
        .env("CHROMIUM_BIN", chromium)
        .env("FIREFOX_BIN", firefox)
        .env("PORTAL_URL", urls(|stack| stack.portal.as_deref())?)
        .env("PROXY_URL", urls(|stack| Some(&stack.proxy))?)
        .env("SANDBOX_URL", urls(|stack| stack.sandbox.as_deref())?)
        .env("SANDBOX_BIN", &first.sandbox_binary)
        // Playwright's own variables for colours contradict each other where NO_COLOR is set.
        .env_remove("FORCE_COLOR");
    match wanted {
        Wanted::Tests(arguments) => playwright.args(*arguments),
        Wanted::Pictures => playwright.args(["--project=chromium", "specs/pages.spec.ts"]).env("GALLERY", "1"),
    };
    let status = process::run_reading("playwright", &mut playwright, |_| {})?;
    stacks.iter().try_for_each(Stack::check_alive)?;
    Ok(Tally::of_playwright(&results.join("report.json"))?.with_status(status))
}
