//! A call, signed: everything but sending it.

use super::{Answer, Asked};
use crate::check::verdict::Verdict;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use reinstall_core::Secret;
use reinstall_core::api::action::UnknownAction;
use reinstall_core::api::{AccessKey, Action, Call, Coverage, SignedRequest};
use reinstall_core::time::UnixSeconds;
use serde::{Deserialize, Serialize, Serializer};

/// Who calls, whom, and when.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Caller {
    action: String,
    /// The upstream's host, which is signed.
    host: String,
    /// Unix seconds.
    timestamp: i64,
    /// `false`: what the vendor's SDKs sign.
    with_action: bool,
    access_key_id: Option<String>,
    access_key_password: Option<Secret>,
    token: Option<Secret>,
}

/// A signed request, secrets included: it is what is sent.
#[derive(Serialize)]
struct Signed<'a> {
    path: &'static str,
    #[serde(serialize_with = "as_object")]
    headers: &'a [(&'static str, String)],
    body: &'a str,
}

fn as_object<S: Serializer>(headers: &&[(&'static str, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(headers.iter().map(|(name, value)| (name, value)))
}

/// Checks a reinstall and signs it.
pub(super) fn reinstall(asked: &Asked<'_>, verdict: &mut Verdict) -> Vec<u8> {
    match asked.prepare(verdict) {
        Some(prepared) => with_caller(asked, |caller| Ok(sign(&prepared.call(), caller))),
        None => Answer::<()>::Refused.encode(),
    }
}

/// Signs a call that only reads, with a body of the caller's own.
pub(super) fn read(asked: &Asked<'_>) -> Vec<u8> {
    with_caller(asked, |caller| {
        let action: Action =
            caller.action.parse().map_err(|error: UnknownAction| ["action: ", &error.to_string()].concat())?;
        let call = Call::read_with(action, asked.text).map_err(|error| error.to_string())?;
        Ok(sign(&call, caller))
    })
}

fn with_caller(asked: &Asked<'_>, sign: impl FnOnce(&Caller) -> Result<Vec<u8>, String>) -> Vec<u8> {
    // The arguments are made in JavaScript, of values of the right type.
    let caller = serde_json::from_str::<Caller>(asked.given).map_err(|_| "the options cannot be read".to_string());
    caller.and_then(|caller| sign(&caller)).unwrap_or_else(|why| Answer::<()>::Wrong(why).encode())
}

fn sign(call: &Call, caller: &Caller) -> Vec<u8> {
    let request = signed(call, caller);
    Answer::Value(Signed { path: request.path(), headers: request.headers(), body: request.body().expose() }).encode()
}

fn signed(call: &Call, caller: &Caller) -> SignedRequest {
    if let Some(token) = &caller.token {
        return call.with_token(token);
    }
    let id = caller.access_key_id.as_deref().unwrap_or_default();
    let key = AccessKey::new(id, &caller.access_key_password.clone().unwrap_or_default());
    let coverage = if caller.with_action { Coverage::WithAction } else { Coverage::ContentTypeAndHost };
    let unsigned = call.to_sign(id.trim(), &caller.host, UnixSeconds(caller.timestamp), coverage);
    let signature = key.signature(&unsigned.string_to_sign);
    unsigned.with_signature(signature)
}
