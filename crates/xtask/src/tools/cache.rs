//! Where tools are kept, and how they get there: built beside, then moved in whole.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::say;

/// The folder of all tools: `$REINSTALL_TOOLS_DIR`, else `zenlayer-reinstall` in the user's cache folder.
fn root() -> Result<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(dir) = set("REINSTALL_TOOLS_DIR") {
        return std::path::absolute(dir).context("REINSTALL_TOOLS_DIR is not a usable path");
    }
    let caches = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")));
    match caches {
        Some(caches) => Ok(caches.join("zenlayer-reinstall")),
        None => bail!("neither HOME nor XDG_CACHE_HOME is set: set REINSTALL_TOOLS_DIR to a folder for tools"),
    }
}

/// The folder of the tool `key`, after `install` has filled it if it did not exist yet.
///
/// `cost` is what the developer should know before waiting, with a comma before it, or nothing.
///
/// `install` gets a folder beside the final one; only when it succeeds is that folder moved into place, so a tool is
/// there completely or not at all. A second run that needs the same tool waits for the first.
pub(crate) fn ensure(key: &str, what: &str, cost: &str, install: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let root = root()?;
    let place = root.join(key);
    if place.is_dir() {
        return Ok(place);
    }
    let unusable = || format!("cannot write to {} (REINSTALL_TOOLS_DIR can name another folder)", root.display());
    fs::create_dir_all(&root).with_context(unusable)?;
    let _lock = lock(&root.join(format!(".{key}.lock")), what).with_context(unusable)?;
    if place.is_dir() {
        return Ok(place);
    }
    let making = root.join(format!(".{key}.making"));
    if making.exists() {
        // What an interrupted run left. Nobody else is at it: we hold the lock.
        fs::remove_dir_all(&making).with_context(unusable)?;
    }
    fs::create_dir_all(&making).with_context(unusable)?;
    say::line(&format!("installing {what} into {} (once{cost}) …", place.display()));
    let started = Instant::now();
    install(&making).with_context(|| format!("cannot install {what}"))?;
    fs::rename(&making, &place).with_context(unusable)?;
    say::line(&format!("installed {what} in {}", say::duration(started.elapsed())));
    Ok(place)
}

/// Takes the lock of one tool; it is released when the file is closed, also by a crash.
fn lock(path: &Path, what: &str) -> Result<File> {
    let file = File::create(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            say::line(&format!("waiting: another run is installing {what} …"));
            file.lock()?;
        }
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    Ok(file)
}

/// A short fingerprint of what a tool is made from (FNV-1a): tells versions apart, proves nothing.
pub(crate) fn fingerprint(parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_tells_parts_apart() {
        assert_eq!(fingerprint(&["a", "b"]), fingerprint(&["a", "b"]));
        assert_ne!(fingerprint(&["a", "b"]), fingerprint(&["ab", ""]));
        assert_ne!(fingerprint(&["a", "b"]), fingerprint(&["b", "a"]));
    }
}
