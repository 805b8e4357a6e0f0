//! What each status of an instance allows, as one table (section 11).

use crate::issue::IssueCode;
use crate::machine::InstanceStatus;
/// Why an instance of this status refuses a reinstall, or `None` where it takes one.
///
/// An undocumented status is not refused (D43): [`IssueCode::InstanceStatusUnknown`] is a notice.
pub fn reinstall_refusal(status: &InstanceStatus) -> Option<IssueCode> {
    match status {
        InstanceStatus::Running | InstanceStatus::Stopped | InstanceStatus::InstallFailed => None,
        InstanceStatus::Installing => Some(IssueCode::InstanceInstalling),
        InstanceStatus::Pending | InstanceStatus::Creating => Some(IssueCode::InstanceCreating),
        InstanceStatus::Recycle => Some(IssueCode::InstanceRecycled),
        InstanceStatus::CreateFailed => Some(IssueCode::InstanceCreateFailed),
        InstanceStatus::Booting | InstanceStatus::Stopping => Some(IssueCode::InstanceStatusRefuses),
        InstanceStatus::Missing | InstanceStatus::Unknown(_) => None,
    }
}
