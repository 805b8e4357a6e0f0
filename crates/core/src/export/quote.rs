//! A text as a literal of each language. All but a shell's words are ASCII on one line: neither a newline nor a character
//! that changes the direction of writing can make the code look like something that it is not.

use crate::prelude::*;

/// A character that every language here shows as it is between double quotes.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~') && c != '"' && c != '\\'
}

fn push_hex(into: &mut String, number: u32, digits: u32) {
    for place in (0..digits).rev() {
        into.extend(char::from_digit(number >> (4 * place) & 15, 16));
    }
}

/// What JSON writes between its quotes. The apostrophe is escaped too, so that a shell can have it between its own.
pub(super) fn json_inner(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if is_plain(c) && c != '\'' => out.push(c),
            c => {
                for &unit in c.encode_utf16(&mut [0; 2]).iter() {
                    out.push_str("\\u");
                    push_hex(&mut out, unit.into(), 4);
                }
            }
        }
    }
    out
}

/// A JSON string.
pub(super) fn json(text: &str) -> String {
    format!("\"{}\"", json_inner(text))
}

/// A string literal of Python and of Go, which agree on all that is used here.
pub(super) fn code(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_plain(c) => out.push(c),
            c => push_escaped(&mut out, c),
        }
    }
    out.push('"');
    out
}

/// Four digits where they are enough, or else eight.
fn push_escaped(into: &mut String, c: char) {
    let (mark, digits) = if u32::from(c) > 0xffff { ("\\U", 8) } else { ("\\u", 4) };
    into.push_str(mark);
    push_hex(into, c.into(), digits);
}

/// A string of Terraform's language: `${` and `%{` would begin a template, so their first character is escaped.
pub(super) fn hcl(text: &str) -> String {
    code(text).replace("${", "\\u0024{").replace("%{", "\\u0025{")
}

/// A word of a POSIX shell. Everything but the apostrophe is itself between apostrophes.
/// NUL cannot be part of a shell's word: see [`super::cli`].
pub(super) fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
