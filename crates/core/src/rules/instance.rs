//! The instance: named, and of a status that takes a reinstall (sections 6 and 11).

use super::{Checked, Found, Value, member};
use crate::allowed::reinstall_refusal;
use crate::issue::IssueCode;
use crate::machine::InstanceStatus;
use crate::path;
use crate::prelude::*;
use crate::read::INSTANCE_ID;
use crate::report::Issue;

pub(crate) fn check(checked: &Checked<'_>, found: &mut Found<'_>) {
    if checked.request.instance_id().is_none() {
        found.add(IssueCode::InstanceIdMissing, member(INSTANCE_ID), &[]);
    }
    let Some(instance) = checked.context.instance else { return };
    let status = &instance.instance_status;
    let accepted = match status {
        InstanceStatus::InstallFailed => Some(IssueCode::InstanceInstallFailed),
        InstanceStatus::Unknown(_) => Some(IssueCode::InstanceStatusUnknown),
        _ => None,
    };
    if let Some(code) = reinstall_refusal(status).or(accepted) {
        found.add(code, member(INSTANCE_ID), &[Value::Text(status.name())]);
    }
}

/// The issue of a status: one that refuses a reinstall, or about which there is something to know.
pub fn refused(code: IssueCode, status: &InstanceStatus) -> Issue {
    Issue::new(code, path!["instanceId"]).with("status", status.name().to_owned())
}
