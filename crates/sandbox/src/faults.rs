//! Failures on order: what a test asks for at `/_sandbox/faults`, and servers that are named after theirs.

use reinstall_core::api::Action;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;

/// What goes wrong with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// The connection closes; nothing was done.
    DropBefore,
    /// The call is carried out, then the connection closes without an answer.
    DropAfter,
    /// The call is carried out at once, the answer comes late.
    Delay,
    /// 500 `INTERNAL_SERVER_ERROR`; nothing was done.
    #[serde(rename = "http-500")]
    Http500,
    /// 503 `SERVICE_TEMPORARY_UNAVAILABLE`; nothing was done.
    #[serde(rename = "http-503")]
    Http503,
    /// The call is carried out, the answer is 503 `REQUEST_TIMED_OUT`: the service gave up waiting for itself.
    TimedOut,
    /// 429 `REQUEST_LIMIT_EXCEEDED`; nothing was done.
    RateLimit,
    /// The call is carried out, the answer is cut off in the middle.
    Garbage,
    /// A content delivery network's challenge page (403, `cf-mitigated: challenge`); nothing was done.
    Challenge,
}

/// Some failures of one kind, for the next calls of one action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// The action that fails.
    #[serde(with = "action_name")]
    pub action: Action,
    /// How.
    pub kind: FaultKind,
    /// How many calls it still has to hit.
    #[serde(default = "once")]
    pub times: u32,
    /// How much later than usual the answer comes, or the connection closes, in milliseconds.
    #[serde(default)]
    pub millis: u64,
}

const fn once() -> u32 {
    1
}

/// An action as its name on the wire.
mod action_name {
    use reinstall_core::api::Action;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(action: &Action, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(action.name())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Action, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// The failures that are still to come, in the order in which they were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Faults {
    ordered: Vec<Fault>,
    /// How often each `rate-limited` server has refused, by instance id.
    refused_by_sentinel: BTreeMap<String, u32>,
}

impl Faults {
    /// Puts a failure at the end of the queue.
    pub fn order(&mut self, fault: Fault) {
        self.ordered.push(fault);
    }

    /// Those still to come.
    pub fn pending(&self) -> &[Fault] {
        &self.ordered
    }

    /// The failure that hits this call, if any; it is used up by that.
    pub fn take(&mut self, action: Action) -> Option<(FaultKind, Duration)> {
        let index = self.ordered.iter().position(|fault| fault.action == action && fault.times > 0)?;
        let fault = self.ordered.get_mut(index)?;
        fault.times -= 1;
        let taken = (fault.kind, Duration::from_millis(fault.millis));
        if fault.times == 0 {
            self.ordered.remove(index);
        }
        Some(taken)
    }

    /// The failure that a reinstall of this server meets because of its name.
    pub fn of_sentinel(&mut self, instance_id: &str, sentinel: Sentinel) -> Option<FaultKind> {
        match sentinel {
            Sentinel::AnswerIsLostBeforeActing => Some(FaultKind::DropBefore),
            Sentinel::AnswerIsLostAfterActing => Some(FaultKind::DropAfter),
            Sentinel::GarbageAnswer => Some(FaultKind::Garbage),
            Sentinel::ChallengePage => Some(FaultKind::Challenge),
            Sentinel::RateLimited => {
                let refused = self.refused_by_sentinel.entry(instance_id.to_owned()).or_default();
                *refused = refused.saturating_add(1);
                (*refused <= RATE_LIMITED_CALLS).then_some(FaultKind::RateLimit)
            }
            Sentinel::AlwaysFails
            | Sentinel::SlowInstall
            | Sentinel::StuckInstalling
            | Sentinel::EndsWithoutTheNewImage => None,
        }
    }
}

/// How many reinstall calls `rate-limited` refuses before it gives in.
pub const RATE_LIMITED_CALLS: u32 = 2;

/// How much longer than the others `slow-install` takes.
pub const SLOW_FACTOR: u32 = 10;

/// A server whose name says what goes wrong when it is reinstalled. Otherwise it is an ordinary one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sentinel {
    /// Its installation ends in INSTALL_FAILED.
    AlwaysFails,
    /// Its installation takes [`SLOW_FACTOR`] times as long.
    SlowInstall,
    /// Its installation never ends.
    StuckInstalling,
    /// It is reinstalled, and the connection closes without an answer.
    AnswerIsLostAfterActing,
    /// The connection closes; it is not reinstalled.
    AnswerIsLostBeforeActing,
    /// It is reinstalled, and the answer is cut off in the middle.
    GarbageAnswer,
    /// A challenge page answers; it is not reinstalled.
    ChallengePage,
    /// The first [`RATE_LIMITED_CALLS`] calls get 429, then it works.
    RateLimited,
    /// Its installation ends in RUNNING, and nothing that was asked for is there.
    EndsWithoutTheNewImage,
}

impl Sentinel {
    /// Every sentinel, in the order of the catalogue.
    pub const ALL: [Self; 9] = [
        Self::AlwaysFails,
        Self::SlowInstall,
        Self::StuckInstalling,
        Self::AnswerIsLostAfterActing,
        Self::AnswerIsLostBeforeActing,
        Self::GarbageAnswer,
        Self::ChallengePage,
        Self::RateLimited,
        Self::EndsWithoutTheNewImage,
    ];

    /// The server's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AlwaysFails => "always-fails",
            Self::SlowInstall => "slow-install",
            Self::StuckInstalling => "stuck-installing",
            Self::AnswerIsLostAfterActing => "answer-is-lost-after-acting",
            Self::AnswerIsLostBeforeActing => "answer-is-lost-before-acting",
            Self::GarbageAnswer => "garbage-answer",
            Self::ChallengePage => "challenge-page",
            Self::RateLimited => "rate-limited",
            Self::EndsWithoutTheNewImage => "ends-without-the-new-image",
        }
    }

    /// The sentinel of this exact name.
    pub fn of(instance_name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sentinel| sentinel.name() == instance_name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_come_in_order_each_as_often_as_asked_for() {
        let mut faults = Faults::default();
        let fault = |action, kind, times| Fault { action, kind, times, millis: 0 };
        faults.order(fault(Action::ReinstallInstance, FaultKind::Http500, 2));
        faults.order(fault(Action::DescribeImages, FaultKind::Garbage, 1));
        faults.order(fault(Action::ReinstallInstance, FaultKind::DropAfter, 1));
        let kinds: Vec<_> = (0..4).map(|_| faults.take(Action::ReinstallInstance).map(|(kind, _)| kind)).collect();
        assert_eq!(kinds, [Some(FaultKind::Http500), Some(FaultKind::Http500), Some(FaultKind::DropAfter), None]);
        assert_eq!(faults.take(Action::DescribeZones), None);
        assert_eq!(faults.pending(), [fault(Action::DescribeImages, FaultKind::Garbage, 1)]);
    }
}
