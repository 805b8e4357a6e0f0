//! What the proxy says about itself.

use super::reach::{self, Unreached};
use super::transport::{self, Cancel};
use reinstall_core::api::{CallError, ProxyError, read_answer};
use serde::Deserialize;

/// The answer of `GET /proxy-info`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
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
    if let Err(CallError::Proxy(refusal)) = read_answer::<serde_json::Value>(&received.raw()) {
        return Err(ProxyTrouble::Refuses(refusal));
    }
    match serde_json::from_str(&received.body) {
        Ok(info) if received.status == 200 => Ok(Asked { info, ahead: received.ahead }),
        _ => Err(ProxyTrouble::NotAProxy { status: received.status }),
    }
}
