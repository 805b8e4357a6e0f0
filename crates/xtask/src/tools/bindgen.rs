//! wasm-bindgen and its test runner, from our own lock file.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::{cache, need};
use crate::{process, project};

/// The crate in this workspace that is both programs.
const CRATE: &str = "wasm-bindgen-runner";
/// The parts of it that do the work. A little optimisation here makes it three to four times as fast (0.4 s instead of
/// 1.5 s for a module of 8 MB, at every save) for 45 s more once; all of its crates would cost three times that.
const HOT: &[&str] = &["gimli", "walrus", "wasm-bindgen-cli-support", "wasm-encoder", "wasmparser"];

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
    let mut files: Vec<PathBuf> = std::fs::read_dir(project::root().join("crates").join(CRATE).join("src"))?
        .map(|file| Ok(file?.path()))
        .collect::<Result<_>>()?;
    files.sort();
    let source = files.iter().map(std::fs::read_to_string).collect::<Result<String, _>>()?;
    let key = format!("wasm-bindgen-{}", cache::fingerprint(&[&made_of, &source, &HOT.concat()]));
    cache::ensure(&key, "wasm-bindgen", ", from our lock file, about 2 minutes on two cores", |dir| {
        need::c_compiler()?;
        let settings: Vec<String> =
            HOT.iter().map(|name| format!("--config=profile.dev.package.{name}.opt-level=1")).collect();
        let settings: Vec<&str> = settings.iter().map(String::as_str).collect();
        let built = project::build_binaries(&[CRATE], &settings)?;
        let binary = built.first().context("cargo built no binary")?;
        let wasm_bindgen = dir.join("wasm-bindgen");
        std::fs::copy(binary, &wasm_bindgen)?;
        std::fs::hard_link(&wasm_bindgen, dir.join("wasm-bindgen-test-runner"))?;
        Ok(())
    })
}
