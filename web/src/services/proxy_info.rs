//! What the proxy says about itself.

use super::reach::{self, Unreached};
use super::transport::{self, Cancel};
use js_sys::{JSON, Reflect};
use reinstall_core::api::{ProxyError, Sent};
use wasm_bindgen::JsValue;

/// The answer of `GET /proxy-info`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyInfo {
    /// The host that requests are signed for.
    pub upstream_host: String,
    /// The upstream has proved to be a sandbox.
    pub sandbox: bool,
    /// The proxy's version.
    pub version: String,
}

/// Why there is no proxy to speak to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProxyTrouble {
    /// Nothing came back.
    Unreached(Unreached),
    /// Nothing came back in time.
    TooLate,
    /// Something else answers there.
    NotAProxy {
        /// The HTTP status.
        status: u16,
    },
    /// The proxy refuses.
    Refuses(ProxyError),
    /// Somebody stopped waiting.
    Stopped,
}

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Who answered.
    pub info: ProxyInfo,
    /// By how many seconds this machine's clock is ahead of the proxy's, where the answer had a date.
    pub ahead: Option<i64>,
}

/// Asks the proxy at `endpoint`.
///
/// # Errors
/// [`ProxyTrouble`] where nothing answers, or something else does.
pub async fn proxy_info(endpoint: &str, cancel: &Cancel) -> Result<Asked, ProxyTrouble> {
    let Ok(received) = transport::get(endpoint, "/proxy-info", Some(cancel)).await else {
        return Err(if cancel.is_stopped() {
            ProxyTrouble::Stopped
        } else if cancel.ran_out() {
            ProxyTrouble::TooLate
        } else {
            ProxyTrouble::Unreached(reach::why(endpoint, cancel).await)
        });
    };
    let said = JSON::parse(&received.body).unwrap_or_default();
    if received.from_proxy
        && let Some(refusal) = refusal(&said)
    {
        return Err(ProxyTrouble::Refuses(refusal));
    }
    match info(&said) {
        Some(info) if received.status == 200 => Ok(Asked { info, ahead: received.ahead }),
        _ => Err(ProxyTrouble::NotAProxy { status: received.status }),
    }
}

// Read by the browser: core's reader of answers would weigh more than all the rest of the first page's needs.

fn info(said: &JsValue) -> Option<ProxyInfo> {
    Some(ProxyInfo {
        upstream_host: text(said, "upstreamHost")?,
        sandbox: member(said, "sandbox")?.as_bool()?,
        version: text(said, "version")?,
    })
}

fn refusal(said: &JsValue) -> Option<ProxyError> {
    let error = member(said, "proxyError")?;
    let sent = match text(&error, "sent")?.as_str() {
        "no" => Sent::No,
        "yes" => Sent::Yes,
        "unknown" => Sent::Unknown,
        _ => return None,
    };
    let optional = |name| text(&error, name).unwrap_or_default();
    Some(ProxyError {
        code: text(&error, "code")?,
        message: optional("message"),
        sent,
        what_to_do: optional("whatToDo"),
    })
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    member(object, name)?.as_string()
}

fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    // What is no object has no members; asking it throws.
    Reflect::get(object, &name.into()).ok()
}
