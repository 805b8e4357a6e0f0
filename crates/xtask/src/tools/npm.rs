//! npm packages, installed from a lock file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::{cache, need};
use crate::{process, project};

/// `npm ci` in a folder that holds `package.json` and `package-lock.json`.
pub(crate) fn install_locked(what: &str, dir: &Path) -> Result<()> {
    need::node()?;
    let mut command = Command::new("npm");
    // No package here needs its install script, and none gets to run one.
    command.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(dir);
    process::run_quietly(&format!("npm ci for {what}"), &mut command)
}

/// Makes the packages of the browser tests available in `tests/e2e/node_modules` and returns `tests/e2e`.
pub(crate) fn e2e_packages() -> Result<PathBuf> {
    packages_of("e2e", "Playwright, axe and TypeScript", "the browser tests")
}

/// Makes the bundlers, and what else the npm package is made and tested with, available in `tests/npm/node_modules`; returns
/// `tests/npm`.
pub(crate) fn npm_test_packages() -> Result<PathBuf> {
    packages_of("npm", "bundlers, runtimes and form libraries", "the npm package")
}

/// Makes Lighthouse and the driver of its browser available in `tests/bench/node_modules` and returns `tests/bench`.
pub(crate) fn portal_bench_packages() -> Result<PathBuf> {
    packages_of("bench", "Lighthouse and puppeteer", "the portal's benchmark")
}

/// Installs what a folder of `tests` has locked, once per lock file, and links it there.
fn packages_of(folder: &str, what: &str, whose: &str) -> Result<PathBuf> {
    let tests = project::root().join("tests").join(folder);
    let files = ["package.json", "package-lock.json"];
    let read = |name: &str| fs::read_to_string(tests.join(name)).with_context(|| format!("tests/{folder}/{name}"));
    let key = format!("{folder}-{}", cache::fingerprint(&[&read(files[0])?, &read(files[1])?]));
    let place = cache::ensure(&key, what, "", |dir| {
        for name in files {
            fs::copy(tests.join(name), dir.join(name))?;
        }
        install_locked(whose, dir)
    })?;
    link(&place.join("node_modules"), &tests.join("node_modules"))?;
    Ok(tests)
}

/// Points the symbolic link `link` to `target`. A real folder there belongs to the developer and is left alone.
fn link(target: &Path, link: &Path) -> Result<()> {
    if fs::read_link(link).is_ok_and(|current| current == target) {
        return Ok(());
    }
    match fs::symlink_metadata(link) {
        Ok(found) if found.is_symlink() => fs::remove_file(link)?,
        Ok(_) => bail!("{} is a folder of its own; remove it, then run this again", link.display()),
        Err(_) => {}
    }
    std::os::unix::fs::symlink(target, link).with_context(|| format!("cannot create {}", link.display()))
}
