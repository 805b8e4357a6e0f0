//! Chromium for the browser tests: the machine's own if it has one.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::npm;
use crate::{process, say};

/// The names under which Chromium is installed.
const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// A Chromium that starts: `$CHROMIUM_BIN`, one on PATH, Playwright's own, or a freshly installed one.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(chosen) = std::env::var_os("CHROMIUM_BIN").filter(|value| !value.is_empty()) {
        if runs(Path::new(&chosen)) {
            return Ok(chosen.into());
        }
        bail!("CHROMIUM_BIN is {}, which does not run", chosen.display());
    }
    if let Some(found) = on_path().or_else(playwrights_own) {
        return Ok(found);
    }
    say::line("no Chromium found ($CHROMIUM_BIN or on PATH): installing one (once) …");
    let by_apt = install_by_apt();
    if let Some(found) = on_path() {
        return Ok(found);
    }
    let by_playwright = install_by_playwright();
    if let Some(found) = playwrights_own() {
        return Ok(found);
    }
    let reason =
        |result: Result<()>| result.err().map_or_else(|| "it did not help".to_owned(), |error| format!("{error:#}"));
    bail!(
        "no Chromium, and none could be installed.\n  apt: {}\n  playwright: {}\n\
         Install Chromium or Chrome by hand, or set CHROMIUM_BIN to one.",
        reason(by_apt),
        reason(by_playwright)
    )
}

/// The first Chromium on PATH that really starts (a snap's stub on Ubuntu may be there and not start).
fn on_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let candidates = NAMES.iter().flat_map(|name| std::env::split_paths(&path).map(move |dir| dir.join(name)));
    candidates.filter(|file| file.is_file()).find(|file| runs(file))
}

/// The browser that `playwright install` has put into Playwright's own folder.
fn playwrights_own() -> Option<PathBuf> {
    let tests = npm::e2e_packages().ok()?;
    let mut node = Command::new("node");
    node.args(["-p", "require('playwright-core').chromium.executablePath()"]).current_dir(tests);
    process::capture(&mut node).map(PathBuf::from).filter(|file| runs(file))
}

/// Whether this is a browser that can at least say its version.
fn runs(browser: &Path) -> bool {
    process::capture(Command::new(browser).arg("--version")).is_some()
}

/// Debian and Ubuntu, as root or where sudo asks for no password.
fn install_by_apt() -> Result<()> {
    let is_root = process::capture(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    let apt = |what: &str, arguments: &[&str]| {
        let mut command = if is_root { Command::new("apt-get") } else { Command::new("sudo") };
        if !is_root {
            command.args(["-n", "apt-get"]);
        }
        process::run_quietly(what, command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    process::capture(Command::new("apt-get").arg("--version")).context("this machine has no apt-get")?;
    // An outdated list of packages is no reason to give up: the install says whether it mattered.
    if let Err(error) = apt("apt-get update", &["update"]) {
        say::line(&format!("{error:#}"));
    }
    apt("apt-get install chromium", &["install", "--yes", "--no-install-recommends", "chromium"])
}

/// Everywhere else: the build that Playwright's makers provide.
fn install_by_playwright() -> Result<()> {
    let tests = npm::e2e_packages()?;
    let mut command = Command::new("node");
    command.args(["node_modules/playwright/cli.js", "install", "chromium"]).current_dir(tests);
    process::run_quietly("playwright install chromium", &mut command)
}
