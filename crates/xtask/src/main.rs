//! The developer's one tool: `cargo xtask serve | test | lint | …`.
//!
//! What lives where:
//! - `flags`: every command and flag, in one place;
//! - `serve`, `test`, `lint`, `css`, `setup`, `wasm_runner`, `fuzz`, `load`, `package`, `bench`: one file a command;
//! - `proof`: commands that are one cargo call each: `mutants`, `codegen`;
//! - `stack`: starts sandbox, proxy and portal together, for `serve` and for the tests alike;
//! - `tools`: every pinned version, and how a missing tool is installed;
//! - `process`: children that never outlive this program; `say`: what the developer reads.
//!
//! It has few dependencies on purpose: it is compiled before anything else can happen.

mod bench;
mod css;
mod flags;
mod fuzz;
mod lint;
mod load;
mod package;
mod process;
mod project;
mod proof;
mod say;
mod serve;
mod setup;
mod stack;
mod test;
mod tools;
mod wasm_runner;

#[cfg(not(unix))]
compile_error!("cargo xtask needs process groups: run it on Linux or macOS (on Windows: in WSL)");

use std::process::ExitCode;

use clap::Parser as _;
use flags::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = process::stop_on_signals().and_then(|()| match cli.command {
        Command::Serve(flags) => serve::run(&flags),
        Command::Test(flags) => test::run(&flags),
        Command::Lint => lint::run(),
        Command::Fuzz(flags) => fuzz::run(&flags),
        Command::Mutants { args } => proof::mutants(&args),
        Command::Bench(flags) => bench::run(&flags),
        Command::Gallery => test::gallery(),
        Command::Package => package::run().map(drop),
        Command::Load(flags) => load::run(&flags),
        Command::Codegen => proof::codegen(),
        Command::Setup => setup::run(),
        Command::Css => css::run(),
        Command::WasmTestRunner { args } => wasm_runner::run(&args),
    });
    process::park_if_stopping();
    // Also after success: what was temporary goes.
    process::stop_all();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::error(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}
