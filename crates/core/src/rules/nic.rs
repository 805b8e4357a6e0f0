//! Names of the network interfaces (section 7.3).

use super::Checked;
use crate::issue::IssueCode;
use crate::path;
use crate::report::Issue;

/// The shortest name, in characters.
pub const NIC_NAME_MIN_CHARS: usize = 4;

/// The longest name, in characters.
pub const NIC_NAME_MAX_CHARS: usize = 10;

pub(crate) fn check(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    let (wan, lan) = (checked.request.wan_name(), checked.request.lan_name());
    name(checked, wan, "wanName", "public", "lan", issues);
    name(checked, lan, "lanName", "private", "wan", issues);
    equal(checked, wan, lan, issues);
}

fn name(checked: &Checked<'_>, name: Option<&str>, member: &str, which: &str, prefix: &str, issues: &mut Vec<Issue>) {
    let Some(name) = name else { return };
    let path = path!["nic", member];
    let well_formed = (NIC_NAME_MIN_CHARS..=NIC_NAME_MAX_CHARS).contains(&name.chars().count())
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric());
    if !well_formed {
        issues.push(Issue::new(IssueCode::NicNameMalformed, path.clone()));
    }
    if name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)) {
        // The rule is stated for non-HA models only, and in lower case.
        let certain =
            name.starts_with(prefix) && checked.context.instance_type().and_then(|model| model.is_ha) == Some(false);
        let code = if certain { IssueCode::NicNamePrefix } else { IssueCode::NicNamePrefixUnusual };
        issues.push(Issue::new(code, path).with("which", which).with("prefix", prefix));
    }
}

/// A name that is left out takes the model's default before the two are compared.
fn equal(checked: &Checked<'_>, wan: Option<&str>, lan: Option<&str>, issues: &mut Vec<Issue>) {
    let unread = |name| checked.unread(&path!["nic", name]);
    if wan.is_none() && lan.is_none() || unread("wanName") || unread("lanName") {
        return;
    }
    let defaults = checked.context.instance_type().and_then(|model| model.default_nic_names());
    let wan_name = wan.or(defaults.map(|(default, _)| default));
    let lan_name = lan.or(defaults.map(|(_, default)| default));
    let (Some(wan_name), Some(lan_name)) = (wan_name, lan_name) else { return };
    if wan_name == lan_name {
        let default = match (wan, lan) {
            (None, _) => ", which is the public one's default",
            (_, None) => ", which is the private one's default",
            _ => "",
        };
        // The issue sits on a field that was filled in, so that there is something to change.
        let (path, other) = if lan.is_some() { ("lanName", "wanName") } else { ("wanName", "lanName") };
        issues.push(
            Issue::new(IssueCode::NicNamesEqual, path!["nic", path])
                .with("name", wan_name)
                .with("default", default)
                .related_to(path!["nic", other]),
        );
    }
}
