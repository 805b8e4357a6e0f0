//! Runs one wasm-bindgen test module in Chromium, in cargo's place of a `runner`.
//!
//! wasm-bindgen's own headless mode needs a WebDriver program that fits the browser's version. Playwright is here anyway and
//! needs none, so wasm-bindgen's runner only serves the page (`NO_HEADLESS`), and a short script opens it and reads it.

use std::ffi::OsString;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::process::{Child, Output};
use crate::{process, say, tools};

/// How long wasm-bindgen may take over one module until it serves it.
const BINDGEN: Duration = Duration::from_secs(120);

/// Serves the module, opens it in the browser, and fails if a test did.
pub(crate) fn run(arguments: &[OsString]) -> Result<()> {
    let mut server = Command::new(tools::wasm_bindgen()?.join("wasm-bindgen-test-runner"));
    server
        .args(arguments)
        .env("NO_HEADLESS", "1")
        // Also tests that do not ask for a browser: what is tested is what a browser does.
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_ADDRESS", "127.0.0.1:0");
    let server = Child::start("wasm-bindgen-test-runner", &mut server, &Output::Quiet, None)?;
    while let Some(line) = server.next_line(BINDGEN) {
        if let Some((_, url)) = line.split_once("tests are now available at ") {
            let tests = tools::e2e_packages()?;
            let mut page = Command::new("node");
            page.args(["support/wasm-tests.mjs", url.trim()]).current_dir(tests);
            page.env("CHROMIUM_BIN", tools::chromium()?);
            return process::run("the tests of this module", &mut page);
        }
        // "no tests to run!", a list of tests, a warning.
        say::line(&line);
    }
    if !server.wait().success() {
        bail!("wasm-bindgen-test-runner failed{}", server.last_words());
    }
    Ok(())
}
