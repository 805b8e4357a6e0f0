//! The vendor's own SDK, unchanged, against sandbox and proxy: a judge that does not share our beliefs.

use std::process::Command;

use anyhow::{Context as _, Result};

use super::tally::{Tally, is_pytest_summary};
use crate::stack::{Settings, Stack};
use crate::{process, project, tools};

/// Starts sandbox and proxy, runs pytest.
pub(super) fn run(arguments: &[String]) -> Result<Tally> {
    let python = tools::interop_python()?;
    let stack = Stack::start(&Settings::for_tests(None))?;
    let mut pytest = Command::new(python);
    pytest
        .args(["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/interop"])
        .args(arguments)
        .current_dir(project::root())
        .env("PROXY_URL", &stack.proxy)
        .env("SANDBOX_URL", stack.sandbox.as_deref().context("the stack has no sandbox")?)
        .env("SANDBOX_BIN", &stack.sandbox_binary)
        // The SDK shall reach loopback directly, whatever proxy the machine uses for the world.
        .env("NO_PROXY", "127.0.0.1,localhost")
        .env("PYTHONDONTWRITEBYTECODE", "1");
    // Its own settings, for a sandbox that somebody else started: ours is opened by its demo credentials.
    for name in ["ACCESS_KEY_ID", "ACCESS_KEY_PASSWORD", "TOKEN"] {
        pytest.env_remove(name).env_remove(format!("SANDBOX_{name}"));
    }
    let mut tally = Tally::default();
    let status = process::run_reading("pytest", &mut pytest, |line| {
        tally = tally + Tally::of_line(line, is_pytest_summary);
    })?;
    stack.check_alive()?;
    Ok(tally.with_status(status))
}
