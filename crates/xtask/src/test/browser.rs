//! wasm-bindgen tests: the browser crates' own tests, in a real browser.

use anyhow::{Context as _, Result};

use super::tally::{Tally, is_libtest_summary};
use crate::project::{self, WASM_CRATES, WASM_TARGET};
use crate::{process, tools};

/// `cargo test` for WebAssembly; cargo hands each module to [`crate::wasm_runner`].
pub(super) fn run(arguments: &[String]) -> Result<Tally> {
    tools::wasm_target()?;
    tools::wasm_bindgen()?;
    tools::e2e_packages()?;
    let chromium = tools::chromium()?;
    let this_program = std::env::current_exe().context("where is this program?")?;
    // As a list: the path of the clone may contain spaces.
    let runner = serde_json::json!([this_program, "wasm-test-runner"]);

    let mut command = project::cargo(&["test", "--locked", "--no-fail-fast", "--target", WASM_TARGET]);
    command
        .arg("--config")
        .arg(format!("target.{WASM_TARGET}.runner={runner}"))
        .args(project::packages(WASM_CRATES))
        // Documentation examples of these crates are JavaScript.
        .args(["--lib", "--bins", "--tests", "--"])
        .args(arguments)
        .env("CHROMIUM_BIN", chromium);
    let mut tally = Tally::default();
    let status = process::run_reading("cargo test", &mut command, |line| {
        tally = tally + Tally::of_line(line, is_libtest_summary);
    })?;
    Ok(tally.with_status(status))
}
