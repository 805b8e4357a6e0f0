//! The instance: named, and of a status that takes a reinstall (sections 6 and 11).

use super::Checked;
use crate::allowed::reinstall_refusal;
use crate::issue::IssueCode;
use crate::machine::InstanceStatus;
use crate::path;
use crate::prelude::*;
use crate::report::Issue;

pub(crate) fn check(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    if checked.request.instance_id.is_empty() {
        issues.push(Issue::new(IssueCode::InstanceIdMissing, path!["instanceId"]));
    }
    let Some(instance) = checked.context.instance else { return };
    let status = &instance.instance_status;
    let accepted = match status {
        InstanceStatus::InstallFailed => Some(IssueCode::InstanceInstallFailed),
        InstanceStatus::Unknown(_) => Some(IssueCode::InstanceStatusUnknown),
        _ => None,
    };
    if let Some(code) = reinstall_refusal(status).or(accepted) {
        issues.push(refused(code, status));
    }
}

/// The issue of a status: one that refuses a reinstall, or about which there is something to know.
pub fn refused(code: IssueCode, status: &InstanceStatus) -> Issue {
    Issue::new(code, path!["instanceId"]).with("status", status.name().to_owned())
}
