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

/// The module of `./slim`, as a file.
const WASM_FILE: &str = "zenlayer_reinstall.wasm";

/// A file of the package: what it is made of, and what it imports from beside it.
struct Part {
    name: &'static str,
    /// Where its module comes from: a file of [`SOURCES`] and how that is built. None for what needs no module.
    module: Option<(&'static str, &'static Kind)>,
}

/// A module: everything, or the check alone.
struct Kind {
    name: &'static str,
    /// How it is compiled; Cargo.toml says why.
    profile: &'static str,
    /// How wasm-opt makes it quicker and smaller.
    level: &'static str,
    features: &'static [&'static str],
}

const CHECK: Kind = Kind { name: "check", profile: "npm-release", level: "-O3", features: &[] };
const WHOLE: Kind = Kind { name: "whole", profile: "wasm-release", level: "-Oz", features: &["--features", "whole"] };

/// Each is a file, so that a bundler can leave out what is not used, and so that nothing is there twice. A file imports the
/// others of this list as they are.
const PARTS: &[Part] = &[
    Part { name: "shared", module: None },
    Part { name: "json-schema", module: None },
    Part { name: "issue-codes", module: None },
    Part { name: "explain", module: None },
    Part { name: "validate", module: Some(("inline.js", &CHECK)) },
    Part { name: "api", module: Some(("inline.js", &WHOLE)) },
];

/// What is not put together of parts, but has the modules' JavaScript in it: one module for all.
const SLIM: Part = Part { name: "slim", module: Some(("given.js", &WHOLE)) };

/// Builds and packs; gives back the tarball.
pub(crate) fn run() -> Result<PathBuf> {
    tools::wasm_target()?;
    let esbuild = tools::npm_test_packages()?.join("node_modules/.bin/esbuild");
    let made = project::scratch("npm")?;
    for kind in [&CHECK, &WHOLE] {
        module(&made, kind)?;
    }

    let out = project::root().join("target/npm");
    let package = out.join("package");
    drop(fs::remove_dir_all(&out));
    fs::create_dir_all(&package)?;
    project::copy_all(&project::root().join(FILES), &package)?;
    fs::copy(made.join("whole/module.wasm"), package.join(WASM_FILE))?;
    let apart: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
    for part in PARTS {
        bundle(&esbuild, &made, &package, part, &apart)?;
    }
    let data: Vec<&str> = PARTS.iter().filter(|part| part.module.is_none()).map(|part| part.name).collect();
    bundle(&esbuild, &made, &package, &SLIM, &data)?;
    for (format, extension) in FORMATS {
        // Not bundled: it only says where everything is.
        let index = package.join(format!("index.{extension}"));
        let mut command = Command::new(&esbuild);
        command.arg(project::root().join(SOURCES).join("index.js"));
        command.args(["--log-level=warning", &format!("--format={format}"), &format!("--outfile={}", index.display())]);
        process::run("esbuild", &mut command)?;
        rename_imports(&index, &apart, extension)?;
    }
    fs::copy(project::root().join("crates/wasm/types/issues.d.ts"), package.join("issues.d.ts"))?;
    // What a user of `require` gets is typed as CommonJS, or TypeScript takes it for something else than it is.
    for entry in fs::read_dir(&package)? {
        let path = entry?.path();
        let Some(name) = path.to_str().and_then(|path| path.strip_suffix(".d.ts")) else { continue };
        fs::write(format!("{name}.d.cts"), fs::read_to_string(&path)?.replace(".js\";", ".cjs\";"))?;
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

/// What esbuild calls it, and how the files end.
const FORMATS: [(&str, &str); 2] = [("esm", "js"), ("cjs", "cjs")];

/// Puts one file of the package together, for both kinds of users. What is `apart` stays an import.
fn bundle(esbuild: &Path, made: &Path, package: &Path, part: &Part, apart: &[&str]) -> Result<()> {
    // The JavaScript as it is written, beside what was made: so that each imports the other by a plain name.
    let sources = made.join("src").join(part.name);
    drop(fs::remove_dir_all(&sources));
    project::copy_all(&project::root().join(SOURCES), &sources)?;
    fs::copy(project::root().join(FILES).join("schema.json"), sources.join("schema.json"))?;
    if let Some((instance, kind)) = part.module {
        let module = made.join(kind.name);
        fs::copy(sources.join(instance), sources.join("instance.js"))?;
        fs::write(sources.join("bytes.js"), as_script(&fs::read(module.join("module.wasm"))?))?;
    }
    for (format, extension) in FORMATS {
        let file = package.join(format!("{}.{extension}", part.name));
        let mut command = Command::new(esbuild);
        command
            .arg(sources.join(format!("{}.js", part.name)))
            .args(["--bundle", "--charset=utf8", "--target=es2022", "--legal-comments=none", "--log-level=warning"])
            // Names stay, so that a stack trace can be read; blanks and comments go.
            .args(["--minify-whitespace", "--minify-syntax"])
            // The bytes as a plain text: in a template, minifiers of some years (swc, in Next 15 and Parcel 2) break them.
            .arg("--supported:template-literal=false")
            .arg(format!("--format={format}"))
            .args(apart.iter().filter(|name| **name != part.name).map(|name| format!("--external:*/{name}.js")))
            .arg(format!("--outfile={}", file.display()))
            .current_dir(project::root());
        process::run("esbuild", &mut command)?;
        rename_imports(&file, apart, extension)?;
    }
    Ok(())
}

/// Lets a file import those beside it by the names that they have.
fn rename_imports(file: &Path, names: &[&str], extension: &str) -> Result<()> {
    let script = fs::read_to_string(file)?;
    let renamed = names
        .iter()
        .fold(script, |script, name| script.replace(&format!("\"./{name}.js\""), &format!("\"./{name}.{extension}\"")));
    Ok(fs::write(file, renamed)?)
}

/// Builds a module, binds it, makes it small: `module.wasm`.
fn module(made: &Path, kind: &Kind) -> Result<()> {
    // Of this one kind alone: beside an rlib, cargo optimises a cdylib crate by crate.
    let mut build = project::cargo(&["rustc", "--locked", "--profile", kind.profile, "--target", WASM_TARGET]);
    build.args(["-p", NPM_CRATE, "--no-default-features", "--lib", "--crate-type", "cdylib"]).args(kind.features);
    process::run("cargo rustc", &mut build)?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| project::root().join("target"), PathBuf::from);
    let built = target.join(WASM_TARGET).join(kind.profile).join("reinstall_wasm.wasm");
    let out = made.join(kind.name);
    let mut bind = Command::new(tools::wasm_bindgen()?.join("wasm-bindgen"));
    bind.args(["--target", "web", "--no-typescript", "--out-name", "glue", "--out-dir"]).arg(&out).arg(&built);
    process::run("wasm-bindgen", &mut bind)?;
    let mut optimise = Command::new(tools::wasm_opt()?.join("wasm-opt"));
    optimise
        .args([kind.level, "--strip-debug", "--strip-producers"])
        .arg(out.join("glue_bg.wasm"))
        .arg("-o")
        .arg(out.join("module.wasm"));
    process::run("wasm-opt", &mut optimise)?;
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
