//! What came back, as the core reads it.

use super::{Answer, Asked};
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use reinstall_core::api::query::{Images, InstanceTypes, InstancesPage, KeyPairsPage, Zones};
use reinstall_core::api::{Action, ApiError, CallError, ProxyError, RawAnswer, Sent, read_answer};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The headers that mean something, as they came.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Headers {
    cf_mitigated: Option<String>,
    proxy_error: bool,
    retry_after: Option<String>,
}

impl Headers {
    /// The whole answer.
    pub(super) fn answer<'a>(&self, status: u16, body: &'a str) -> RawAnswer<'a> {
        RawAnswer {
            status,
            challenge: self.cf_mitigated.as_ref().is_some_and(|value| value.eq_ignore_ascii_case("challenge")),
            from_proxy: self.proxy_error,
            retry_after: self.retry_after.as_ref().and_then(|value| value.trim().parse().ok()),
            body,
        }
    }
}

/// An accepted reinstall. What else the answer holds is not documented.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Accepted {}

/// The result of a call.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Success<T> {
    ok: bool,
    request_id: String,
    response: T,
}

#[derive(Serialize)]
struct Failure {
    ok: bool,
    error: Refusal,
}

/// Whether a call was carried out.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Acted {
    No,
    Unknown,
}

/// A [`CallError`] in one flat shape.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Refusal {
    kind: Kind,
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    what_to_do: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    http_status: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
    /// Of `message`, what is not the same for every error of its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    acted: Acted,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kind {
    Api,
    Proxy,
    Challenge,
    Blocked,
    Unreadable,
    Unreachable,
}

impl From<&CallError> for Refusal {
    fn from(error: &CallError) -> Self {
        let mut refusal = Self {
            kind: Kind::Api,
            code: error.code().to_string(),
            message: error.to_string(),
            what_to_do: error.what_to_do().to_string(),
            request_id: error.request_id().map(str::to_string),
            http_status: None,
            retry_after: None,
            why: None,
            acted: if error.proves_not_acted() { Acted::No } else { Acted::Unknown },
        };
        match error {
            CallError::Api(api) => {
                refusal.message.clone_from(&api.message);
                refusal.http_status = Some(api.http_status);
                refusal.retry_after = api.retry_after;
            }
            CallError::Proxy(proxy) => {
                refusal.kind = Kind::Proxy;
                refusal.message.clone_from(&proxy.message);
            }
            CallError::Challenge => (refusal.kind, refusal.http_status) = (Kind::Challenge, Some(403)),
            CallError::Blocked => (refusal.kind, refusal.http_status) = (Kind::Blocked, Some(451)),
            CallError::Unreadable { status, why } => {
                (refusal.kind, refusal.http_status, refusal.why) = (Kind::Unreadable, Some(*status), Some(why.clone()));
            }
            CallError::Unreachable { why } => (refusal.kind, refusal.why) = (Kind::Unreachable, Some(why.clone())),
        }
        refusal
    }
}

impl From<Refusal> for CallError {
    fn from(refusal: Refusal) -> Self {
        let why = refusal.why.unwrap_or_default();
        match refusal.kind {
            Kind::Api => Self::Api(ApiError {
                http_status: refusal.http_status.unwrap_or(0),
                code: refusal.code,
                message: refusal.message,
                request_id: refusal.request_id.unwrap_or_default(),
                retry_after: refusal.retry_after,
            }),
            Kind::Proxy => Self::Proxy(ProxyError {
                code: refusal.code,
                message: refusal.message,
                sent: if refusal.acted == Acted::No { Sent::No } else { Sent::Unknown },
                what_to_do: refusal.what_to_do,
            }),
            Kind::Challenge => Self::Challenge,
            Kind::Blocked => Self::Blocked,
            Kind::Unreadable => Self::Unreadable { status: refusal.http_status.unwrap_or(0), why },
            Kind::Unreachable => Self::Unreachable { why },
        }
    }
}

/// What was called, and what came back beside the body.
#[derive(Default, Deserialize)]
struct Came {
    action: String,
    status: u16,
    headers: Headers,
}

/// Reads the answer to a call.
pub(super) fn parse(asked: &Asked<'_>) -> Vec<u8> {
    // It is made in JavaScript, of values of the right type.
    let Came { action, status, headers } = serde_json::from_str(asked.given).unwrap_or_default();
    let answer = headers.answer(status, asked.text);
    match action.parse() {
        Ok(Action::DescribeZones) => told::<Zones>(&answer),
        Ok(Action::DescribeInstances) => told::<InstancesPage>(&answer),
        Ok(Action::DescribeInstanceTypes) => told::<InstanceTypes>(&answer),
        Ok(Action::DescribeImages) => told::<Images>(&answer),
        Ok(Action::DescribeKeyPairs) => told::<KeyPairsPage>(&answer),
        Ok(Action::ReinstallInstance) => told::<Accepted>(&answer),
        Err(error) => failed(&CallError::Unreadable { status, why: error.to_string() }),
    }
}

fn told<T: DeserializeOwned + Serialize>(answer: &RawAnswer<'_>) -> Vec<u8> {
    match read_answer::<T>(answer) {
        Ok(read) => Answer::Value(Success { ok: true, request_id: read.request_id, response: read.response }).encode(),
        Err(error) => failed(&error),
    }
}

fn failed(error: &CallError) -> Vec<u8> {
    Answer::Value(Failure { ok: false, error: error.into() }).encode()
}
