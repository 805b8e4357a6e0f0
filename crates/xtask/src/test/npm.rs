//! The npm package as its users get it: packed, installed into an empty project, used from there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::tally::Tally;
use crate::{package, process, project, tools};

/// Packs, installs, and uses it in every environment that the tests name.
pub(super) fn run(arguments: &[String]) -> Result<Tally> {
    let tools = tools::npm_test_packages()?;
    let browser_tools = tools::e2e_packages()?;
    let chromium = tools::chromium()?;
    let firefox = tools::firefox()?;
    let tarball = package::run()?;
    let user = install(&tarball)?;
    lend(&tools.join("node_modules"), &user.join("node_modules"))?;
    lend(&browser_tools.join("node_modules/playwright-core"), &user.join("node_modules/playwright-core"))?;
    fs::write(user.join("reports.jsonl"), reports()?)?;

    let sandbox = project::build_binaries(&["reinstall-sandbox"], &[])?;

    let mut node = Command::new("node");
    // A file whose page or server never answers is ended, with all that it started.
    node.args(["--expose-gc", "--test", "--test-timeout=180000", "--test-reporter=tap"])
        .args(arguments)
        .current_dir(user.join("node"))
        .env("CHROMIUM_BIN", chromium)
        .env("SANDBOX_BIN", &sandbox[0])
        .env("TEST_DATA", project::root().join("tests"))
        .env("FIREFOX_BIN", firefox)
        .env("TARBALL", tarball);
    let mut tally = Tally::default();
    let status = process::run_reading("node --test", &mut node, |line| tally = tally + Tally::of_tap_line(line))?;
    Ok(tally.with_status(status))
}

/// A project that has nothing but the package and our tests.
fn install(tarball: &Path) -> Result<PathBuf> {
    let user = project::root().join("target/npm/user");
    drop(fs::remove_dir_all(&user));
    fs::create_dir_all(&user)?;
    fs::write(user.join("package.json"), "{\"name\": \"user\", \"private\": true, \"type\": \"module\"}\n")?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
        .arg(tarball)
        .current_dir(&user);
    process::run("npm install", &mut npm)?;
    for folder in ["node", "projects", "types", "bench"] {
        project::copy_all(&project::root().join("tests/npm").join(folder), &user.join(folder))?;
    }
    Ok(user)
}

/// What a user has installed beside the package, where npm would have put it; npm itself would ask the registry again.
///
/// Not one link to the whole: bundlers go by real paths, and Next takes nothing from outside its root. A link to each file
/// costs no space; where the tools are kept on another disk, it is a copy.
fn lend(from: &Path, to: &Path) -> Result<()> {
    project::copy_by(from, to, |from, to| fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_bytes| ())))
}

/// What the core itself says to every case of the conformance suite.
pub(crate) fn reports() -> Result<String> {
    let mut example =
        project::cargo(&["run", "--locked", "-q", "-p", "reinstall-core", "--example", "conformance_reports"]);
    Ok(process::run_for_data("the core's reports", &mut example)?.join("\n"))
}
