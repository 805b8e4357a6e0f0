//! cargo-mutants: changes the rules, one place at a time, and looks whether a test notices.

use std::path::PathBuf;

use anyhow::Result;

use super::CARGO_MUTANTS;
use super::cargo_install::Program;

/// The `cargo-mutants` program.
pub(crate) fn cargo_mutants() -> Result<PathBuf> {
    let program =
        Program { name: "cargo-mutants", version: CARGO_MUTANTS, arguments: &[], takes: "about 1 minute on two cores" };
    Ok(program.folder()?.join(program.name))
}
