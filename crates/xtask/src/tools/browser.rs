//! The browsers of the tests: the machine's own where it has them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::npm;
use crate::{process, say};

/// A browser, and how this machine may come by it.
struct Browser {
    /// Its name for people.
    name: &'static str,
    /// The environment variable that chooses one.
    variable: &'static str,
    /// The names under which it is installed.
    programs: &'static [&'static str],
    /// The package of Debian that brings it.
    package: &'static str,
}

const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variable: "CHROMIUM_BIN",
    programs: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    package: "chromium",
};

const FIREFOX: Browser =
    Browser { name: "Firefox", variable: "FIREFOX_BIN", programs: &["firefox-esr", "firefox"], package: "firefox-esr" };

/// A Chromium that starts: `$CHROMIUM_BIN`, one on PATH, Playwright's own, or a freshly installed one.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(found) = CHROMIUM.chosen()?.or_else(|| CHROMIUM.on_path()).or_else(playwrights_own) {
        return Ok(found);
    }
    let by_apt = CHROMIUM.install_by_apt();
    if let Some(found) = CHROMIUM.on_path() {
        return Ok(found);
    }
    let by_playwright = install_by_playwright();
    if let Some(found) = playwrights_own() {
        return Ok(found);
    }
    bail!(
        "no Chromium, and none could be installed.\n  apt: {}\n  playwright: {}\n\
         Install Chromium or Chrome by hand, or set CHROMIUM_BIN to one.",
        reason(by_apt),
        reason(by_playwright)
    )
}

/// A Firefox that starts: `$FIREFOX_BIN`, one on PATH, or a freshly installed one.
///
/// Playwright's own would not do: it is a Firefox with changes, which only Playwright can drive.
pub(crate) fn firefox() -> Result<PathBuf> {
    if let Some(found) = FIREFOX.chosen()?.or_else(|| FIREFOX.on_path()) {
        return Ok(found);
    }
    let by_apt = FIREFOX.install_by_apt();
    if let Some(found) = FIREFOX.on_path() {
        return Ok(found);
    }
    bail!(
        "no Firefox, and none could be installed.\n  apt: {}\n\
         Install Firefox by hand (https://www.mozilla.org/firefox), or set FIREFOX_BIN to one.",
        reason(by_apt)
    )
}

impl Browser {
    /// What the environment variable says, if it says anything.
    fn chosen(&self) -> Result<Option<PathBuf>> {
        let Some(chosen) = std::env::var_os(self.variable).filter(|value| !value.is_empty()) else {
            return Ok(None);
        };
        if runs(Path::new(&chosen)) {
            return Ok(Some(chosen.into()));
        }
        bail!("{} is {}, which does not run", self.variable, chosen.display())
    }

    /// The first one on PATH that really starts (a snap's stub on Ubuntu may be there and not start).
    fn on_path(&self) -> Option<PathBuf> {
        let path = std::env::var_os("PATH")?;
        let folders = || std::env::split_paths(&path);
        let candidates = self.programs.iter().flat_map(|name| folders().map(move |folder| folder.join(name)));
        candidates.filter(|file| file.is_file()).find(|file| runs(file))
    }

    /// Debian and Ubuntu, as root or where sudo asks for no password.
    fn install_by_apt(&self) -> Result<()> {
        say::line(&format!("no {} found (${} or on PATH): installing one (once) …", self.name, self.variable));
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
        let install = ["install", "--yes", "--no-install-recommends", self.package];
        apt(&format!("apt-get install {}", self.package), &install)
    }
}

/// Why an installation was of no use.
fn reason(result: Result<()>) -> String {
    result.err().map_or_else(|| "it did not help".to_owned(), |error| format!("{error:#}"))
}

/// Whether this is a browser that can at least say its version.
fn runs(browser: &Path) -> bool {
    process::capture(Command::new(browser).arg("--version")).is_some()
}

/// The browser that `playwright install` has put into Playwright's own folder.
fn playwrights_own() -> Option<PathBuf> {
    let tests = npm::e2e_packages().ok()?;
    let mut node = Command::new("node");
    node.args(["-p", "require('playwright-core').chromium.executablePath()"]).current_dir(tests);
    process::capture(&mut node).map(PathBuf::from).filter(|file| runs(file))
}

/// Where there is no apt: the build that Playwright's makers provide.
fn install_by_playwright() -> Result<()> {
    let tests = npm::e2e_packages()?;
    let mut command = Command::new("node");
    command.args(["node_modules/playwright/cli.js", "install", "chromium"]).current_dir(tests);
    process::run_quietly("playwright install chromium", &mut command)
}
