//! `cargo xtask fuzz`: the core's fuzz targets, one after the other, for a while each.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum as _;

use crate::flags::{FuzzFlags, FuzzTarget};
use crate::process::{Child, Output};
use crate::{process, project, say, tools};

/// The fuzz crate, from the clone's folder.
const CRATE: &str = "crates/core/fuzz";
/// The longest input, in bytes: beyond it there is only more of the same.
const MAX_BYTES: &str = "-max_len=8192";
/// An input that takes longer than this many seconds is a finding; every one should take far less than one.
const SLOW: &str = "-timeout=10";
/// More memory than this, in megabytes, is a finding.
const LARGE: &str = "-rss_limit_mb=2048";
/// What libFuzzer calls the number of inputs that it ran.
const EXECUTIONS: &str = "stat::number_of_executed_units:";
/// No sanitizer: the core has no unsafe code, and without one several times as many inputs are tried.
const NO_SANITIZER: [&str; 2] = ["--sanitizer", "none"];

/// Runs every selected target, also after one failed, and ends with the number of executions of each.
pub(crate) fn run(flags: &FuzzFlags) -> Result<()> {
    let selected = |target: &FuzzTarget| flags.target.is_empty() || flags.target.contains(target);
    let targets: Vec<FuzzTarget> = FuzzTarget::value_variants().iter().copied().filter(selected).collect();
    // All at once, so that no target's time is spent on compiling.
    process::run("cargo fuzz build", &mut cargo_fuzz("build")?)?;

    let mut rows = Vec::new();
    let mut failed = Vec::new();
    for target in targets {
        let name = name(target);
        let Outcome { good, executions } = fuzz(&name, flags.seconds)?;
        rows.push(format!("{name:<14} {:<6} {executions:>12} executions", if good { "ok" } else { "FAILED" }));
        if !good {
            failed.push(name);
        }
    }
    say::heading("executions per target");
    for row in rows {
        say::line(&row);
    }
    if failed.is_empty() {
        return Ok(());
    }
    bail!("broken promises in {}: the inputs are in {CRATE}/artifacts", failed.join(", "))
}

/// What became of one target.
struct Outcome {
    good: bool,
    executions: String,
}

/// Runs one target. What it finds out goes into a corpus of this clone's own; the committed one is only read.
fn fuzz(name: &str, seconds: u32) -> Result<Outcome> {
    let found = project::scratch(&format!("fuzz/{name}"))?;
    // libFuzzer writes pages: kept for who wants them, shown where something is found.
    let log = found.with_extension("log");
    say::heading(&format!("{name}: {seconds} s; what libFuzzer says is in {}", log.display()));
    let file = File::create(&log).with_context(|| log.display().to_string())?;
    let folder = project::root().join(CRATE);
    let mut command = cargo_fuzz("run")?;
    command.arg(name).arg(found).arg(folder.join("corpus").join(name));
    command.args(["--", &format!("-max_total_time={seconds}"), SLOW, LARGE, MAX_BYTES, "-print_final_stats=1"]);
    let words = folder.join(format!("{name}.dict"));
    if words.is_file() {
        command.arg(format!("-dict={}", words.display()));
    }
    command.stdout(file.try_clone()?).stderr(file);
    let good = Child::start(name, &mut command, &Output::Inherit, None)?.wait().success();
    let said = said(&log)?;
    if !good {
        say::line(from_the_finding(&said));
    }
    Ok(Outcome { good, executions: executions(&said).to_owned() })
}

/// What libFuzzer has written. Inputs are in it, which may be anything.
fn said(log: &Path) -> Result<String> {
    let bytes = fs::read(log).with_context(|| log.display().to_string())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// How many inputs it ran.
fn executions(said: &str) -> &str {
    said.rsplit_once(EXECUTIONS).and_then(|(_, rest)| rest.lines().next()).map_or("unknown", str::trim)
}

/// Where a broken promise begins: the panic, or libFuzzer's own words where there was none; everything, where neither is.
fn from_the_finding(said: &str) -> &str {
    let begins = |words: &str| said.find(words).and_then(|at| said.get(at..));
    begins("\nthread '").or_else(|| begins("ERROR: libFuzzer")).unwrap_or(said)
}

/// `cargo fuzz` with what `build` and `run` have in common.
fn cargo_fuzz(subcommand: &str) -> Result<Command> {
    let mut command = tools::cargo_fuzz()?;
    command.args([subcommand, "--fuzz-dir", CRATE, "--target-dir"]).arg(build_dir()).args(NO_SANITIZER);
    Ok(command)
}

/// Apart from the stable compiler's: neither of the two can use what the other has built.
fn build_dir() -> PathBuf {
    project::root().join("target/fuzz")
}

/// A target as it is written on the command line, and as its file is called.
fn name(target: FuzzTarget) -> String {
    target.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executions_are_read() {
        let said = "#5 DONE\nstat::number_of_executed_units: 605359\nstat::average_exec_per_sec:     28826\n";
        assert_eq!(executions(said), "605359");
        assert_eq!(executions("error: could not compile"), "unknown");
    }

    #[test]
    fn a_finding_is_shown_from_its_panic_on() {
        let said = "#2 INITED\n\nthread '<unnamed>' panicked at x.rs:1:1:\nno\n==1== ERROR: libFuzzer: deadly signal\n";
        assert!(from_the_finding(said).trim_start().starts_with("thread"));
        assert!(from_the_finding("#2\n==1== ERROR: libFuzzer: timeout\n").starts_with("ERROR"));
        assert_eq!(from_the_finding("error: could not compile"), "error: could not compile");
    }
}
