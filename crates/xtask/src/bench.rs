//! `cargo xtask bench`: what a check costs, in the core and in the npm package, and what the portal weighs.

mod portal;

use std::fs;

use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::flags::{BenchFlags, Benchmark};
use crate::{package, process, project, test, tools};

/// Measures; the figures are on the terminal.
pub(crate) fn run(flags: &BenchFlags) -> Result<()> {
    match flags.what {
        Benchmark::Core => {
            ensure!(flags.package.is_empty() && flags.json.is_none(), "--package and --json are for `bench npm`");
            core(&flags.args)
        }
        Benchmark::Npm => npm(flags),
        Benchmark::Portal => {
            ensure!(flags.package.is_empty(), "--package is for `bench npm`");
            portal::run(flags.json.as_deref(), &flags.args)
        }
    }
}

fn core(arguments: &[String]) -> Result<()> {
    let mut command = project::cargo(&["bench", "--locked", "-p", "reinstall-core", "--bench", "check", "--"]);
    process::run("cargo bench", command.args(arguments))
}

/// Measures the packed package beside others, from a folder that has them all and is no part of the clone.
fn npm(flags: &BenchFlags) -> Result<()> {
    let tools = tools::npm_test_packages()?;
    let mut packages = Vec::new();
    for path in &flags.package {
        packages.push(path.canonicalize().with_context(|| format!("--package {}", path.display()))?);
    }
    if packages.len() < 2 {
        let made_anew = project::root().join("target/npm");
        let kept = packages.iter().all(|path| !path.starts_with(&made_anew));
        ensure!(kept, "--package: {} is made anew now; copy what is in it elsewhere first", made_anew.display());
        packages.insert(0, package::run()?);
    }

    let place = project::root().join("target/npm-bench");
    drop(fs::remove_dir_all(&place));
    let bench = place.join("bench");
    project::copy_all(&project::root().join("tests/npm/bench"), &bench)?;
    std::os::unix::fs::symlink(tools.join("node_modules").canonicalize()?, place.join("node_modules"))?;
    fs::write(place.join("reports.jsonl"), test::npm::reports()?)?;

    let mut node = Command::new("node");
    node.arg("run.mjs").current_dir(&bench);
    for path in &packages {
        node.arg("--package").arg(path);
    }
    if let Some(path) = &flags.json {
        node.arg("--json").arg(std::path::absolute(path)?);
    }
    process::run("node run.mjs", node.args(&flags.args))
}
