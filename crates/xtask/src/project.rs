//! Where things are in the clone, and cargo as it is to be called there.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::process;

/// The compiler target of the portal and the npm package.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";
/// The crates that run on the developer's machine.
pub(crate) const HOST_CRATES: &[&str] = &["reinstall-core", "reinstall-sandbox", "reinstall-proxy", "xtask"];
/// The crates that run in a browser.
pub(crate) const WASM_CRATES: &[&str] = &["reinstall-portal", "reinstall-wasm"];
/// The npm package's crate.
pub(crate) const NPM_CRATE: &str = "reinstall-wasm";

/// The clone's own folder.
pub(crate) fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        // cargo says where the crate is that it runs, this one or one under test. The place of the build is only the second
        // choice: clones that share a target folder share the binary.
        let crate_dir =
            std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        crate_dir.ancestors().find(|dir| dir.join("Cargo.lock").is_file()).unwrap_or(&crate_dir).to_path_buf()
    });
    &ROOT
}

/// Where this tool keeps what it generates. Inside the clone, so that cargo and trunk find their settings from there.
pub(crate) fn scratch(name: &str) -> Result<PathBuf> {
    let dir = root().join("target/xtask").join(name);
    std::fs::create_dir_all(&dir).with_context(|| format!("cannot create {}", dir.display()))?;
    Ok(dir)
}

/// A cargo call in the clone's folder, by the very cargo that runs this program.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    // About crates deep inside wasm-bindgen's test server: nothing that a developer here could act on.
    command.env("CARGO_FUTURE_INCOMPAT_REPORT_FREQUENCY", "never");
    command
}

/// `-p a -p b …` for a list of crates.
pub(crate) fn packages<'a>(names: &[&'a str]) -> Vec<&'a str> {
    names.iter().flat_map(|name| ["-p", *name]).collect()
}

/// Builds the binaries of these crates, with extra cargo arguments, and returns where cargo put them, in the crates' order.
pub(crate) fn build_binaries(names: &[&str], arguments: &[&str]) -> Result<Vec<PathBuf>> {
    let mut command = cargo(&["build", "--locked", "--bins", "--message-format=json-render-diagnostics"]);
    command.args(packages(names)).args(arguments);
    let messages = process::run_for_data("cargo build", &mut command)?;
    let built: Vec<Value> = messages.iter().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let find = |name: &&str| {
        let of_this_crate = |message: &&Value| message["target"]["name"] == **name && message["executable"].is_string();
        built
            .iter()
            .find(of_this_crate)
            .and_then(|message| message["executable"].as_str())
            .map(PathBuf::from)
            .with_context(|| format!("cargo built no binary called {name}"))
    };
    names.iter().map(find).collect()
}

/// Every file of a folder into another one, folders within as well; what is a link stays one.
pub(crate) fn copy_all(from: &Path, to: &Path) -> Result<()> {
    copy_by(from, to, |from, to| std::fs::copy(from, to).map(|_bytes| ()))
}

/// The same, each file by `copy`.
pub(crate) fn copy_by(from: &Path, to: &Path, copy: fn(&Path, &Path) -> std::io::Result<()>) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy_by(&from, &to, copy)?;
        } else if kind.is_symlink() {
            std::os::unix::fs::symlink(std::fs::read_link(&from)?, &to).with_context(|| to.display().to_string())?;
        } else {
            copy(&from, &to).with_context(|| to.display().to_string())?;
        }
    }
    Ok(())
}
