//! `cargo xtask test`: everything that continuous integration runs, and how much of it passed.

mod browser;
mod e2e;
mod interop;
mod native;
pub(crate) mod npm;
mod tally;

use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use clap::ValueEnum as _;

use crate::flags::{Kind, TestFlags};
use crate::{lint, process, project, say};
use tally::Tally;

/// Runs every selected kind, also after one failed, and ends with the table and the sum.
pub(crate) fn run(flags: &TestFlags) -> Result<()> {
    let kinds: Vec<Kind> = Kind::value_variants()
        .iter()
        .copied()
        .filter(|kind| flags.only.is_empty() || flags.only.contains(kind))
        .collect();
    ensure!(flags.args.is_empty() || kinds.len() == 1, "arguments after -- need exactly one kind: --only e2e -- …");

    let results: Vec<Outcome> = kinds.into_iter().map(|kind| Outcome::of(kind, &flags.args)).collect();

    say::heading("tests per kind");
    for outcome in &results {
        say::line(&outcome.to_string());
    }
    let failed: Vec<String> =
        results.iter().filter(|outcome| !outcome.is_good()).map(|outcome| name(outcome.kind)).collect();
    let sum = results.iter().fold(Tally::default(), |sum, outcome| sum + outcome.tally);
    say::line("");
    if !failed.is_empty() {
        say::line(&format!("failed: {}", failed.join(", ")));
    }
    say::line(&format!("{} passed, {} failed", sum.passed, sum.failed));
    if failed.is_empty() {
        return Ok(());
    }
    bail!("not everything passed: {}", failed.join(", "))
}

/// Walks every page and pictures it.
pub(crate) fn gallery() -> Result<()> {
    let tally = e2e::run(&e2e::Wanted::Pictures)?;
    ensure!(tally.failed == 0, "{} of the walks failed: their pictures may be missing", tally.failed);
    say::line(&format!("the pictures are in {}", project::root().join("tests/e2e/results/screens").display()));
    Ok(())
}

/// What became of one kind of tests.
struct Outcome {
    kind: Kind,
    tally: Tally,
    error: Option<String>,
    elapsed: Duration,
}

impl Outcome {
    /// Runs one kind.
    fn of(kind: Kind, arguments: &[String]) -> Self {
        say::heading(&name(kind));
        let started = Instant::now();
        let result = match kind {
            Kind::Lint => lint::run().map(|()| Tally::default()),
            Kind::Unit => native::unit(arguments),
            Kind::Portal => native::portal(arguments),
            Kind::Wasm => browser::run(arguments),
            Kind::Npm => npm::run(arguments),
            Kind::E2e => e2e::run(&e2e::Wanted::Tests(arguments)),
            Kind::Interop => interop::run(arguments),
        };
        process::park_if_stopping();
        let elapsed = started.elapsed();
        let (tally, error) = match result {
            Ok(tally) => (tally, None),
            Err(error) => {
                say::line(&format!("error: {error:#}"));
                // What could not even run counts as one failure: the sum must never look good when something is not.
                (Tally { failed: 1, ..Tally::default() }, Some(format!("{error:#}")))
            }
        };
        Self { kind, tally, error, elapsed }
    }

    /// Nothing failed.
    fn is_good(&self) -> bool {
        self.error.is_none() && self.tally.failed == 0
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let verdict = if self.is_good() { "ok" } else { "FAILED" };
        let Tally { passed, failed, skipped } = self.tally;
        let counts = match self.kind {
            Kind::Lint => String::from("(checks, no tests)"),
            _ => format!("{passed:>5} passed {failed:>3} failed {skipped:>3} skipped"),
        };
        let time = say::duration(self.elapsed);
        write!(f, "{:<8} {verdict:<6} {counts:<38} {time:>12}", name(self.kind))?;
        match self.error.as_deref().and_then(|error| error.lines().next()) {
            Some(error) => write!(f, "  {error}"),
            None => Ok(()),
        }
    }
}

/// A kind as it is written on the command line.
fn name(kind: Kind) -> String {
    kind.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}
