//! Programs that `cargo install` builds, each from the lock file that it was released with.

use std::path::PathBuf;

use anyhow::Result;

use super::{cache, need};
use crate::{process, project};

/// A program and the version of it that is wanted.
pub(super) struct Program {
    /// The crate, which is also the program.
    pub(super) name: &'static str,
    /// Exactly this version.
    pub(super) version: &'static str,
    /// Further arguments of `cargo install`.
    pub(super) arguments: &'static [&'static str],
    /// How long it takes, for the developer who waits.
    pub(super) takes: &'static str,
}

impl Program {
    /// The folder that holds it, after it was installed if it was not there.
    pub(super) fn folder(&self) -> Result<PathBuf> {
        let Self { name, version, arguments, takes } = self;
        let cost = format!(", from source, {takes}");
        let place = cache::ensure(&format!("{name}-{version}"), &format!("{name} {version}"), &cost, |dir| {
            need::c_compiler()?;
            let path = std::env::var_os("PATH").unwrap_or_default();
            let path = std::env::join_paths(std::iter::once(dir.join("bin")).chain(std::env::split_paths(&path)))?;
            let (root, target) = (dir.display().to_string(), dir.join("target"));
            // No optimisation and no LTO: it waits for cargo most of the time, and its own release profile takes several
            // times as long to build.
            let mut command = project::cargo(&["install", "--locked", name, "--version", version]);
            command
                .args(*arguments)
                .args(["--root", &root, "--no-track"])
                .arg("--target-dir")
                .arg(&target)
                // Only so that cargo does not advise to add the folder to the developer's own PATH.
                .env("PATH", path)
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
            process::run(&format!("cargo install {name}"), &mut command)?;
            // Hundreds of megabytes that nobody needs again.
            drop(std::fs::remove_dir_all(target));
            Ok(())
        })?;
        Ok(place.join("bin"))
    }
}
