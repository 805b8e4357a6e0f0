//! The instance: named, and of a status that takes a reinstall (sections 6 and 11).

use super::Checked;
use crate::allowed::reinstall_refusal;
use crate::issue::IssueCode;
use crate::machine::InstanceStatus;
use crate::path;
use crate::report::Issue;

pub(crate) fn check(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    if checked.request.instance_id.is_empty() {
        issues.push(Issue::new(IssueCode::InstanceIdMissing, path!["instanceId"]));
    }
    let Some(instance) = checked.context.instance else { return };
    let status = &instance.instance_status;
    let code = reinstall_refusal(status)
        .or_else(|| matches!(status, InstanceStatus::Unknown(_)).then_some(IssueCode::InstanceStatusUnknown));
    if let Some(code) = code {
        issues.push(refused(code, status));
    }
}

/// The issue of a status that refuses a reinstall, or that nobody documented.
pub fn refused(code: IssueCode, status: &InstanceStatus) -> Issue {
    Issue::new(code, path!["instanceId"]).with("status", status.name().to_owned())
}
