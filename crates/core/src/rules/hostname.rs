//! The hostname (section 6.1, D5).

use super::Checked;
use crate::issue::IssueCode;
use crate::path;
use crate::report::Issue;
use std::collections::BTreeSet;

/// The longest hostname, in characters.
pub const HOSTNAME_MAX_CHARS: usize = 64;

/// The longest part between two dots that DNS takes, in characters.
pub const HOSTNAME_LABEL_MAX_CHARS: usize = 63;

/// What the API names a server whose hostname was left out (D22).
pub const HOSTNAME_DEFAULT: &str = "hostname";

pub(crate) fn check(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    let path = path!["hostname"];
    let Some(hostname) = checked.request.hostname() else {
        issues.push(Issue::new(IssueCode::HostnameDefault, path));
        return;
    };
    let length = hostname.chars().count();
    if length > HOSTNAME_MAX_CHARS {
        issues.push(
            Issue::new(IssueCode::HostnameTooLong, path.clone()).with("max", HOSTNAME_MAX_CHARS).with("actual", length),
        );
    }
    let foreign = foreign_characters(hostname);
    if !foreign.is_empty() {
        issues.push(Issue::new(IssueCode::HostnameCharacters, path.clone()).with("characters", foreign));
    }
    if length == 1 {
        issues.push(Issue::new(IssueCode::HostnameOneCharacter, path.clone()));
    }
    if hostname.starts_with(['-', '.']) || hostname.ends_with(['-', '.']) {
        issues.push(Issue::new(IssueCode::HostnameEdge, path.clone()));
    }
    if hostname.split('.').any(|label| label.chars().count() > HOSTNAME_LABEL_MAX_CHARS) {
        issues.push(Issue::new(IssueCode::HostnameLabelTooLong, path).with("max", HOSTNAME_LABEL_MAX_CHARS));
    }
}

/// The first few characters that are not allowed, each once, readable.
fn foreign_characters(hostname: &str) -> String {
    let mut seen = BTreeSet::new();
    let shown: Vec<String> = hostname
        .chars()
        .filter(|c| !c.is_ascii_alphanumeric() && *c != '-' && *c != '.')
        .filter(|c| seen.insert(*c))
        .take(8)
        .map(|c| if c == ' ' { "the space".to_owned() } else { c.escape_debug().to_string() })
        .collect();
    shown.join(" ")
}
