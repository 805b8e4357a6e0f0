//! The standard library for WebAssembly.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::project::{self, WASM_TARGET};
use crate::{process, say};

/// Adds the compiler's WebAssembly target when it is missing.
pub(crate) fn wasm_target() -> Result<()> {
    if is_installed() {
        return Ok(());
    }
    say::line(&format!("adding the target {WASM_TARGET} to the Rust toolchain (once) …"));
    let rustup = |arguments: &[&str]| {
        let mut command = Command::new("rustup");
        command.args(arguments).current_dir(project::root());
        process::run("rustup", &mut command)
    };
    // The second one reads rust-toolchain.toml and also brings the toolchain itself, where it is not installed at all.
    let added = rustup(&["target", "add", WASM_TARGET]).or_else(|_| rustup(&["toolchain", "install"]));
    if is_installed() {
        return Ok(());
    }
    let reason = added.err().map_or_else(String::new, |error| format!(" ({error:#})"));
    bail!(
        "the target {WASM_TARGET} is missing and could not be added{reason}; with rustup: rustup target add {WASM_TARGET}"
    )
}

/// Whether the pinned compiler has the target, asked of the compiler itself: not everybody uses rustup.
fn is_installed() -> bool {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "sysroot"]).current_dir(project::root());
    process::capture(&mut rustc)
        .is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib").join(WASM_TARGET).is_dir())
}
