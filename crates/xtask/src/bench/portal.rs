//! `cargo xtask bench portal`: what the portal costs whoever opens it, as it is deployed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

use crate::{process, project, say, stack, tools};

/// What the first visit of the lightest console of its kind transfers, in bytes, compressed with brotli. A first visit of
/// the portal must stay below.
const LIMIT: u64 = 186_000;

/// Compresses each file as a server does that has all the time in the world, and prints its three sizes as JSON. Node has
/// both ways built in.
const SIZES: &str = r#"
const { readFileSync } = require("node:fs");
const { brotliCompressSync, gzipSync, constants } = require("node:zlib");
const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
const sizes = process.argv.slice(1).map((file) => {
  const bytes = readFileSync(file);
  return [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, { params }).length];
});
console.log(JSON.stringify(sizes));
"#;

/// Builds the portal and measures it: what it weighs, then, in a browser, how quick it is.
pub(super) fn run(json: Option<&Path>, arguments: &[String]) -> Result<()> {
    let dist = project::scratch("bench-portal")?.join("dist");
    drop(fs::remove_dir_all(&dist));
    stack::build_portal(&dist)?;
    // Too heavy a portal is measured all the same.
    let weight = weight(&dist);
    quickness(&dist, json, arguments)?;
    weight
}

/// Lighthouse's scores, long tasks while typing, frames while filtering: `tests/bench`.
fn quickness(dist: &Path, json: Option<&Path>, arguments: &[String]) -> Result<()> {
    let tools = tools::portal_bench_packages()?;
    let programs = project::build_binaries(&["reinstall-proxy", "reinstall-sandbox"], &["--release"])?;
    let [proxy, sandbox] = programs.as_slice() else { bail!("cargo built {} programs of two", programs.len()) };
    let mut node = Command::new("node");
    node.arg(tools.join("run.mjs")).arg("--dist").arg(dist);
    node.env("CHROMIUM_BIN", tools::chromium()?).env("PROXY_BIN", proxy).env("SANDBOX_BIN", sandbox);
    if let Some(path) = json {
        node.arg("--json").arg(std::path::absolute(path)?);
    }
    process::run("node run.mjs", node.args(arguments))
}

/// What is transferred, file by file.
fn weight(dist: &Path) -> Result<()> {
    let mut all = Vec::new();
    list(dist, dist, &mut all)?;
    let first = first_visit(dist, &all)?;
    let later: Vec<PathBuf> = all.into_iter().filter(|file| !first.contains(file)).collect();
    let first: Vec<PathBuf> = first.into_iter().collect();
    say::line("bytes                                                   raw      gzip    brotli");
    let brotli = table("a first visit", dist, &first)?;
    table("when it is wanted", dist, &later)?;
    ensure!(brotli < LIMIT, "a first visit transfers {brotli} bytes, allowed are fewer than {LIMIT}");
    Ok(())
}

/// Prints a row for each file and one for their sum; gives the sum's last column.
fn table(title: &str, dist: &Path, files: &[PathBuf]) -> Result<u64> {
    let mut node = Command::new("node");
    node.args(["-e", SIZES]).args(files.iter().map(|file| dist.join(file)));
    let lines = process::run_for_data("node", &mut node)?;
    let sizes: Vec<[u64; 3]> = serde_json::from_str(lines.last().context("node printed nothing")?)?;
    let row = |name: &str, [raw, gzip, brotli]: [u64; 3]| {
        say::line(&format!("{name:<48} {raw:>10} {gzip:>9} {brotli:>9}"));
    };
    for (file, sizes) in files.iter().zip(&sizes) {
        row(&format!("  {}", file.display()), *sizes);
    }
    let sum = sizes.iter().fold([0; 3], |sum, sizes| [sum[0] + sizes[0], sum[1] + sizes[1], sum[2] + sizes[2]]);
    row(title, sum);
    Ok(sum[2])
}

/// Every file below a folder, relative to the whole.
fn list(dist: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(dist, &path, files)?;
        } else {
            files.push(path.strip_prefix(dist)?.to_owned());
        }
    }
    files.sort();
    Ok(())
}

/// The page, what it names, and what the scripts among those import at once.
fn first_visit(dist: &Path, all: &[PathBuf]) -> Result<BTreeSet<PathBuf>> {
    let page = PathBuf::from("index.html");
    let text = fs::read_to_string(dist.join(&page))?;
    let named = |file: &&PathBuf| text.contains(&format!("/{}\"", file.display()));
    let mut open: Vec<PathBuf> = all.iter().filter(named).cloned().collect();
    ensure!(open.len() >= 4, "the page names {open:?}: where are program, module, style sheet and start.js?");
    let mut found = BTreeSet::from([page]);
    while let Some(file) = open.pop() {
        if file.extension().is_some_and(|ending| ending == "js") {
            let script = fs::read_to_string(dist.join(&file))?;
            let imports = |other: &&PathBuf| {
                let name = other.strip_prefix(file.parent().unwrap_or(Path::new(""))).unwrap_or(other).display();
                script.contains(&format!("from \"./{name}\"")) || script.contains(&format!("from './{name}'"))
            };
            open.extend(all.iter().filter(imports).filter(|other| !found.contains(*other)).cloned());
        }
        found.insert(file);
    }
    Ok(found)
}
