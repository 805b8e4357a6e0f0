//! What the proxy says about itself.

use super::transport;
use reinstall_core::api::CallError;
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

/// Asks the proxy at `endpoint`.
///
/// # Errors
/// [`CallError`] where nothing answers, or something else does.
pub async fn proxy_info(endpoint: &str) -> Result<ProxyInfo, CallError> {
    let received = transport::get(endpoint, "/proxy-info").await?;
    let not_a_proxy = |why: &str| CallError::Unreadable { status: received.status, why: why.to_owned() };
    if received.status != 200 {
        return Err(not_a_proxy("no reinstall-proxy answers there"));
    }
    serde_json::from_str(&received.body).map_err(|_| not_a_proxy("what answers there is no reinstall-proxy"))
}
