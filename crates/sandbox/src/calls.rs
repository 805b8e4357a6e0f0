//! What was received: enough for a test to count calls, nothing that could be a secret.

use crate::sandbox::read_body;
use reinstall_core::api::Action;
use reinstall_core::time::UnixSeconds;
use serde::Serialize;
use std::collections::VecDeque;

/// The most calls that are kept; the oldest are forgotten first.
pub const CALLS_MAX: usize = 10_000;

/// One call that was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceivedCall {
    /// The action; null where none that the sandbox knows was named.
    pub action: Option<&'static str>,
    /// The instance it names, where that has the form of an instance id.
    pub instance_id: Option<String>,
    /// The HTTP status of the answer; 0 where the connection was closed without one.
    pub status: u16,
    /// When, by the servers' clock.
    pub at: UnixSeconds,
}

/// The calls received since the start or the last reset.
#[derive(Debug, Default)]
pub struct Calls(VecDeque<ReceivedCall>);

impl Calls {
    /// Notes a call.
    pub fn push(&mut self, action: Option<Action>, body: &[u8], status: u16, at: UnixSeconds) {
        if self.0.len() >= CALLS_MAX {
            self.0.pop_front();
        }
        let instance_id = action.filter(|action| action.is_destructive()).and_then(|_| instance_id(body));
        self.0.push_back(ReceivedCall { action: action.map(Action::name), instance_id, status, at });
    }

    /// The calls, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &ReceivedCall> {
        self.0.iter()
    }
}

/// Only digits are repeated: whoever types a password into the wrong member will not find it here.
fn instance_id(body: &[u8]) -> Option<String> {
    let body = read_body(body).ok()?;
    let id = body.get("instanceId")?.as_str()?;
    (!id.is_empty() && id.len() <= 32 && id.bytes().all(|byte| byte.is_ascii_digit())).then(|| id.to_owned())
}
