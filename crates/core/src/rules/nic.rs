//! Names of the network interfaces (section 7.3).

use super::{Checked, Found, Value, characters, member};
use crate::issue::{IssueCode, Term};
use crate::read::{LAN_NAME, NIC, Number, Place, WAN_NAME};

/// The shortest name, in characters.
pub const NIC_NAME_MIN_CHARS: usize = 4;

/// The longest name, in characters.
pub const NIC_NAME_MAX_CHARS: usize = 10;

/// One of the two interfaces: what its name is called, and what it must not begin with (D10).
struct Interface {
    member: Number,
    which: Term,
    foreign_prefix: &'static str,
}

const PUBLIC: Interface = Interface { member: WAN_NAME, which: Term::PublicInterface, foreign_prefix: "lan" };
const PRIVATE: Interface = Interface { member: LAN_NAME, which: Term::PrivateInterface, foreign_prefix: "wan" };

impl Interface {
    const fn place(&self) -> Place {
        member(NIC).member(self.member)
    }
}

pub(crate) fn check(checked: &Checked<'_>, found: &mut Found<'_>) {
    let (wan, lan) = (checked.request.wan_name(), checked.request.lan_name());
    for (interface, name) in [(PUBLIC, wan), (PRIVATE, lan)] {
        if let Some(name) = name {
            check_name(checked, &interface, name, found);
        }
    }
    equal(checked, wan, lan, found);
}

fn check_name(checked: &Checked<'_>, interface: &Interface, name: &str, found: &mut Found<'_>) {
    let mut issue = |code, values: &[Value<'_>]| found.add(code, interface.place(), values);
    let well_formed = (NIC_NAME_MIN_CHARS..=NIC_NAME_MAX_CHARS).contains(&characters(name))
        && name.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !well_formed {
        issue(IssueCode::NicNameMalformed, &[Value::count(NIC_NAME_MIN_CHARS), Value::count(NIC_NAME_MAX_CHARS)]);
    }
    let prefix = interface.foreign_prefix;
    if name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)) {
        // The rule is stated for non-HA models only, and in lower case.
        let certain =
            name.starts_with(prefix) && checked.context.instance_type().and_then(|model| model.is_ha) == Some(false);
        let code = if certain { IssueCode::NicNamePrefix } else { IssueCode::NicNamePrefixUnusual };
        issue(code, &[Value::Term(interface.which), Value::Text(prefix)]);
    }
}

/// A name that is left out takes the model's default before the two are compared.
fn equal(checked: &Checked<'_>, wan: Option<&str>, lan: Option<&str>, found: &mut Found<'_>) {
    if checked.unread(PUBLIC.place()) || checked.unread(PRIVATE.place()) {
        return;
    }
    // The issue sits on a field that was filled in, so that there is something to change.
    let mut issue = |code, here: Interface, other: Interface, name: &str| {
        // Only the second message mentions which interface the other one is.
        let values = [Value::Text(name), Value::Term(other.which)];
        let count = if code == IssueCode::NicNamesEqual { 1 } else { 2 };
        found.add_related(code, here.place(), values.get(..count).unwrap_or_default(), &[other.place()]);
    };
    let defaults = checked.context.instance_type().and_then(|model| model.default_nic_names());
    match (wan, lan, defaults) {
        (Some(wan), Some(lan), _) if wan == lan => {
            issue(IssueCode::NicNamesEqual, PRIVATE, PUBLIC, lan);
        }
        (None, Some(lan), Some((default, _))) if lan == default => {
            issue(IssueCode::NicNameIsOtherDefault, PRIVATE, PUBLIC, lan);
        }
        (Some(wan), None, Some((_, default))) if wan == default => {
            issue(IssueCode::NicNameIsOtherDefault, PUBLIC, PRIVATE, wan);
        }
        _ => {}
    }
}
