//! The hostname (section 6.1, D5).

use super::Checked;
use crate::issue::{IssueCode, Term};
use crate::path;
use crate::prelude::*;
use crate::report::{Issue, Param};

/// The longest hostname, in characters.
pub const HOSTNAME_MAX_CHARS: usize = 64;

/// The longest part between two dots that DNS takes, in characters.
pub const HOSTNAME_LABEL_MAX_CHARS: usize = 63;

/// What the API names a server whose hostname was left out (D22).
pub const HOSTNAME_DEFAULT: &str = "hostname";

pub(crate) fn check(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    let issue = |code| Issue::new(code, path!["hostname"]);
    let Some(hostname) = checked.request.hostname() else {
        issues.push(issue(IssueCode::HostnameDefault));
        return;
    };
    let length = hostname.chars().count();
    if length > HOSTNAME_MAX_CHARS {
        issues.push(issue(IssueCode::HostnameTooLong).with("max", HOSTNAME_MAX_CHARS).with("actual", length));
    }
    if hostname.chars().any(is_foreign) {
        issues.push(issue(IssueCode::HostnameCharacters).with("characters", foreign_characters(hostname)));
    }
    if length == 1 {
        issues.push(issue(IssueCode::HostnameOneCharacter));
    }
    if hostname.starts_with(['-', '.']) || hostname.ends_with(['-', '.']) {
        issues.push(issue(IssueCode::HostnameEdge));
    }
    if hostname.split('.').any(|label| label.chars().count() > HOSTNAME_LABEL_MAX_CHARS) {
        issues.push(issue(IssueCode::HostnameLabelTooLong).with("max", HOSTNAME_LABEL_MAX_CHARS));
    }
}

fn is_foreign(character: char) -> bool {
    !character.is_ascii_alphanumeric() && character != '-' && character != '.'
}

/// How many characters that are not allowed are named.
const FOREIGN_MAX: usize = 8;

/// The first few characters that are not allowed, each once.
fn foreign_characters(hostname: &str) -> Param {
    let mut seen = Vec::with_capacity(FOREIGN_MAX);
    for character in hostname.chars().filter(|character| is_foreign(*character)) {
        if seen.len() < FOREIGN_MAX && !seen.contains(&character) {
            seen.push(character);
        }
    }
    let word = |character| match character {
        ' ' => Param::Term(Term::Space),
        ',' => Param::Term(Term::Comma),
        other => other.to_string().into(),
    };
    seen.into_iter().map(word).collect()
}
