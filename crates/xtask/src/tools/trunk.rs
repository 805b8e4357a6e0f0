//! trunk: builds the portal and serves it while it is being worked on.

use std::path::PathBuf;

use anyhow::Result;

use super::{TRUNK, cache, need};
use crate::{process, project};

/// The folder that holds the `trunk` program.
pub(crate) fn trunk() -> Result<PathBuf> {
    let (key, what) = (format!("trunk-{TRUNK}"), format!("trunk {TRUNK}"));
    let place = cache::ensure(&key, &what, ", from source, about 4 minutes on two cores", |dir| {
        need::c_compiler()?;
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(std::iter::once(dir.join("bin")).chain(std::env::split_paths(&path)))?;
        let (root, target) = (dir.display().to_string(), dir.join("target"));
        // No default features: no TLS and no update check, for it only ever serves loopback. No optimisation and no LTO: it
        // waits for cargo most of the time, and its own release profile takes three times as long to build.
        let mut command = project::cargo(&["install", "--locked", "trunk", "--no-default-features"]);
        command
            .args(["--version", TRUNK, "--root", &root, "--no-track"])
            .arg("--target-dir")
            .arg(&target)
            // Only so that cargo does not advise to add the folder to the developer's own PATH.
            .env("PATH", path)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
        process::run("cargo install trunk", &mut command)?;
        // 870 MB that nobody needs again.
        drop(std::fs::remove_dir_all(target));
        Ok(())
    })?;
    Ok(place.join("bin"))
}
