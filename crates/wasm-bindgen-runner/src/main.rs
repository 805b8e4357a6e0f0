//! `wasm-bindgen` and `wasm-bindgen-test-runner` in one binary, at the version of this workspace's own lock file.
//!
//! The tool that post-processes a module must be the very version of the `wasm-bindgen` crate the module was compiled
//! with. Building it from the same lock file makes a mismatch impossible, and needs no second pin. The name it is called
//! by decides what it does, as with busybox: `cargo xtask` installs it under both names.
//!
//! A module that marks where it is to be cut (`wasm_split_helpers`) is cut before it is bound, see [`split`].
//!
//! The crate itself is not called `wasm-bindgen`: rustc refuses a crate of that name with a low version.

mod split;

use std::env;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let name = env::args_os().next().unwrap_or_default();
    let is_test_runner = Path::new(&name).file_stem().is_some_and(|stem| stem == "wasm-bindgen-test-runner");
    let result = if is_test_runner {
        wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(env::args_os())
    } else {
        // Everything else is `wasm-bindgen`, also the crate's own name: `cargo run -p wasm-bindgen-runner` is useful.
        split::bind(env::args_os().collect())
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&format!("{error:?}"));
            ExitCode::FAILURE
        }
    }
}

/// Says why it failed, in the form trunk and cargo show to the developer.
#[expect(clippy::print_stderr, reason = "a command-line tool speaks on stderr")]
fn report(error: &str) {
    eprintln!("error: {error}");
}
