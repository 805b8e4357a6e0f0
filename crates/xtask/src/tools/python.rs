//! A Python of our own with the vendor's SDK and pytest.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::{cache, need};
use crate::{process, project};

/// The `python` of the environment that `tests/interop/requirements.txt` describes.
pub(crate) fn interop_python() -> Result<PathBuf> {
    need::python()?;
    let requirements = project::root().join("tests/interop/requirements.txt");
    let wanted = fs::read_to_string(&requirements).context("tests/interop/requirements.txt")?;
    // Which python3 this is decides too: an environment refers to the interpreter it was made by.
    let made_by =
        process::capture(Command::new("python3").args(["-c", "import sys; print(sys.version, sys.base_prefix)"]));
    let key = format!("interop-{}", cache::fingerprint(&[&wanted, &made_by.unwrap_or_default()]));
    let place = cache::ensure(&key, "the vendor's Python SDK and pytest", "", |dir| {
        process::run_quietly("python3 -m venv", Command::new("python3").args(["-m", "venv"]).arg(dir))?;
        let mut pip = Command::new(dir.join("bin/python"));
        // Hashes required: nothing is installed that this repository does not name byte for byte.
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "--only-binary=:all:",
        ])
        .arg("--requirement")
        .arg(&requirements);
        process::run_quietly("pip install", &mut pip)
    })?;
    // Scripts such as bin/pytest still name the folder it was built in: it is used as `python -m pytest` only.
    Ok(place.join("bin/python"))
}
