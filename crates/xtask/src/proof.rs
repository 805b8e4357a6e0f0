//! `cargo xtask mutants | codegen`: one call each, with the settings that it takes.

use std::process::Command;

use anyhow::Result;

use crate::{process, project, tools};

/// Tests the tests; `.cargo/mutants.toml` says of what, and the results are in `target/mutants.out`.
pub(crate) fn mutants(arguments: &[String]) -> Result<()> {
    let mut command = Command::new(tools::cargo_mutants()?);
    command.arg("mutants").args(arguments).current_dir(project::root());
    // It builds in a copy of the tree, which shall not share a folder with the clone.
    command.env_remove("CARGO_TARGET_DIR");
    process::run("cargo mutants", &mut command)
}

/// Lets the test that compares the generated files write them instead.
pub(crate) fn codegen() -> Result<()> {
    let mut command = project::cargo(&["test", "--locked", "-p", "reinstall-core", "--test", "generated"]);
    process::run("cargo test --test generated", command.env("UPDATE_GENERATED", "1"))
}
