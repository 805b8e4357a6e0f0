//! cargo-fuzz, and the nightly compiler that it needs.

use std::process::Command;

use anyhow::{Result, bail};

use super::cargo_install::Program;
use super::{CARGO_FUZZ, FUZZ_TOOLCHAIN, need};
use crate::{process, project};

/// `cargo fuzz` in the clone's folder, with the compiler that it needs.
pub(crate) fn cargo_fuzz() -> Result<Command> {
    need::cxx_compiler()?;
    nightly()?;
    let program =
        Program { name: "cargo-fuzz", version: CARGO_FUZZ, arguments: &[], takes: "about 1 minute on two cores" };
    let path = program.folder()?.join(program.name);
    let mut command = Command::new("rustup");
    command.args(["run", FUZZ_TOOLCHAIN]).arg(path).arg("fuzz").current_dir(project::root());
    Ok(command)
}

/// Not installed by us: a whole second compiler is the developer's to decide about.
fn nightly() -> Result<()> {
    let mut rustc = Command::new("rustup");
    rustc.args(["run", FUZZ_TOOLCHAIN, "rustc", "--version"]);
    if process::capture(&mut rustc).is_some_and(|version| version.contains("nightly")) {
        return Ok(());
    }
    if process::capture(Command::new("rustup").arg("--version")).is_none() {
        bail!("fuzzing needs a nightly compiler, which is found by rustup, and there is no rustup: https://rustup.rs");
    }
    bail!(
        "fuzzing needs a nightly compiler (coverage instrumentation is not in stable ones), and the toolchain {FUZZ_TOOLCHAIN} is not installed: rustup toolchain install {FUZZ_TOOLCHAIN} --profile minimal"
    )
}
