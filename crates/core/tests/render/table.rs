//! The table of rules for JavaScript: what turns a verdict of numbers into issues.

use super::types::name;
use reinstall_core::issue::{Field, IssueCode, Locale, Term};
use reinstall_core::read::{ELEMENTS_MAX, NAMES};
use serde_json::json;

/// The file `table.js`.
pub(crate) fn table() -> String {
    let rows: String = IssueCode::ALL
        .iter()
        .map(|code| {
            let row = code.row();
            let params: Vec<&str> = row.params.iter().map(|(name, _)| *name).collect();
            let server = row.server.map(|(code, _)| code.name());
            let line = json!([row.id, name(&row.severity), code.template(Locale::En), params, server]);
            format!("  {line},\n")
        })
        .collect();
    let terms: String =
        Term::ALL.iter().map(|term| format!("  {},\n", json!([term.id(), term.word(Locale::En)]))).collect();
    let names: String = NAMES.iter().map(|name| format!("  {},\n", json!(name))).collect();
    let fields: Vec<&str> =
        Field::ALL.iter().filter(|field| **field != Field::Request).map(|field| field.name()).collect();
    format!(
        "// Made from the core's tables by `cargo xtask codegen`; changes here are lost.

/** Every rule, by its number in a verdict: code, severity, message, names of its params, server code. */
export const RULES = [
{rows}];

/** Every word that a message mentions, by its number: stable name, English. */
export const TERMS = [
{terms}];

/** Every member that is read, by its number less one. */
export const NAMES = [
{names}];

/** Every member of a request, by its number less one. */
export const FIELDS = {};

/** The most list elements that are read of one member. */
export const ELEMENTS_MAX = {ELEMENTS_MAX};

/** What stands between the elements of a list, and for a list without elements. */
export const SEPARATOR = {};
export const NOTHING = {};
",
        json!(fields),
        json!(Locale::En.separator()),
        json!(Locale::En.nothing()),
    )
}
