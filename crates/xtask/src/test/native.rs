//! Tests that run on this machine, without a browser.

use anyhow::Result;

use super::tally::{Tally, is_libtest_summary};
use crate::project::{self, HOST_CRATES};
use crate::{process, tools};

/// `cargo test` of the host crates.
pub(super) fn unit(arguments: &[String]) -> Result<Tally> {
    cargo_test(HOST_CRATES, arguments)
}

/// The portal's state and logic, compiled for this machine.
pub(super) fn portal(arguments: &[String]) -> Result<Tally> {
    cargo_test(&["reinstall-portal"], arguments)
}

/// `cargo test` of these crates.
fn cargo_test(crates: &[&str], arguments: &[String]) -> Result<Tally> {
    tools::c_compiler()?;
    let mut command = project::cargo(&["test", "--locked", "--no-fail-fast", "--all-features"]);
    command.args(project::packages(crates)).arg("--").args(arguments);
    let mut tally = Tally::default();
    let status = process::run_reading("cargo test", &mut command, |line| {
        tally = tally + Tally::of_line(line, is_libtest_summary);
    })?;
    Ok(tally.with_status(status))
}
