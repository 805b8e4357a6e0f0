//! Every command and flag of `cargo xtask`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The developer's one tool. What is missing on this machine is installed, outside the clone, once.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands, one file each.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start sandbox, proxy and portal, and open the portal. Ctrl-C ends all three.
    Serve(ServeFlags),
    /// Run everything that continuous integration runs.
    Test(TestFlags),
    /// Check formatting, lints and documentation.
    Lint,
    /// Feed the core's readers with what nobody thought of, and check that their promises hold.
    Fuzz(FuzzFlags),
    /// Change the core's rules, one place at a time, and list the changes that no test notices. Takes hours.
    Mutants {
        /// Passed on to cargo-mutants: `mutants -- --list`, `mutants -- --shard 0/100`.
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Measure what a check costs: time and allocations in the core, or the npm package beside other libraries. Or what the
    /// portal costs whoever opens it.
    Bench(BenchFlags),
    /// Take a picture of every page and state, in both themes, two widths and both languages, for somebody to look at.
    Gallery,
    /// Make the npm package and pack it, in target/npm.
    Package,
    /// Measure how many calls a second the sandbox answers, with 10,000 instances. Needs wrk.
    Load(LoadFlags),
    /// Write the files that are generated from the core anew.
    Codegen,
    /// Install every tool that `serve`, `test` and `lint` need, and nothing else.
    Setup,
    /// Put the portal's style sheets together into one file (trunk calls this before each build).
    Css,
    /// Run one test module in the browser (cargo calls this for wasm-bindgen tests).
    #[command(hide = true)]
    WasmTestRunner {
        /// The module and the filters, as cargo passes them.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
}

/// Flags of `serve`.
#[derive(Debug, Args)]
pub(crate) struct ServeFlags {
    /// The portal's port; 0 picks a free one.
    #[arg(long, default_value_t = 8080)]
    pub(crate) portal_port: u16,
    /// The proxy's port; 0 picks a free one.
    #[arg(long, default_value_t = 8787)]
    pub(crate) proxy_port: u16,
    /// The sandbox's port; 0 picks a free one.
    #[arg(long, default_value_t = 8788)]
    pub(crate) sandbox_port: u16,
    /// How long an installation takes in the sandbox, e.g. 20s or 5m.
    #[arg(long, default_value = "20s")]
    pub(crate) install_time: String,
    /// Build the portal as it is deployed: small, optimised, slower to build.
    #[arg(long)]
    pub(crate) release: bool,
    /// Do not open a browser.
    #[arg(long)]
    pub(crate) no_open: bool,
    /// No sandbox: the proxy talks to the real API. A reinstall then wipes a real server.
    #[arg(long, conflicts_with = "install_time")]
    pub(crate) live: bool,
}

/// Flags of `bench`.
#[derive(Debug, Args)]
pub(crate) struct BenchFlags {
    /// What is measured.
    #[arg(value_enum, default_value = "core")]
    pub(crate) what: Benchmark,
    /// `npm`: measure this tarball or folder beside the package of this clone; given twice or more, only these.
    #[arg(long, value_name = "PATH")]
    pub(crate) package: Vec<PathBuf>,
    /// `npm`, `portal`: write every figure to this file, too.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Passed on to the benchmark program: `bench -- worst` runs those whose name contains it, `bench npm -- --rounds 3`
    /// is quicker, `bench npm -- --only text,weight` measures less.
    #[arg(last = true)]
    pub(crate) args: Vec<String>,
}

/// What can be measured.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Benchmark {
    /// The core's own benchmarks.
    Core,
    /// The packed npm package beside hand-written JavaScript, ajv, valibot and zod.
    Npm,
    /// The portal as it is deployed: what a first visit transfers.
    Portal,
}

/// Flags of `load`.
#[derive(Debug, Args)]
pub(crate) struct LoadFlags {
    /// How long each row is measured.
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=60))]
    pub(crate) seconds: u32,
}

/// Flags of `fuzz`.
#[derive(Debug, Args)]
pub(crate) struct FuzzFlags {
    /// Run this target only (repeat or separate with commas).
    #[arg(long, value_enum, value_delimiter = ',', value_name = "NAME")]
    pub(crate) target: Vec<FuzzTarget>,
    /// How long each target runs.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) seconds: u32,
}

/// The fuzz targets; what each of them checks is written in `crates/core/tests/fuzzed`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum FuzzTarget {
    /// Any text as a request, against several servers.
    CheckJson,
    /// Any answer of the API or the proxy.
    ReadAnswer,
    /// Any signed request, as a server sees it.
    Authorization,
}

/// Flags of `test`.
#[derive(Debug, Args)]
pub(crate) struct TestFlags {
    /// Run these kinds only (repeat or separate with commas).
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) only: Vec<Kind>,
    /// Passed on to the test program, when exactly one kind is selected: `test --only e2e -- --headed`.
    #[arg(last = true)]
    pub(crate) args: Vec<String>,
}

/// The kinds of tests, in the order in which they run: the cheapest answer first.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Kind {
    /// Formatting, clippy, rustdoc.
    Lint,
    /// `cargo test` of the crates that run on this machine.
    Unit,
    /// The portal's state, compiled for this machine: no browser needed.
    Portal,
    /// wasm-bindgen tests in a real browser.
    Wasm,
    /// The npm package, packed and installed as its users do.
    Npm,
    /// The portal as a person uses it, in a real browser.
    E2e,
    /// The vendor's own SDK against sandbox and proxy.
    Interop,
}
