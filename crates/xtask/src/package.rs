//! `cargo xtask package`: the npm package, in `target/npm/package` and packed beside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::project::{self, NPM_CRATE, WASM_TARGET};
use crate::{process, say, tools};

/// The JavaScript of the package.
const SOURCES: &str = "crates/wasm/js";
/// What goes into it as it is: its `package.json`, its README, its types.
const FILES: &str = "crates/wasm/package";

/// How the modules are compiled; Cargo.toml says why.
const PROFILE: &str = "npm-release";

/// Builds and packs; gives back the tarball.
pub(crate) fn run() -> Result<PathBuf> {
    tools::wasm_target()?;
    let esbuild = tools::npm_test_packages()?.join("node_modules/.bin/esbuild");
    let made = project::scratch("npm")?;
    let module = small_module(&made)?;

    let out = project::root().join("target/npm");
    let package = out.join("package");
    drop(fs::remove_dir_all(&out));
    fs::create_dir_all(&package)?;
    // The JavaScript as it is written, beside what was made: so that each imports the other by a plain name.
    let bundled = made.join("src");
    drop(fs::remove_dir_all(&bundled));
    copy(&project::root().join(SOURCES), &bundled)?;
    fs::write(bundled.join("bytes.js"), as_script(&fs::read(&module)?))?;
    for (format, extension) in [("esm", "js"), ("cjs", "cjs")] {
        let mut command = Command::new(&esbuild);
        command
            .arg(bundled.join("validate.js"))
            .args(["--bundle", "--charset=utf8", "--target=es2022", "--legal-comments=none", "--log-level=warning"])
            // Names stay, so that a stack trace can be read; blanks and comments go.
            .args(["--minify-whitespace", "--minify-syntax"])
            .arg(format!("--format={format}"))
            .arg(format!("--outfile={}", package.join(format!("validate.{extension}")).display()))
            .current_dir(project::root());
        process::run("esbuild", &mut command)?;
        // Not bundled: a bundler can then leave out each file that is not used.
        let index = package.join(format!("index.{extension}"));
        let mut command = Command::new(&esbuild);
        command.arg(bundled.join("index.js")).args([
            "--log-level=warning",
            &format!("--format={format}"),
            &format!("--outfile={}", index.display()),
        ]);
        process::run("esbuild", &mut command)?;
        let script = fs::read_to_string(&index)?;
        fs::write(&index, script.replace("./validate.js", &format!("./validate.{extension}")))?;
    }
    copy(&project::root().join(FILES), &package)?;
    fs::copy(project::root().join("crates/wasm/types/issues.d.ts"), package.join("issues.d.ts"))?;
    // What a user of `require` gets is typed as CommonJS, or TypeScript takes it for something else than it is.
    for name in ["index", "issues", "request", "validate"] {
        let types = fs::read_to_string(package.join(format!("{name}.d.ts")))?;
        fs::write(package.join(format!("{name}.d.cts")), types.replace(".js\";", ".cjs\";"))?;
    }
    for license in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(project::root().join(license), package.join(license))?;
    }
    let mut pack = Command::new("npm");
    pack.args(["pack", "--silent", "--pack-destination"]).arg(&out).current_dir(&package);
    let lines = process::run_for_data("npm pack", &mut pack)?;
    let tarball = out.join(lines.last().context("npm pack named no file")?.trim());
    say::line(&format!("packed {}", tarball.display()));
    Ok(tarball)
}

/// The module that only checks: built, bound, made small.
fn small_module(made: &Path) -> Result<PathBuf> {
    // Of this one kind alone: beside an rlib, cargo optimises a cdylib crate by crate.
    let mut build = project::cargo(&["rustc", "--locked", "--profile", PROFILE, "--target", WASM_TARGET]);
    build.args(["-p", NPM_CRATE, "--no-default-features", "--lib", "--crate-type", "cdylib"]);
    process::run("cargo rustc", &mut build)?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| project::root().join("target"), PathBuf::from);
    let built = target.join(WASM_TARGET).join(PROFILE).join("reinstall_wasm.wasm");
    let glue = made.join("glue");
    let mut bind = Command::new(tools::wasm_bindgen()?.join("wasm-bindgen"));
    bind.args(["--target", "web", "--no-typescript", "--out-name", "validate", "--out-dir"]).arg(&glue).arg(&built);
    process::run("wasm-bindgen", &mut bind)?;
    let small = glue.join("small.wasm");
    let mut optimise = Command::new(tools::wasm_opt()?.join("wasm-opt"));
    optimise
        .args(["-Oz", "--strip-debug", "--strip-producers"])
        .arg(glue.join("validate_bg.wasm"))
        .arg("-o")
        .arg(&small);
    process::run("wasm-opt", &mut optimise)?;
    Ok(small)
}

/// Every file of a folder into another one.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("{}", from.display()))? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

/// Bytes as a part of a script, so that nothing is left to fetch and nothing to wait for. Each is a character of the same
/// number: compressed that is a twentieth more than the bytes themselves, where base64 is a third more.
fn as_script(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for &byte in bytes {
        match byte {
            b'"' | b'\\' => text.extend(['\\', char::from(byte)]),
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            0 => text.push_str("\\x00"),
            _ => text.push(char::from(byte)),
        }
    }
    format!("export const BYTES = \"{text}\";\n")
}
