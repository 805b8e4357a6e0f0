//! The instance: named, and of a status that takes a reinstall (sections 6 and 11).

use super::Checked;
use crate::allowed::reinstall_refusal;
use crate::issue::IssueCode;
use crate::machine::InstanceStatus;
use crate::path;
use crate::report::Issue;

pub(crate) fn check(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    let path = path!["instanceId"];
    if checked.request.instance_id.is_empty() {
        issues.push(Issue::new(IssueCode::InstanceIdMissing, path.clone()));
    }
    let Some(instance) = checked.context.instance else { return };
    let status = &instance.instance_status;
    let code = reinstall_refusal(status)
        .or_else(|| matches!(status, InstanceStatus::Unknown(_)).then_some(IssueCode::InstanceStatusUnknown));
    if let Some(code) = code {
        issues.push(Issue::new(code, path).with("status", status.name()));
    }
}
