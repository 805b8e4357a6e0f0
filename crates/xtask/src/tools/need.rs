//! What must be on the machine already, and what to say when it is not.

use std::process::Command;

use anyhow::{Result, bail};

use super::{NODE_AT_LEAST, PYTHON_AT_LEAST};
use crate::process;

/// Node.js and npm: for binaryen and the browser tests.
pub(crate) fn node() -> Result<()> {
    let advice = format!("install Node.js {NODE_AT_LEAST} or newer with npm: https://nodejs.org");
    let Some(version) = process::capture(Command::new("node").arg("--version")) else {
        bail!("node was not found; {advice}");
    };
    if major(version.trim_start_matches('v')) < NODE_AT_LEAST {
        bail!("node is {version}, which is too old; {advice}");
    }
    if process::capture(Command::new("npm").arg("--version")).is_none() {
        bail!("npm was not found; {advice} (Debian, Ubuntu: apt install npm)");
    }
    Ok(())
}

/// A load generator: for `load` alone, which no test needs.
pub(crate) fn wrk() -> Result<()> {
    // It has no option that only says its version: without arguments it explains itself and fails.
    if Command::new("wrk").output().is_err() {
        bail!("wrk was not found; install it (Debian, Ubuntu: apt install wrk; macOS: brew install wrk)");
    }
    Ok(())
}

/// Python 3: for the test with the vendor's SDK.
pub(crate) fn python() -> Result<()> {
    let advice =
        format!("install Python 3.{PYTHON_AT_LEAST} or newer with venv (Debian, Ubuntu: apt install python3-venv)");
    let Some(version) = process::capture(Command::new("python3").arg("--version")) else {
        bail!("python3 was not found; {advice}");
    };
    let number = version.trim_start_matches("Python ");
    let minor = number.split_once('.').map_or(0, |(_, rest)| major(rest));
    if major(number) != 3 || minor < PYTHON_AT_LEAST {
        bail!("python3 is {version}, which is too old; {advice}");
    }
    if process::capture(Command::new("python3").args(["-c", "import venv, ensurepip"])).is_none() {
        bail!("python3 has no venv module; {advice}");
    }
    Ok(())
}

/// A C compiler: the proxy's TLS and some tools contain C.
pub(crate) fn c_compiler() -> Result<()> {
    compiler("C", "CC", "cc")
}

/// A C++ compiler: the fuzzer's engine is C++.
pub(crate) fn cxx_compiler() -> Result<()> {
    compiler("C++", "CXX", "c++")
}

/// A compiler of this language: the variable's, or the usual one.
fn compiler(language: &str, variable: &str, usual: &str) -> Result<()> {
    let compiler = std::env::var_os(variable).unwrap_or_else(|| usual.into());
    if process::capture(Command::new(&compiler).arg("--version")).is_none() {
        bail!(
            "no {language} compiler ({} does not run): Debian, Ubuntu: apt install build-essential; macOS: xcode-select --install",
            compiler.display()
        );
    }
    Ok(())
}

/// The number before the first dot; 0 when there is none.
fn major(version: &str) -> u32 {
    let digits = version.split(|c: char| !c.is_ascii_digit()).next();
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_number_is_read() {
        assert_eq!(major("20.20.2"), 20);
        assert_eq!(major("11.7"), 11);
        assert_eq!(major("3"), 3);
        assert_eq!(major(""), 0);
        assert_eq!(major("nightly"), 0);
    }
}
