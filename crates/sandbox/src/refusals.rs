//! Which of the API's codes this sandbox can answer with. A test can ask for the list, and so knows
//! whether it has met all of them.

use reinstall_core::api::ServerCode;

/// Every code that can be in an answer, in the order of core's table.
pub fn given() -> impl Iterator<Item = ServerCode> {
    ServerCode::ALL.iter().copied().filter(|code| reason_never_given(*code).is_none())
}

/// Why the sandbox never gives this code; `None` where it does.
pub const fn reason_never_given(code: ServerCode) -> Option<&'static str> {
    match code {
        ServerCode::InvalidParameterLessLength => Some("no documented rule has a lower limit of length with this code"),
        ServerCode::InvalidParameterDateFormatError => Some("none of the six calls takes a date"),
        ServerCode::InvalidParameterInstanceNameExceed => Some("none of the six calls sets an instance's name"),
        ServerCode::OperationFailedForRecycleResource => {
            Some("about addresses and other resources; an instance has OPERATION_DENIED_INSTANCE_RECYCLED")
        }
        ServerCode::OperationFailedResourceGroupNotFound => {
            Some("not in the error table of DescribeInstances; a resource group is only filtered by")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reinstall_core::issue::IssueCode;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_of_the_rules_is_given() {
        let given: BTreeSet<_> = given().collect();
        for rule in IssueCode::ALL {
            assert!(rule.row().server.is_none_or(|(code, _)| given.contains(&code)), "{rule:?}");
        }
    }
}
