//! The npm package as its users get it: packed, installed into an empty project, used from there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::tally::Tally;
use crate::{bench, package, process, project, tools};

/// Packs, installs, checks the types, runs the tests in Node.js.
pub(super) fn run(arguments: &[String]) -> Result<Tally> {
    let tools = tools::npm_test_packages()?;
    let browser_tools = tools::e2e_packages()?;
    let chromium = tools::chromium()?;
    let tarball = package::run()?;
    let user = install(&tarball)?;
    lend(&tools, &user, &["@standard-schema/spec", "@tanstack/form-core", "ajv", "valibot", "zod"])?;
    lend(&browser_tools, &user, &["playwright-core"])?;
    fs::write(user.join("reports.jsonl"), reports()?)?;

    let mut types = Command::new("node");
    types.arg(tools.join("node_modules/typescript/bin/tsc")).args(["--project", "."]).current_dir(user.join("types"));
    process::run("tsc", &mut types)?;

    let mut node = Command::new("node");
    node.args(["--expose-gc", "--test", "--test-reporter=tap"])
        .args(arguments)
        .current_dir(user.join("node"))
        .env("CHROMIUM_BIN", chromium);
    let mut tally = Tally::default();
    let status = process::run_reading("node --test", &mut node, |line| tally = tally + Tally::of_tap_line(line))?;
    Ok(tally.with_status(status))
}

/// A project that has nothing but the package and our tests.
fn install(tarball: &Path) -> Result<PathBuf> {
    let user = project::root().join("target/npm/user");
    drop(fs::remove_dir_all(&user));
    fs::create_dir_all(&user)?;
    fs::write(user.join("package.json"), "{\"name\": \"user\", \"private\": true}\n")?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
        .arg(tarball)
        .current_dir(&user);
    process::run("npm install", &mut npm)?;
    for folder in ["node", "types", "bench"] {
        bench::copy_all(&project::root().join("tests/npm").join(folder), &user.join(folder))?;
    }
    Ok(user)
}

/// What a user has installed beside the package: as links, since npm would ask the registry for them again.
fn lend(tools: &Path, user: &Path, names: &[&str]) -> Result<()> {
    for name in names {
        let link = user.join("node_modules").join(name);
        fs::create_dir_all(link.parent().context("a package has a folder")?)?;
        std::os::unix::fs::symlink(tools.join("node_modules").join(name).canonicalize()?, link)?;
    }
    Ok(())
}

/// What the core itself says to every case of the conformance suite.
pub(crate) fn reports() -> Result<String> {
    let mut example =
        project::cargo(&["run", "--locked", "-q", "-p", "reinstall-core", "--example", "conformance_reports"]);
    Ok(process::run_for_data("the core's reports", &mut example)?.join("\n"))
}
