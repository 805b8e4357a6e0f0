//! The hostname (section 6.1, D5).

use super::{Checked, Found, Value, characters, member};
use crate::issue::{IssueCode, Term};
use crate::prelude::*;
use crate::read::HOSTNAME;

/// The longest hostname, in characters.
pub const HOSTNAME_MAX_CHARS: usize = 64;

/// The longest part between two dots that DNS takes, in characters.
pub const HOSTNAME_LABEL_MAX_CHARS: usize = 63;

/// What the API names a server whose hostname was left out (D22).
pub const HOSTNAME_DEFAULT: &str = "hostname";

pub(crate) fn check(checked: &Checked<'_>, found: &mut Found<'_>) {
    let mut issue = |code, values: &[Value<'_>]| found.add(code, member(HOSTNAME), values);
    let Some(hostname) = checked.request.hostname() else {
        issue(IssueCode::HostnameDefault, &[]);
        return;
    };
    let length = characters(hostname);
    if length > HOSTNAME_MAX_CHARS {
        issue(IssueCode::HostnameTooLong, &[Value::count(HOSTNAME_MAX_CHARS), Value::count(length)]);
    }
    if hostname.bytes().any(is_foreign) {
        foreign_characters(hostname, &mut |characters| issue(IssueCode::HostnameCharacters, &[characters]));
    }
    if length == 1 {
        issue(IssueCode::HostnameOneCharacter, &[]);
    }
    let edges = [hostname.as_bytes().first(), hostname.as_bytes().last()];
    if edges.iter().any(|edge| matches!(edge, Some(b'-' | b'.'))) {
        issue(IssueCode::HostnameEdge, &[]);
    }
    if longest_label(hostname) > HOSTNAME_LABEL_MAX_CHARS {
        issue(IssueCode::HostnameLabelTooLong, &[Value::count(HOSTNAME_LABEL_MAX_CHARS)]);
    }
}

/// Each byte of a character beyond ASCII is.
const fn is_foreign(byte: u8) -> bool {
    !(byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.')
}

/// The length of the longest part between two dots, in characters.
fn longest_label(hostname: &str) -> usize {
    let (mut longest, mut length) = (0, 0);
    for byte in hostname.bytes() {
        length = match byte {
            b'.' => 0,
            // A character goes on.
            0x80..0xc0 => length,
            _ => length + 1,
        };
        longest = longest.max(length);
    }
    longest
}

/// How many characters that are not allowed are named.
const FOREIGN_MAX: usize = 8;

/// Tells the first few characters that are not allowed, each once.
fn foreign_characters(hostname: &str, tell: &mut dyn FnMut(Value<'_>)) {
    let mut seen: Vec<&str> = Vec::with_capacity(FOREIGN_MAX);
    for (at, character) in hostname.char_indices() {
        let text = hostname.get(at..at + character.len_utf8()).unwrap_or_default();
        if text.bytes().all(is_foreign) && seen.len() < FOREIGN_MAX && !seen.contains(&text) {
            seen.push(text);
        }
    }
    let mut values = [Value::Number(0); FOREIGN_MAX];
    for (value, text) in values.iter_mut().zip(&seen) {
        *value = match *text {
            " " => Value::Term(Term::Space),
            "," => Value::Term(Term::Comma),
            other => Value::Text(other),
        };
    }
    tell(Value::List(values.get(..seen.len()).unwrap_or_default()));
}
