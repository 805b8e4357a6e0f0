//! wasm-bindgen and its test runner, from our own lock file.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::{cache, need};
use crate::{process, project};

/// The crate in this workspace that is both programs.
const CRATE: &str = "wasm-bindgen-runner";

/// The folder that holds `wasm-bindgen` and `wasm-bindgen-test-runner`.
pub(crate) fn wasm_bindgen() -> Result<PathBuf> {
    // Every crate it is made of, with its version: another version of any of them is another tool.
    let made_of = process::capture(&mut project::cargo(&[
        "tree",
        "--locked",
        "--package",
        CRATE,
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p} {f}",
    ]))
    .context("cargo tree failed: is Cargo.lock up to date?")?;
    // Paths of the clone are part of that list and must not be: a second clone shall find the same tool.
    let made_of = made_of.replace(&project::root().display().to_string(), "");
    let source = std::fs::read_to_string(project::root().join("crates").join(CRATE).join("src/main.rs"))?;
    let key = format!("wasm-bindgen-{}", cache::fingerprint(&[&made_of, &source]));
    cache::ensure(&key, "wasm-bindgen (built from our lock file)", |dir| {
        need::c_compiler()?;
        let built = project::build_binaries(&[CRATE])?;
        let binary = built.first().context("cargo built no binary")?;
        for name in ["wasm-bindgen", "wasm-bindgen-test-runner"] {
            std::fs::copy(binary, dir.join(name))?;
        }
        Ok(())
    })
}
