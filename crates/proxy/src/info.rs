//! What the proxy tells about itself.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use http::header::{CONNECTION, HOST};
use http::{HeaderValue, StatusCode};
use http_body_util::Full;
use serde::Serialize;
use tokio::time::{Instant, timeout, timeout_at};

use crate::app::App;
use crate::error::ProxyError;
use crate::exchange::{Bounds, exchange};
use crate::origin::Scheme;
use crate::sent::Sent;

/// What the sandbox calls itself.
const SANDBOX: &str = "reinstall-sandbox";
/// How long the upstream may take to say that it is the sandbox.
const PROBE: Duration = Duration::from_secs(2);
/// The longest answer to that question, in bytes.
const PROBE_MAX: usize = 64 * 1024;
/// How long a connection may take before the proxy calls itself not ready.
const READY: Duration = Duration::from_secs(5);

/// The answer of `GET /proxy-info`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProxyInfo {
    /// What a signature must name as the host.
    upstream_host: String,
    /// Whether the upstream is the sandbox, for certain.
    sandbox: bool,
    /// The version of the proxy.
    version: &'static str,
}

/// `GET /proxy-info`
pub(crate) async fn proxy_info(State(app): State<Arc<App>>) -> Json<ProxyInfo> {
    Json(ProxyInfo {
        upstream_host: app.connector.upstream().authority(),
        sandbox: is_sandbox(&app).await,
        version: env!("CARGO_PKG_VERSION"),
    })
}

/// `GET /healthz`: the process answers.
pub(crate) async fn healthz() -> &'static str {
    "ok"
}

/// `GET /readyz`: the upstream can be reached, and is who it claims to be.
pub(crate) async fn readyz(State(app): State<Arc<App>>) -> Result<&'static str, ProxyError> {
    timeout(READY, app.connector.connect())
        .await
        .unwrap_or(Err(ProxyError::UpstreamTimeout { seconds: READY.as_secs(), sent: Sent::No }))
        .map(|_| "ok")
        .map_err(|cause| ProxyError::NotReady(Box::new(cause)))
}

/// Whether the upstream is the sandbox. A page that is told so treats wiping a server lightly, so
/// every doubt is a no, and the real API, which speaks TLS, is not even asked.
async fn is_sandbox(app: &App) -> bool {
    if app.connector.upstream().scheme != Scheme::Http {
        return false;
    }
    if app.sandbox_seen.load(Ordering::Acquire) {
        return true;
    }
    let says_so = probe(app).await.unwrap_or(false);
    app.sandbox_seen.fetch_or(says_so, Ordering::AcqRel);
    says_so
}

async fn probe(app: &App) -> Result<bool, ProxyError> {
    let bounds = Bounds { deadline: Instant::now() + PROBE, timeout: PROBE, max_answer: PROBE_MAX };
    let connection =
        timeout_at(bounds.deadline, app.connector.connect()).await.map_err(|_| bounds.timed_out(Sent::No))??;
    let mut request = http::Request::new(Full::new(Bytes::new()));
    *request.uri_mut() = http::Uri::from_static("/_sandbox/info");
    let headers = request.headers_mut();
    headers.insert(HOST, app.upstream_host.clone());
    headers.insert(CONNECTION, HeaderValue::from_static("close"));

    let answer = exchange(connection, request, bounds).await?;
    // Not a derived struct: serde would also take a list for one.
    let info: serde_json::Value = serde_json::from_slice(answer.body()).unwrap_or_default();
    let names_itself = info.get("sandbox").and_then(|name| name.as_str()) == Some(SANDBOX);
    Ok(answer.status() == StatusCode::OK && names_itself)
}
