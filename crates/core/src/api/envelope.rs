//! Answers: the API's envelope, and everything else that can come back instead (section 3).

use super::error::ApiError;
use crate::prelude::*;
use crate::request::null_is_default;
use crate::secret::{MASK, Secret};
use core::fmt;
use core::marker::PhantomData;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

/// An answer as it came over the wire.
#[derive(Clone, Debug, Default)]
pub struct RawAnswer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The header `cf-mitigated: challenge` was there.
    pub challenge: bool,
    /// The header `x-reinstall-proxy-error` was there: our own proxy speaks, not the API.
    pub from_proxy: bool,
    /// The header `Retry-After`, where it is a number of seconds.
    pub retry_after: Option<u32>,
    /// The body.
    pub body: &'a str,
}

/// A successful answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<T> {
    /// For the vendor's support.
    pub request_id: String,
    /// What was asked for.
    pub response: T,
}

/// Whether a request reached the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sent {
    /// Certainly not: no byte of the body left the proxy.
    No,
    /// Certainly, in full.
    Yes,
    /// Nobody can tell.
    Unknown,
}

/// The proxy's own error, apart from the API's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{message} {what_to_do}")]
pub struct ProxyError {
    /// The proxy's code.
    pub code: String,
    /// What is wrong.
    #[serde(default)]
    pub message: String,
    /// Whether the request had left the proxy.
    pub sent: Sent,
    /// What an operator can do.
    #[serde(default)]
    pub what_to_do: String,
}

/// Why there is no answer to use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum CallError {
    /// The API refused.
    #[error(transparent)]
    Api(ApiError),
    /// The proxy refused or failed.
    #[error(transparent)]
    Proxy(ProxyError),
    /// A content delivery network asks for a human (HTTP 403, `cf-mitigated: challenge`).
    #[error("The request was stopped by a security challenge in front of the API; it is not known whether it arrived.")]
    Challenge,
    /// A security policy blocked it (HTTP 451).
    #[error("The request was blocked by a security policy in front of the API (HTTP 451).")]
    Blocked,
    /// Something answered, but not in the API's form.
    #[error("The answer (HTTP {status}) is not in the API's form: {why}.")]
    #[serde(rename_all = "camelCase")]
    Unreadable {
        /// The HTTP status.
        status: u16,
        /// What is wrong with it; never a part of the body.
        why: String,
    },
    /// Nothing answered: the network, the proxy or the browser failed.
    #[error("No answer: {why}.")]
    #[serde(rename_all = "camelCase")]
    Unreachable {
        /// What the transport said.
        why: String,
    },
}

/// A line of a secret that is at least this long is a secret, too; a shorter one may be any word. In characters.
const SECRET_LINE_MIN_CHARS: usize = 8;

/// A text in which these secrets, and the lines of which they consist, are `***`.
pub fn masked(text: &str, secrets: &[&Secret]) -> String {
    let lines = |secret: &'_ str| -> Vec<String> {
        let long = secret.lines().map(str::trim).filter(|line| line.chars().count() >= SECRET_LINE_MIN_CHARS);
        long.map(str::to_owned).collect()
    };
    let whole = secrets.iter().map(|secret| secret.expose().to_owned());
    let mut all: Vec<String> = whole.chain(secrets.iter().flat_map(|secret| lines(secret.expose()))).collect();
    // A secret may hold another one, which would hide it if it were masked first.
    all.sort_by_key(|secret| core::cmp::Reverse(secret.len()));
    let mut text = text.to_owned();
    for secret in all.iter().filter(|secret| !secret.is_empty()) {
        let escaped = serde_json::to_string(secret).unwrap_or_default();
        text = text.replace(escaped.trim_matches('"'), MASK).replace(secret.as_str(), MASK);
    }
    text
}

impl CallError {
    /// Whether it is certain that the call was not carried out.
    pub fn proves_not_acted(&self) -> bool {
        match self {
            Self::Api(error) => error.proves_not_acted(),
            Self::Proxy(error) => error.sent == Sent::No,
            Self::Challenge | Self::Blocked | Self::Unreadable { .. } | Self::Unreachable { .. } => false,
        }
    }

    /// The seconds to wait where the server said "too many requests": `Some(0)` where it named none.
    pub fn rate_limit(&self) -> Option<u32> {
        match self {
            Self::Api(error) if error.is_rate_limit() => Some(error.retry_after.unwrap_or(0)),
            _ => None,
        }
    }

    /// The same error without these secrets: the API quotes what it was sent in its messages, and
    /// errors are shown, copied and stored.
    #[must_use]
    pub fn without(mut self, secrets: &[&Secret]) -> Self {
        let texts: &mut [&mut String] = match &mut self {
            Self::Api(error) => &mut [&mut error.message, &mut error.code, &mut error.request_id],
            Self::Proxy(error) => &mut [&mut error.message, &mut error.what_to_do],
            Self::Challenge | Self::Blocked | Self::Unreadable { .. } | Self::Unreachable { .. } => return self,
        };
        for text in texts {
            **text = masked(text, secrets);
        }
        self
    }

