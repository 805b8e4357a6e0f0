//! Names of the network interfaces (section 7.3).

use super::Checked;
use crate::issue::{IssueCode, Term};
use crate::path;
use crate::prelude::*;
use crate::report::Issue;

/// The shortest name, in characters.
pub const NIC_NAME_MIN_CHARS: usize = 4;

/// The longest name, in characters.
pub const NIC_NAME_MAX_CHARS: usize = 10;

/// One of the two interfaces: what its name is called, and what it must not begin with (D10).
struct Interface {
    member: &'static str,
    which: Term,
    foreign_prefix: &'static str,
}

const PUBLIC: Interface = Interface { member: "wanName", which: Term::PublicInterface, foreign_prefix: "lan" };
const PRIVATE: Interface = Interface { member: "lanName", which: Term::PrivateInterface, foreign_prefix: "wan" };

pub(crate) fn check(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    let (wan, lan) = (checked.request.wan_name(), checked.request.lan_name());
    for (interface, name) in [(PUBLIC, wan), (PRIVATE, lan)] {
        if let Some(name) = name {
            check_name(checked, &interface, name, issues);
        }
    }
    equal(checked, wan, lan, issues);
}

fn check_name(checked: &Checked<'_>, interface: &Interface, name: &str, issues: &mut Vec<Issue>) {
    let issue = |code| Issue::new(code, path!["nic", interface.member]);
    let well_formed = (NIC_NAME_MIN_CHARS..=NIC_NAME_MAX_CHARS).contains(&name.chars().count())
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric());
    if !well_formed {
        issues.push(issue(IssueCode::NicNameMalformed).with("min", NIC_NAME_MIN_CHARS).with("max", NIC_NAME_MAX_CHARS));
    }
    let prefix = interface.foreign_prefix;
    if name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)) {
        // The rule is stated for non-HA models only, and in lower case.
        let certain =
            name.starts_with(prefix) && checked.context.instance_type().and_then(|model| model.is_ha) == Some(false);
        let code = if certain { IssueCode::NicNamePrefix } else { IssueCode::NicNamePrefixUnusual };
        issues.push(issue(code).with("which", interface.which).with("prefix", prefix));
    }
}

/// A name that is left out takes the model's default before the two are compared.
fn equal(checked: &Checked<'_>, wan: Option<&str>, lan: Option<&str>, issues: &mut Vec<Issue>) {
    if checked.unread(&steps!["nic", "wanName"]) || checked.unread(&steps!["nic", "lanName"]) {
        return;
    }
    // The issue sits on a field that was filled in, so that there is something to change.
    let issue = |code, here: &Interface, other: &Interface, name: &str| {
        Issue::new(code, path!["nic", here.member]).with("name", name.to_owned()).related_to(path!["nic", other.member])
    };
    let defaults = checked.context.instance_type().and_then(|model| model.default_nic_names());
    match (wan, lan, defaults) {
        (Some(wan), Some(lan), _) if wan == lan => {
            issues.push(issue(IssueCode::NicNamesEqual, &PRIVATE, &PUBLIC, lan));
        }
        (None, Some(lan), Some((default, _))) if lan == default => {
            let issue = issue(IssueCode::NicNameIsOtherDefault, &PRIVATE, &PUBLIC, lan);
            issues.push(issue.with("which", PUBLIC.which));
        }
        (Some(wan), None, Some((_, default))) if wan == default => {
            let issue = issue(IssueCode::NicNameIsOtherDefault, &PUBLIC, &PRIVATE, wan);
            issues.push(issue.with("which", PRIVATE.which));
        }
        _ => {}
    }
}
