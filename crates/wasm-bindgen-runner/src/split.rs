//! Cuts a module in parts that are fetched when they are first wanted, on its way into wasm-bindgen: afterwards nobody
//! knows any more who refers to whom, and before it there is no place for a hook in trunk.
//!
//! The parts go into `snippets/`, the one folder beside the program that trunk delivers, under a name made of the content.

use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

/// What an import is called in a module that is to be cut.
const MARK: &[u8] = b"__wasm_split_00";
/// How the loader of the parts would reach the program. trunk gives the program a name that nobody knows yet.
const BY_NAME: &str = "import { initSync } from \"./main.js\";";
/// How the loader fetches a part.
const FETCH: &str = "fetch(new URL(";
/// Fetches the parts at once where the page says that it needs them all (`data-parts="all"` on its root), beside the program
/// and not after it. A fetch that failed is not taken twice.
const EARLY: &str = r#"
const begun = new Map();
function fetchPart(url) {
    const answer = begun.get(url.href) ?? fetch(url);
    begun.delete(url.href);
    return answer;
}
if (document.documentElement.dataset.parts === "all") {
    for (const part of PARTS) {
        const url = new URL(part, import.meta.url);
        const answer = fetch(url);
        answer.catch(() => {});
        begun.set(url.href, answer);
    }
}
"#;
/// How it does reach it: the program, which imports the loader anyway, hands itself over.
const BY_HAND: &str = "let initSync;\nexport function program(init) { initSync = init; }";

/// wasm-bindgen, as it was called; for a module that is to be cut, as trunk calls it.
pub(crate) fn bind(mut arguments: Vec<OsString>) -> Result<()> {
    let value = |name: &str| arguments.iter().find_map(|text| text.to_str()?.strip_prefix(name).map(str::to_owned));
    let input = arguments.iter().position(|text| Path::new(text).extension().is_some_and(|ending| ending == "wasm"));
    let (Some(input), Some(out), Some(name)) = (input, value("--out-dir="), value("--out-name=")) else {
        return wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments);
    };
    let out = Path::new(&out);
    // Those of an earlier build.
    drop(fs::remove_dir_all(out.join("snippets")));
    let module = fs::read(&arguments[input]).with_context(|| format!("{}", arguments[input].display()))?;
    if !module.windows(MARK.len()).any(|bytes| bytes == MARK) {
        return wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments);
    }

    let mut hasher = DefaultHasher::new();
    module.hash(&mut hasher);
    let folder = format!("./snippets/{:016x}", hasher.finish());
    let link = format!("{folder}/parts.js");
    fs::create_dir_all(out.join(&folder))?;
    let main = out.join(format!("{name}.main.wasm"));
    let mut options = Options::new(&module);
    options.output_dir = out;
    options.main_out_path = &main;
    options.link_name = &link;
    let parts = transform(options).map_err(|error| anyhow!("the module cannot be cut: {error:?}"))?.split_modules;

    arguments[input] = main.clone().into();
    // Among them the table of functions, which all parts share.
    arguments.push("--keep-lld-exports".into());
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments)?;
    fs::remove_file(main)?;

    let loader = fs::read_to_string(out.join(&link))?;
    ensure!(loader.contains(BY_NAME), "the loader of the parts does not import the program as it used to");
    ensure!(loader.contains(FETCH), "the loader of the parts does not fetch them as it used to");
    let names: Vec<String> =
        parts.iter().filter_map(|part| Some(format!("\"./{}\"", part.file_name()?.to_str()?))).collect();
    let loader = loader.replace(BY_NAME, BY_HAND).replace(FETCH, "fetchPart(new URL(");
    fs::write(out.join(&link), format!("const PARTS = [{}];{EARLY}{loader}", names.join(", ")))?;
    let program = out.join(format!("{name}.js"));
    let script = fs::read_to_string(&program)?;
    fs::write(&program, format!("{script}\nimport {{ program }} from \"{link}\";\nprogram(initSync);\n"))?;
    for part in parts {
        let file = part.file_name().context("a part without a name")?;
        // trunk knows of the main part only.
        let status =
            Command::new("wasm-opt").arg("-Oz").arg(&part).arg("-o").arg(out.join(&folder).join(file)).status();
        ensure!(status.context("wasm-opt is not on PATH: build with cargo xtask")?.success(), "wasm-opt failed");
        fs::remove_file(part)?;
    }
    Ok(())
}
