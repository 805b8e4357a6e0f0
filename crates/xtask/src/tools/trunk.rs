//! trunk: builds the portal and serves it while it is being worked on.

use std::path::PathBuf;

use anyhow::Result;

use super::TRUNK;
use super::cargo_install::Program;

/// The folder that holds the `trunk` program.
pub(crate) fn trunk() -> Result<PathBuf> {
    let trunk = Program {
        name: "trunk",
        version: TRUNK,
        // No TLS and no update check: it only ever serves loopback.
        arguments: &["--no-default-features"],
        takes: "about 4 minutes on two cores",
    };
    trunk.folder()
}
