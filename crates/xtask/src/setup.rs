//! `cargo xtask setup`: everything that `serve`, `test` and `lint` would install when they need it.
//!
//! What only `fuzz` and `mutants` need is left to them: few developers ever call these.

use anyhow::Result;

use crate::{say, tools};

/// Installs every tool and says where it is.
pub(crate) fn run() -> Result<()> {
    tools::wasm_target()?;
    say::line(&format!("wasm-bindgen   {}", tools::wasm_bindgen()?.display()));
    say::line(&format!("trunk          {}", tools::trunk()?.display()));
    say::line(&format!("wasm-opt       {}", tools::wasm_opt()?.display()));
    say::line(&format!("browser tests  {}", tools::e2e_packages()?.join("node_modules").display()));
    say::line(&format!("chromium       {}", tools::chromium()?.display()));
    say::line(&format!("package tests  {}", tools::npm_test_packages()?.join("node_modules").display()));
    say::line(&format!("firefox        {}", tools::firefox()?.display()));
    say::line(&format!("vendor SDK     {}", tools::interop_python()?.display()));
    Ok(())
}
