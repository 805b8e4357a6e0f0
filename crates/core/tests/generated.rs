//! Files that are made from the table of rules: they must be what the table says now.
//!
//! `cargo xtask codegen` writes them (`UPDATE_GENERATED=1`); without it a stale one is a failure.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod render;

use reinstall_core::issue::Locale;
use std::fs;
use std::path::Path;

/// The file at `path` in the clone is `text`.
fn is_current(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    if std::env::var_os("UPDATE_GENERATED").is_some_and(|value| value == "1") {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        return;
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    let line = found.lines().zip(text.lines()).position(|(found, made)| found != made);
    let differs = line.or_else(|| (found != text).then(|| found.lines().count().min(text.lines().count())));
    assert!(differs.is_none(), "{path} is stale from line {}: run `cargo xtask codegen`", differs.unwrap_or(0) + 1);
}

#[test]
fn the_page_of_rules_is_current() {
    is_current("docs/rules.md", &render::rules_page(Locale::En));
}

#[test]
fn the_page_of_rules_in_chinese_is_current() {
    is_current("docs/rules.zh-CN.md", &render::rules_page(Locale::ZhCn));
}

#[test]
fn the_types_are_current() {
    is_current("crates/wasm/types/issues.d.ts", &render::types());
}

#[test]
fn the_table_for_javascript_is_current() {
    is_current("crates/wasm/js/table.js", &render::table());
}

#[test]
fn the_rows_for_javascript_are_current() {
    is_current("crates/wasm/js/issue-codes.js", &render::issue_codes());
    is_current("crates/wasm/js/server-codes.js", &render::server_codes());
}

#[test]
fn the_schema_is_current() {
    is_current("crates/wasm/package/schema.json", &render::schema());
}
