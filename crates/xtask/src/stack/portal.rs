//! The portal over `trunk serve`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::project::{self, WASM_TARGET};
use crate::{process, say, tools};

/// What the developer knows trunk as.
pub(super) const NAME: &str = "portal";
/// How long trunk may take until it serves: cargo's part is done before, this is wasm-bindgen and, for a release, wasm-opt.
pub(super) const FIRST_BUILD: Duration = Duration::from_secs(300);
/// The proxy as `Trunk.toml` knows it, for a `trunk serve` of its own.
const DEFAULT_PROXY: &str = "http://127.0.0.1:8787";
/// What `Trunk.toml` lets trunk do before it builds.
const BEFORE_BUILD: &str = r#"stage = "pre_build"
command = "cargo"
command_arguments = ["xtask", "css"]
"#;
/// What it does instead where everything is built: its own page is the built one, the rest goes beside it.
const COPY: &str = r#"stage = "post_build"
command = "sh"
command_arguments = ["-c", 'cp -R "$PORTAL_BUILT"/. "$TRUNK_STAGING_DIR"']
"#;
/// The folder that [`COPY`] copies.
const COPY_FROM: &str = "PORTAL_BUILT";

/// How the portal is to be served.
#[derive(Debug)]
pub(crate) struct PortalSettings {
    /// The port; 0 picks a free one.
    pub(crate) port: u16,
    /// What is served.
    pub(crate) source: Source,
}

/// What is served.
#[derive(Debug)]
pub(crate) enum Source {
    /// As it is developed: built, and again when a source file changes.
    Developed,
    /// The same, optimised as it is deployed.
    Release,
    /// What [`build`] has made in this folder, as it is. For many portals at once: to cut and to optimise takes long.
    Built(PathBuf),
}

impl PortalSettings {
    /// Installs what is missing and compiles the portal, so that trunk has little left to do and mistakes in the source
    /// are seen here, with cargo's own words.
    pub(super) fn prepare(&self) -> Result<Prepared> {
        let mut path = vec![tools::trunk()?];
        let trunk = path[0].join("trunk");
        let release = matches!(self.source, Source::Release);
        let built = match &self.source {
            Source::Built(folder) => Some(folder.clone()),
            Source::Developed | Source::Release => None,
        };
        if built.is_none() {
            tools::wasm_target()?;
            path.push(tools::wasm_bindgen()?);
            if release {
                path.push(tools::wasm_opt()?);
            }
            compile(release)?;
        }
        path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
        let path = std::env::join_paths(path).context("PATH holds a folder that cannot be in it")?;
        Ok(Prepared { path, trunk, release, built })
    }
}

/// The same call of cargo that trunk makes, so that it finds everything done.
fn compile(release: bool) -> Result<()> {
    say::line("building the portal …");
    let target = format!("--target={WASM_TARGET}");
    let mut build =
        project::cargo(&["build", &target, "--manifest-path", "web/Cargo.toml", "--bin", "reinstall-portal"]);
    if release {
        build.args(["--profile", "wasm-release"]);
    }
    process::run("cargo build of the portal", &mut build)
}

/// Builds the portal as it is deployed, into this folder.
pub(crate) fn build(dist: &Path) -> Result<()> {
    let portal = PortalSettings { port: 0, source: Source::Release }.prepare()?;
    let lock = portal.lock()?;
    process::run("trunk build", &mut portal.build(dist))?;
    drop(lock);
    Ok(())
}

/// A portal that is compiled and ready to be served.
#[derive(Debug)]
pub(super) struct Prepared {
    path: std::ffi::OsString,
    trunk: PathBuf,
    release: bool,
    /// What is only to be served.
    built: Option<PathBuf>,
}

impl Prepared {
    /// Held while trunk makes its first build: two trunks would write the same files under `target/wasm-bindgen`.
    pub(super) fn lock(&self) -> Result<File> {
        let file = File::create(project::scratch("")?.join("portal.lock"))?;
        file.lock().context("waiting for another start of the portal")?;
        Ok(file)
    }

    /// `trunk build` into this folder.
    fn build(&self, dist: &Path) -> Command {
        let mut command = Command::new(&self.trunk);
        command.arg("build").arg(project::root().join("index.html")).arg("--dist").arg(dist);
        command.env("PATH", &self.path).env("RUST_BACKTRACE", "0").env_remove("NO_COLOR");
        if self.release {
            command.arg("--release");
        }
        command
    }

    /// `trunk serve` on this port, in front of this proxy.
    pub(super) fn serve(&self, port: u16, proxy: &str) -> Result<Command> {
        // A folder per port: two portals do not overwrite each other, nor `trunk build` in `dist`.
        let folder = project::scratch(&format!("portal-{port}"))?;
        process::remove_at_exit(&folder);
        let dist = folder.join("dist");
        // What an earlier run left there must not be mistaken for this one's first build.
        drop(fs::remove_dir_all(&dist));

        let page = match &self.built {
            Some(built) => {
                let page = folder.join("page");
                fs::create_dir_all(&page)?;
                fs::copy(built.join("index.html"), page.join("index.html")).context("the portal is not built")?;
                page
            }
            None => project::root().to_owned(),
        };
        let mut command = Command::new(&self.trunk);
        command
            .arg("serve")
            .arg(page.join("index.html"))
            .arg("--config")
            .arg(config(&folder, proxy, self.built.is_some())?)
            .arg("--dist")
            .arg(&dist)
            .args(["--port", &port.to_string()])
            // Our tools first; trunk takes a wasm-bindgen of exactly the lock file's version, which ours is by its making. Not
            // TRUNK_OFFLINE: that makes cargo offline too, and a dependency added while serving could not be fetched.
            .env("PATH", &self.path)
            // It would append fifty lines about itself to a mistake in a style sheet.
            .env("RUST_BACKTRACE", "0")
            // trunk 0.21 refuses the usual `NO_COLOR=1`.
            .env_remove("NO_COLOR");
        if self.release {
            command.arg("--release");
        }
        if let Some(built) = &self.built {
            command.env(COPY_FROM, built).arg("--no-autoreload").arg("--watch").arg(&page);
        } else {
            for source in ["index.html", "web", "crates/core"] {
                command.arg("--watch").arg(project::root().join(source));
            }
        }
        Ok(command)
    }
}

/// `Trunk.toml` with this run's proxy in it, and with what is built to be copied. trunk's own flag
/// could only add one proxy more to those in the file.
fn config(folder: &Path, proxy: &str, is_built: bool) -> Result<PathBuf> {
    let mut text = fs::read_to_string(project::root().join("Trunk.toml")).context("Trunk.toml")?;
    let mut replace = |old: &str, new: &str| {
        ensure!(text.contains(old), "Trunk.toml does not say {old} any more");
        text = text.replace(old, new);
        Ok(())
    };
    replace(DEFAULT_PROXY, proxy)?;
    if is_built {
        replace(BEFORE_BUILD, COPY)?;
    }
    let file = folder.join("Trunk.toml");
    fs::write(&file, text).with_context(|| file.display().to_string())?;
    Ok(file)
}