    /// The API's own request id, where there is one.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => Some(&error.request_id),
            _ => None,
        }
    }

    /// The code to show and to copy.
    pub fn code(&self) -> &str {
        match self {
            Self::Api(error) => &error.code,
            Self::Proxy(error) => &error.code,
            Self::Challenge => "SECURITY_CHALLENGE",
            Self::Blocked => "REQUEST_BLOCKED",
            Self::Unreadable { .. } => "UNREADABLE_ANSWER",
            Self::Unreachable { .. } => "NO_ANSWER",
        }
    }

    /// What an operator can do.
    pub fn what_to_do(&self) -> &str {
        match self {
            Self::Api(error) => error.what_to_do(),
            Self::Proxy(error) => &error.what_to_do,
            Self::Challenge => {
                "Open the vendor's console in this browser once, or ask the vendor's support to let the proxy's address through."
            }
            Self::Blocked => "Ask the vendor's support why; the proxy's address may be on a block list.",
            Self::Unreadable { .. } => "Check that the proxy's upstream really is the API.",
            Self::Unreachable { .. } => {
                "Check that the proxy is running and reachable from this browser, and the network."
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Success<T> {
    #[serde(default, deserialize_with = "null_is_default")]
    request_id: String,
    #[serde(bound(deserialize = "T: DeserializeOwned"), deserialize_with = "object")]
    response: T,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Failure {
    // The vendor's SDKs demand it too; whatever lacks it is not the API.
    request_id: String,
    code: String,
    #[serde(default, deserialize_with = "null_is_default")]
    message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ProxyFailure {
    #[serde(deserialize_with = "object")]
    proxy_error: ProxyError,
}

/// Reads an object and nothing else. A derived struct also reads a list, member by member, and a
/// foreign answer like `["Bad Request", "…"]` must never be taken for the API's word.
fn object<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<T, D::Error> {
    struct Members<T>(PhantomData<T>);

    impl<'de, T: DeserializeOwned> Visitor<'de> for Members<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(members))
        }
    }

    deserializer.deserialize_map(Members(PhantomData))
}

/// Reads a text that is an object.
pub(super) fn envelope<T: DeserializeOwned>(body: &str) -> serde_json::Result<T> {
    let mut deserializer = serde_json::Deserializer::from_str(body);
    let envelope = object(&mut deserializer)?;
    deserializer.end()?;
    Ok(envelope)
}

/// Reads an answer. Success is HTTP 200 and nothing else, as for the vendor's SDKs.
///
/// # Errors
/// See [`CallError`]. No part of the body is repeated in an error, since it could hold anything.
pub fn read_answer<T: DeserializeOwned>(answer: &RawAnswer<'_>) -> Result<Answer<T>, CallError> {
    let unreadable = |why: &str| CallError::Unreadable { status: answer.status, why: why.to_owned() };
    if answer.from_proxy {
        return match envelope::<ProxyFailure>(answer.body) {
            Ok(failure) => Err(CallError::Proxy(failure.proxy_error)),
            Err(_) => Err(unreadable("the proxy's error cannot be read")),
        };
    }
    match answer.status {
        200 => match envelope::<Success<T>>(answer.body) {
            Ok(success) => Ok(Answer { request_id: success.request_id, response: success.response }),
            Err(error) if error.is_data() => Err(unreadable("a member is missing or of the wrong type")),
            Err(_) => Err(unreadable("it is not JSON")),
        },
        403 if answer.challenge => Err(CallError::Challenge),
        451 => Err(CallError::Blocked),
        status => match envelope::<Failure>(answer.body) {
            Ok(failure) => Err(CallError::Api(ApiError {
                http_status: status,
                code: failure.code,
                message: failure.message,
                request_id: failure.request_id,
                retry_after: answer.retry_after,
            })),
            Err(_) => Err(unreadable("it is not the API's error envelope")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_masked_whole_whatever_they_hold_of_each_other() {
        let password = Secret::from("Sup3rSecret~~");
        let user_data =
            Secret::from("#!/bin/sh\necho root:Sup3rSecret~~ | chpasswd\ncurl -H 'token: s3cr3t-token' x\nls\n");
        let secrets = [&password, &user_data];
        let escaped = serde_json::to_string(user_data.expose()).unwrap();
        for said in [user_data.expose(), &escaped, "  curl -H 'token: s3cr3t-token' x", "at Sup3rSecret~~", "#!/bin/sh"]
        {
            let text = masked(&format!("bad: {said}, ls"), &secrets);
            assert!(text.starts_with("bad: ") && text.ends_with(", ls") && text.contains(MASK), "{text}");
            for part in ["Sup3r", "s3cr3t", "chpasswd"] {
                assert!(!text.contains(part), "{text}");
            }
        }
        assert_eq!(masked("nothing of it", &secrets), "nothing of it");
        assert_eq!(masked("nothing", &[&Secret::from("")]), "nothing");
    }
}
