//! A call, signed: everything but sending it.

use super::{Answer, Asked};
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use reinstall_core::Secret;
use reinstall_core::api::{AccessKey, Action, Call, Coverage, SignedRequest};
use reinstall_core::time::UnixSeconds;
use serde::{Deserialize, Serialize, Serializer};
use wasm_bindgen::prelude::*;

/// Who calls, whom, and when.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Caller {
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

/// Checks a reinstall and signs it. `text`: the request as JSON text; without it the tokens begin with the request.
#[wasm_bindgen]
pub fn sign_reinstall(caller: &str, tokens: &[u8], text: Option<String>) -> Vec<u8> {
    match Asked::read(tokens, text.as_deref()).prepare() {
        Ok(prepared) => sign(&prepared.call(), caller),
        Err(report) => Answer::<()>::Refused.with(&report),
    }
}

/// Signs a call that only reads, with a body of the caller's own.
#[wasm_bindgen]
pub fn sign_read(caller: &str, action: &str, body: &str) -> Vec<u8> {
    let call = action.parse::<Action>().map_err(|error| error.to_string());
    match call.and_then(|action| Call::read_with(action, body).map_err(|error| error.to_string())) {
        Ok(call) => sign(&call, caller),
        Err(why) => Answer::<()>::Wrong(why).encode(),
    }
}

fn sign(call: &Call, caller: &str) -> Vec<u8> {
    // It is made in JavaScript, of values of the right type.
    let Ok(caller) = serde_json::from_str::<Caller>(caller) else {
        return Answer::<()>::Wrong("the options cannot be read".to_string()).encode();
    };
    let request = signed(call, &caller);
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
