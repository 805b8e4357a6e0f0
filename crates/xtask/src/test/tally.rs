//! How many tests passed, read from what each test program prints.

use std::ops::Add;
use std::path::Path;
use std::process::ExitStatus;

use anyhow::{Context as _, Result};
use serde_json::Value;

/// Counts of tests.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Tally {
    /// Did what they should.
    pub(crate) passed: u64,
    /// Did not.
    pub(crate) failed: u64,
    /// Were not run.
    pub(crate) skipped: u64,
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl Tally {
    /// Reads a line of `cargo test`, of a wasm-bindgen test or of pytest: `… 12 passed; 1 failed; 0 ignored; …`. Any other
    /// line counts nothing.
    pub(crate) fn of_line(line: &str, is_summary: impl Fn(&str) -> bool) -> Self {
        let mut tally = Self::default();
        if !is_summary(line) {
            return tally;
        }
        let words: Vec<&str> = line.split([' ', ';', ',', '=']).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            let [count, what] = pair else { continue };
            let Ok(count) = count.parse::<u64>() else { continue };
            match *what {
                "passed" => tally.passed += count,
                "failed" | "error" | "errors" => tally.failed += count,
                "ignored" | "skipped" => tally.skipped += count,
                _ => {}
            }
        }
        tally
    }

    /// Reads a line of what `node --test` prints at its end: `# pass 12`. Any other line counts nothing.
    pub(crate) fn of_tap_line(line: &str) -> Self {
        let mut tally = Self::default();
        let count = |what: &str| line.strip_prefix("# ")?.strip_prefix(what)?.strip_prefix(' ')?.parse::<u64>().ok();
        tally.passed = count("pass").unwrap_or(0);
        tally.failed = count("fail").unwrap_or(0) + count("cancelled").unwrap_or(0);
        tally.skipped = count("skipped").unwrap_or(0) + count("todo").unwrap_or(0);
        tally
    }

    /// Reads Playwright's report.
    pub(crate) fn of_playwright(report: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(report).context("Playwright wrote no report")?;
        let report: Value = serde_json::from_str(&text).context("Playwright's report is not JSON")?;
        let count = |name: &str| report["stats"][name].as_u64().unwrap_or(0);
        // A test that needed a second attempt did not do what it should.
        Ok(Self { passed: count("expected"), failed: count("unexpected") + count("flaky"), skipped: count("skipped") })
    }

    /// The same counts, with one failure where the program failed without naming a test (it did not compile, say).
    pub(crate) fn with_status(mut self, status: ExitStatus) -> Self {
        if !status.success() && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

/// The summary line of `cargo test` and of wasm-bindgen tests.
pub(crate) fn is_libtest_summary(line: &str) -> bool {
    line.trim_start().starts_with("test result:")
}

/// The summary line of `pytest -q`: `3 passed, 1 failed in 0.52s`.
pub(crate) fn is_pytest_summary(line: &str) -> bool {
    let line = line.trim_matches(['=', ' ']);
    line.starts_with(|first: char| first.is_ascii_digit()) && line.contains(" in ") && line.ends_with(['s', ')'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_and_wasm_bindgen_summaries_are_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.31s";
        assert_eq!(Tally::of_line(line, is_libtest_summary), Tally { passed: 12, failed: 3, skipped: 1 });
        let line = "test result: ok. 2 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.00s";
        assert_eq!(Tally::of_line(line, is_libtest_summary), Tally { passed: 2, ..Tally::default() });
    }

    #[test]
    fn pytest_summaries_are_counted() {
        let line = "1 failed, 5 passed, 2 skipped, 1 error in 3.21s";
        assert_eq!(Tally::of_line(line, is_pytest_summary), Tally { passed: 5, failed: 2, skipped: 2 });
        let line = "5 passed in 65.00s (0:01:05)";
        assert_eq!(Tally::of_line(line, is_pytest_summary), Tally { passed: 5, ..Tally::default() });
    }

    #[test]
    fn summaries_of_node_are_counted() {
        let lines = ["# tests 9", "# pass 5", "# fail 2", "# cancelled 1", "# skipped 1", "# todo 0", "ok 1 - pass 3"];
        let sum = lines.iter().fold(Tally::default(), |sum, line| sum + Tally::of_tap_line(line));
        assert_eq!(sum, Tally { passed: 5, failed: 3, skipped: 1 });
    }

    #[test]
    fn a_tests_own_words_are_not_counted() {
        let none = Tally::default();
        assert_eq!(Tally::of_line("test rules::5 passed ... ok", is_libtest_summary), none);
        assert_eq!(Tally::of_line("E   assert '5 passed' in log", is_pytest_summary), none);
    }
}
