//! The whole proxy as one picture: what answers where, and what every request passes first.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use http::HeaderValue;
use reinstall_core::api::Service;
use tokio::sync::Semaphore;

use crate::connect::Connector;
use crate::error::ProxyError;
use crate::gate::{Policy, gate};
use crate::rate::{RateLimit, per_client};
use crate::static_files::StaticFiles;
use crate::{access_log, forward, info};

const PROXY_INFO: &str = "/proxy-info";
const HEALTHZ: &str = "/healthz";
const READYZ: &str = "/readyz";

/// Every route and every layer. Layers are passed from the last to the first.
pub fn router(app: &Arc<App>) -> Router {
    let reaching_upstream = Router::new()
        .route(Service::Bmc.path(), post(forward::bmc))
        .route(Service::Ccs.path(), post(forward::ccs))
        .route(PROXY_INFO, get(info::proxy_info))
        .route(READYZ, get(info::readyz))
        .route_layer(from_fn_with_state(app.clone(), per_client));
    let local = Router::new().route(HEALTHZ, get(info::healthz));
    let pages = match &app.pages {
        Some(pages) => Router::new().fallback_service(pages.clone()),
        None => Router::new().fallback(async || ProxyError::PathUnknown),
    };

    reaching_upstream
        .merge(local)
        .merge(pages)
        .method_not_allowed_fallback(method_refused)
        .layer(from_fn_with_state(app.clone(), gate))
        .layer(from_fn(access_log::log))
        .with_state(app.clone())
}

/// Whether a path belongs to the proxy itself, so that it is never a page of the portal.
pub(crate) fn is_ours(path: &str) -> bool {
    ["/api", PROXY_INFO, HEALTHZ, READYZ]
        .into_iter()
        .filter_map(|ours| path.strip_prefix(ours))
        .any(|rest| rest.is_empty() || rest.starts_with('/'))
}

async fn method_refused(request: Request) -> ProxyError {
    ProxyError::MethodRefused { method: request.method().clone() }
}

/// Bounds on what a client or the upstream may cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Requests per second and client address that reach the upstream; as many may come at once.
    /// 0: no limit.
    pub rate: u32,
    /// The longest request body, in bytes.
    pub max_body: usize,
    /// From the first attempt to connect to the upstream until its answer is complete.
    pub timeout: Duration,
    /// How long the client may take to send the head of a request.
    pub head_read: Duration,
    /// How long the client may take to send its body.
    pub body_read: Duration,
    /// How long the client may take to read its answer.
    pub answer_write: Duration,
    /// The longest answer of the upstream, in bytes.
    pub max_answer: usize,
    /// Connections of clients at the same time; more wait.
    pub connections: usize,
    /// Calls to the upstream at the same time; more wait.
    pub exchanges: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rate: 0,
            max_body: 256 * 1024,
            timeout: Duration::from_secs(60),
            head_read: Duration::from_secs(10),
            body_read: Duration::from_secs(20),
            answer_write: Duration::from_secs(60),
            max_answer: 16 * 1024 * 1024,
            connections: 512,
            exchanges: 64,
        }
    }
}

/// What the handlers share.
#[derive(Debug)]
pub struct App {
    pub(crate) policy: Policy,
    pub(crate) limits: Limits,
    pub(crate) read_only: bool,
    pub(crate) connector: Connector,
    /// The Host header that the upstream is given: its own.
    pub(crate) upstream_host: HeaderValue,
    /// One permit per call under way, also where the client has gone.
    pub(crate) exchanges: Arc<Semaphore>,
    pub(crate) rate: Option<RateLimit>,
    pub(crate) pages: Option<StaticFiles>,
    /// The upstream has once said that it is the sandbox.
    pub(crate) sandbox_seen: AtomicBool,
}

impl App {
    /// Everything that the handlers need.
    ///
    /// # Errors
    ///
    /// Where the upstream's host cannot stand in a header; no parsed one is like that.
    pub fn new(
        policy: Policy,
        limits: Limits,
        read_only: bool,
        static_dir: Option<PathBuf>,
        connector: Connector,
    ) -> Result<Arc<Self>, http::header::InvalidHeaderValue> {
        Ok(Arc::new(Self {
            upstream_host: HeaderValue::try_from(connector.upstream().authority())?,
            exchanges: Arc::new(Semaphore::new(limits.exchanges)),
            rate: RateLimit::new(limits.rate),
            pages: static_dir.map(|dir| StaticFiles::new(&dir)),
            sandbox_seen: AtomicBool::new(false),
            policy,
            limits,
            read_only,
            connector,
        }))
    }

    /// Waits until no call to the upstream is under way and lets none begin.
    pub async fn finish(&self) {
        let all = u32::try_from(self.limits.exchanges).unwrap_or(u32::MAX);
        // Fails only on a closed semaphore, where nothing is under way either.
        if let Ok(permits) = self.exchanges.acquire_many(all).await {
            permits.forget();
        }
    }
}
