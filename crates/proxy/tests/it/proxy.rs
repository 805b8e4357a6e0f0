//! A proxy under test: as a plain service, or listening on a port of its own.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use http::{Request, Response};
use reinstall_proxy::app::{App, Limits, router};
use reinstall_proxy::connect::Connector;
use reinstall_proxy::gate::Policy;
use reinstall_proxy::origin::HostName;
use reinstall_proxy::server::serve;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_rustls::rustls::RootCertStore;
use tower::ServiceExt;

/// The one page that may call.
pub(crate) const PAGE: &str = "https://portal.example";
/// An upstream where nobody listens: what comes this far was not refused.
pub(crate) const NOBODY: &str = "http://127.0.0.1:1";

/// How a proxy under test differs from the usual one.
pub(crate) struct Setup {
    pub(crate) upstream: String,
    pub(crate) origins: Vec<&'static str>,
    pub(crate) names: Vec<&'static str>,
    pub(crate) limits: Limits,
    pub(crate) read_only: bool,
    pub(crate) static_dir: Option<PathBuf>,
    pub(crate) roots: RootCertStore,
}

impl Setup {
    pub(crate) fn new(upstream: impl ToString) -> Self {
        Self {
            upstream: upstream.to_string(),
            origins: vec![PAGE],
            names: Vec::new(),
            limits: Limits {
                // Long enough for a busy machine; what waits on purpose sets its own.
                timeout: Duration::from_secs(20),
                ..Limits::default()
            },
            read_only: false,
            static_dir: None,
            roots: RootCertStore::empty(),
        }
    }

    pub(crate) fn app(self) -> Arc<App> {
        let names = self.names.iter().map(|name| name.parse().unwrap());
        let policy = Policy {
            origins: self.origins.iter().map(|o| o.parse().unwrap()).collect(),
            own_names: HostName::loopback().into_iter().chain(names).collect(),
            serves_pages: self.static_dir.is_some(),
        };
        let upstream = self.upstream.parse().unwrap();
        let connector = Connector::with_roots(&upstream, self.roots).unwrap();
        App::new(policy, self.limits, self.read_only, self.static_dir, connector).unwrap()
    }

    /// One request without a port.
    pub(crate) async fn answer(self, request: Request<Body>) -> Response<Body> {
        router(&self.app()).oneshot(request).await.unwrap()
    }

    pub(crate) async fn listen(self) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(serve(listener, self.app(), async {
            let _ = stopped.await;
        }));
        Proxy { address, stop: Some(stop), task }
    }
}

/// A proxy that listens until it is dropped or told to stop.
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    pub(crate) task: JoinHandle<()>,
}

impl Proxy {
    pub(crate) fn stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }
}
