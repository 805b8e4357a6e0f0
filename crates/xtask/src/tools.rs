//! The tools around cargo: their versions, pinned here and nowhere else, and how a missing one is installed.
//!
//! The compiler is pinned in `rust-toolchain.toml`, crates in `Cargo.lock`, npm packages of the tests in
//! `tests/e2e/package-lock.json`, Python packages in `tests/interop/requirements.txt`. `wasm-bindgen` has no pin of its own: it
//! is built from our lock file, so it cannot differ from the crate.
//!
//! Everything is installed outside the clone, once per user and version ([`cache`]): a second clone starts warm, and no
//! tool of this project appears on the developer's PATH.

mod binaryen;
mod bindgen;
mod browser;
mod cache;
mod cargo_install;
mod fuzzer;
mod mutants;
mod need;
mod npm;
mod python;
mod trunk;
mod wasm_target;

pub(crate) use binaryen::wasm_opt;
pub(crate) use bindgen::wasm_bindgen;
pub(crate) use browser::{chromium, firefox};
pub(crate) use fuzzer::cargo_fuzz;
pub(crate) use mutants::cargo_mutants;
pub(crate) use need::{c_compiler, wrk};
pub(crate) use npm::{e2e_packages, npm_test_packages, portal_bench_packages};
pub(crate) use python::interop_python;
pub(crate) use trunk::trunk;
pub(crate) use wasm_target::wasm_target;

/// Builds and serves the portal. Newer ones (0.22) need a newer compiler than ours.
const TRUNK: &str = "0.21.14";
/// Makes the released module smaller. From npm: no compilation, the same bytes on every machine.
const BINARYEN: &str = "132.0.0";
/// What npm must deliver for [`BINARYEN`].
const BINARYEN_INTEGRITY: &str =
    "sha512-4Usg7yEvwO3FMso3Oov6qkOOHSod1IEv+boKkh77kTljM+eNBouqCTbqWswGzbG+vDNO/b/v2C4gfEh1WgB9Lg==";
/// Runs the fuzz targets. Only who fuzzes gets it.
const CARGO_FUZZ: &str = "0.13.2";
/// The compiler for that, by rustup's name; any nightly will do, since nothing that is delivered is built by it.
const FUZZ_TOOLCHAIN: &str = "nightly";
/// Tests the tests. Only who asks for mutants gets it.
const CARGO_MUTANTS: &str = "27.1.0";
/// The oldest Node.js that Playwright and binaryen accept.
const NODE_AT_LEAST: u32 = 20;
/// The oldest Python that the pinned packages accept, as 3.x.
const PYTHON_AT_LEAST: u32 = 10;
