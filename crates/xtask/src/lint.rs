//! `cargo xtask lint`: formatting, clippy and rustdoc, every warning an error. Prettier formats JavaScript and TypeScript.

use std::process::Command;

use anyhow::{Result, bail};

use crate::project::{self, HOST_CRATES, NPM_CRATE, WASM_CRATES, WASM_TARGET};
use crate::{process, say, tools};

/// Runs every check, also after one failed, and names those that did.
pub(crate) fn run() -> Result<()> {
    tools::wasm_target()?;
    let host = [HOST_CRATES, &["wasm-bindgen-runner"]].concat();
    let mut failed = Vec::new();
    for (what, mut command) in [("prettier", prettier()?)].into_iter().chain(checks(&host)) {
        say::line(&format!("-- {what}"));
        if let Err(error) = process::run(what, &mut command) {
            say::line(&format!("{error:#}"));
            failed.push(what);
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    bail!("failed: {}", failed.join(", "))
}

/// The scripts, modules and types that are written by hand; `.prettierignore` names those that are not.
const SCRIPTS: [&str; 3] =
    ["crates/wasm/js/*", "crates/wasm/package/*.{ts,json}", "tests/{npm,e2e,bench}/**/*.{js,mjs,cjs,jsx,ts,mts,cts}"];

fn prettier() -> Result<Command> {
    let mut command = Command::new(tools::e2e_packages()?.join("node_modules/.bin/prettier"));
    command.args(["--check", "--log-level=warn"]).args(SCRIPTS).current_dir(project::root());
    Ok(command)
}

/// The checks, in the order of what they cost. Web and host crates apart: each is checked for the target it runs on.
fn checks(host: &[&str]) -> Vec<(&'static str, Command)> {
    let wasm = ["--target", WASM_TARGET];
    let clippy = |what, crates: &[&str], target: &[&str]| {
        let mut command = project::cargo(&["clippy", "--locked", "--all-targets", "--all-features"]);
        command.args(project::packages(crates)).args(target).args(["--", "-D", "warnings"]);
        (what, command)
    };
    let doc = |what, crates: &[&str], target: &[&str]| {
        let mut command = project::cargo(&["doc", "--locked", "--no-deps", "--all-features"]);
        command.args(project::packages(crates)).args(target).env("RUSTDOCFLAGS", "-D warnings");
        (what, command)
    };
    // The sandbox's state machine shall be able to run in a page, so nothing of its shell may get into it.
    let mut browser_sandbox = project::cargo(&["clippy", "--locked", "--lib", "--no-default-features"]);
    browser_sandbox.args(["-p", "reinstall-sandbox"]).args(wasm).args(["--", "-D", "warnings"]);
    // Without a standard library; with all features they have one.
    let module = |what, features: &[&str]| {
        let mut command = project::cargo(&["clippy", "--locked", "--lib", "--no-default-features", "-p", NPM_CRATE]);
        command.args(features).args(wasm).args(["--", "-D", "warnings"]);
        (what, command)
    };
    vec![
        ("cargo fmt", project::cargo(&["fmt", "--all", "--check"])),
        clippy("clippy (host crates)", host, &[]),
        clippy("clippy (browser crates)", WASM_CRATES, &wasm),
        module("clippy (the package's small module)", &[]),
        module("clippy (the package's whole module)", &["--features", "whole"]),
        ("clippy (the sandbox without its shell)", browser_sandbox),
        doc("rustdoc (host crates)", host, &[]),
        doc("rustdoc (browser crates)", WASM_CRATES, &wasm),
    ]
}
