//! Replays the inputs that fuzzing has collected. Searching for new ones is `cargo xtask fuzz`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod fuzzed;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// Runs one target on every file of its committed corpus.
fn replay(target: &str, body: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    let breaks = |path: &&PathBuf| {
        let data = fs::read(path).unwrap();
        catch_unwind(|| body(&data)).is_err()
    };
    let broken: Vec<_> = files.iter().filter(breaks).collect();
    assert!(broken.is_empty(), "promises are broken by {broken:#?}; the panics are above");
}

#[test]
fn any_text_can_be_checked() {
    replay("check_json", fuzzed::check_json);
}

#[test]
fn any_answer_can_be_read() {
    replay("read_answer", fuzzed::read_answer);
}

#[test]
fn any_signed_request_can_be_judged() {
    replay("authorization", fuzzed::authorization);
}
