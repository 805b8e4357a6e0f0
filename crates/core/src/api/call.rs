//! One call on its way out: body, then signature, then the headers to send.
//!
//! A [`Call`] that reinstalls can only come from [`crate::Prepared`]; one that reads comes from a
//! [`Query`]. Only a call can be signed.

use super::action::Action;
use super::envelope::envelope;
use super::query::Query;
use super::sign::{ALGORITHM, CanonicalRequest, Sign, Signature, StringToSign, signed_names, timestamp_text};
use crate::prelude::*;
use crate::secret::Secret;
use crate::time::UnixSeconds;
use core::fmt;
use serde::Deserialize;

/// The content type of every call; it is signed, so it must be sent exactly so.
pub const CONTENT_TYPE: &str = "application/json";

/// Which headers the signature covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Coverage {
    /// `content-type;host`, as the vendor's SDKs do. A captured request then fits any action with
    /// the same body until its time is up.
    ContentTypeAndHost,
    /// Those, and the action, the version and the time, which the vendor's page on signatures allows.
    #[default]
    WithAction,
}

/// Why a body of the caller's own makes no call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotARead {
    /// The action changes a server: such a call comes from [`crate::Prepared`] alone.
    #[error("{0} changes a server, so its body has to be checked first")]
    Destructive(Action),
    /// The body is neither empty nor a JSON object.
    #[error("the body is not a JSON object")]
    Body,
}

/// Whatever its members are.
#[derive(Deserialize)]
struct AnyObject {}

/// A call before it is signed. Its body shows itself as `***`.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    action: Action,
    body: Secret,
}

impl Call {
    /// A call that only reads.
    ///
    /// # Errors
    /// Where the query cannot be written as JSON, which none of this crate's queries does.
    pub fn read<Q: Query>(query: &Q) -> Result<Self, serde_json::Error> {
        Ok(Self { action: Q::ACTION, body: serde_json::to_string(query)?.into() })
    }

    /// A call that only reads, with a body of the caller's own: a JSON object, or nothing at all. It is sent as it is.
    ///
    /// # Errors
    /// See [`NotARead`].
    pub fn read_with(action: Action, body: &str) -> Result<Self, NotARead> {
        if action.is_destructive() {
            return Err(NotARead::Destructive(action));
        }
        if !body.is_empty() && envelope::<AnyObject>(body).is_err() {
            return Err(NotARead::Body);
        }
        Ok(Self { action, body: body.into() })
    }

    /// Only a prepared request gets here.
    pub(crate) fn reinstall(body: Secret) -> Self {
        Self { action: Action::ReinstallInstance, body }
    }

    /// What is called.
    pub fn action(&self) -> Action {
        self.action
    }

    /// The first half of signing: everything but the signature itself.
    ///
    /// `host` is the *upstream's* host, with its port where it is not the default one, whatever
    /// proxy the call takes.
    pub fn to_sign(&self, access_key_id: &str, host: &str, timestamp: UnixSeconds, coverage: Coverage) -> Unsigned {
        let time = timestamp_text(timestamp);
        let version = self.action.service().version();
        let mut signed = vec![("content-type", CONTENT_TYPE), ("host", host)];
        if coverage == Coverage::WithAction {
            signed.extend([("x-zc-action", self.action.name()), ("x-zc-timestamp", &time), ("x-zc-version", version)]);
        }
        let canonical = CanonicalRequest::new(&signed, self.body.expose().as_bytes());
        Unsigned {
            string_to_sign: StringToSign::new(&time, &canonical),
            credential: access_key_id.to_owned(),
            signed_names: signed_names(signed.iter().map(|(name, _)| *name)),
            time,
            call: self.clone(),
        }
    }

    /// Signs with an access key.
    ///
    /// # Errors
    /// Whatever the signer fails with.
    pub async fn sign<S: Sign>(
        &self,
        signer: &S,
        host: &str,
        timestamp: UnixSeconds,
        coverage: Coverage,
    ) -> Result<SignedRequest, S::Error> {
        let unsigned = self.to_sign(signer.access_key_id(), host, timestamp, coverage);
        let signature = signer.sign(&unsigned.string_to_sign).await?;
        Ok(unsigned.with_signature(signature))
    }

    /// Authorises with an API token instead: no time, no signature (section 1.2).
    pub fn with_token(&self, token: &Secret) -> SignedRequest {
        SignedRequest::new(self.clone(), format!("Bearer {}", token.expose()), Vec::new())
    }
}

/// A call that waits for its signature.
#[derive(Clone, Debug)]
pub struct Unsigned {
    /// What to sign.
    pub string_to_sign: StringToSign,
    credential: String,
    signed_names: String,
    time: String,
    call: Call,
}

impl Unsigned {
    /// The second half of signing.
    pub fn with_signature(self, signature: Signature) -> SignedRequest {
        let authorization = format!(
            "{ALGORITHM} Credential={}, SignedHeaders={}, Signature={signature}",
            self.credential, self.signed_names
        );
        let extra = vec![("x-zc-signature-method", ALGORITHM.to_owned()), ("x-zc-timestamp", self.time)];
        SignedRequest::new(self.call, authorization, extra)
    }
}

/// A request that can be sent as it is: `POST` to the path, with these headers and this body.
/// `Host` is left to whoever sends it.
#[derive(Clone, PartialEq)]
pub struct SignedRequest {
    action: Action,
    headers: Vec<(&'static str, String)>,
    body: Secret,
}

impl SignedRequest {
    fn new(call: Call, authorization: String, extra: Vec<(&'static str, String)>) -> Self {
        let service = call.action.service();
        let mut headers = vec![
            ("content-type", CONTENT_TYPE.to_owned()),
            ("x-zc-action", call.action.name().to_owned()),
            ("x-zc-service", service.name().to_owned()),
            ("x-zc-version", service.version().to_owned()),
            ("authorization", authorization),
        ];
        headers.extend(extra);
        Self { action: call.action, headers, body: call.body }
    }

    /// What is called.
    pub fn action(&self) -> Action {
        self.action
    }

    /// The path to post to.
    pub fn path(&self) -> &'static str {
        self.action.service().path()
    }

    /// The headers; `authorization` is among them, so never print them.
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.headers
    }

    /// The exact body that was signed.
    pub fn body(&self) -> &Secret {
        &self.body
    }
}

impl fmt::Debug for SignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedRequest").field("action", &self.action).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_of_ones_own_is_an_object_or_nothing_and_never_a_reinstall() {
        let action = Action::DescribeInstances;
        for body in ["", "{}", " {\"pageSize\": 1.0}\n", "{\"x\": [{\"y\": null}]}"] {
            assert_eq!(Call::read_with(action, body).map(|call| call.body), Ok(body.into()), "{body}");
        }
        for body in ["[]", "null", "7", "\"{}\"", "{", "{} {}", "{\"x\":}"] {
            assert_eq!(Call::read_with(action, body), Err(NotARead::Body), "{body}");
        }
        let reinstall = Action::ReinstallInstance;
        assert_eq!(Call::read_with(reinstall, "{}"), Err(NotARead::Destructive(reinstall)));
    }
}
