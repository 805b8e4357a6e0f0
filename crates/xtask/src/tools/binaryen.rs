//! wasm-opt from binaryen: makes the released module a third smaller.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use serde_json::json;

use super::{BINARYEN, BINARYEN_INTEGRITY, cache, npm};

/// The folder that holds `wasm-opt`.
pub(crate) fn wasm_opt() -> Result<PathBuf> {
    let place = cache::ensure(&format!("binaryen-{BINARYEN}"), &format!("binaryen {BINARYEN}"), "", |dir| {
        // A lock file made here keeps the pin in one place and still lets npm verify what it downloads.
        let package =
            json!({ "name": "tools", "version": "0.0.0", "private": true, "dependencies": { "binaryen": BINARYEN } });
        let lock = json!({ "name": "tools", "version": "0.0.0", "lockfileVersion": 3, "requires": true, "packages": {
            "": { "name": "tools", "version": "0.0.0", "dependencies": { "binaryen": BINARYEN } },
            "node_modules/binaryen": {
                "version": BINARYEN, "integrity": BINARYEN_INTEGRITY, "bin": { "wasm-opt": "bin/wasm-opt" },
            },
        } });
        fs::write(dir.join("package.json"), package.to_string())?;
        fs::write(dir.join("package-lock.json"), lock.to_string())?;
        npm::install_locked("binaryen", dir)
    })?;
    Ok(place.join("node_modules/.bin"))
}
