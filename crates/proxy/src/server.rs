//! Listens, and ends gently.
//!
//! Each connection carries one request. A browser that loses a connection which it had used or
//! opened before may send the request once more on its own, even a POST, and a reinstall must
//! never be repeated by a machine; with nothing to reuse that becomes rare. It cannot be ruled out
//! from here, so the caller also takes "being installed already" for no proof of anything.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

use crate::app::{App, router};
use crate::rate::Peer;

/// How long to wait when the system cannot accept, for want of file descriptors as a rule.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// The longest head of a request, in bytes; browsers and SDKs stay below a tenth of it.
const HEAD_BYTES: usize = 64 * 1024;
/// How long, and for how many bytes, to go on reading what a refused client is still sending.
const LINGER: Duration = Duration::from_secs(2);
const LINGER_BYTES: u64 = 4 * 1024 * 1024;

/// Serves until `stop` is done, then lets running exchanges finish, for no longer than they may
/// take anyway.
pub async fn serve(listener: TcpListener, app: Arc<App>, stop: impl Future<Output = ()>) {
    let limits = &app.limits;
    let patience = limits.head_read + limits.body_read + limits.timeout;
    let lifetime = patience + limits.answer_write;
    let slots = Arc::new(Semaphore::new(limits.connections));
    let router = router(&app);
    let (stopping, stopped) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);

    loop {
        let next = async {
            // A connection beyond the limit waits in the system's queue.
            let slot = slots.clone().acquire_owned().await;
            (slot, listener.accept().await)
        };
        let (slot, accepted) = tokio::select! {
            () = &mut stop => break,
            next = next => next,
        };
        match accepted {
            Ok((stream, address)) => {
                let connection = Connection {
                    router: router.clone(),
                    peer: Peer(address.ip()),
                    head_read: limits.head_read,
                    lifetime,
                    stopped: stopped.clone(),
                };
                connections.spawn(async move {
                    connection.run(stream).await;
                    drop(slot);
                });
            }
            Err(error) => {
                tracing::warn!(kind = %error.kind(), "a connection could not be accepted");
                sleep(ACCEPT_PAUSE).await;
            }
        }
        while connections.try_join_next().is_some() {}
    }

    drop(listener);
    let _ = stopping.send(true);
    let finished = async {
        while connections.join_next().await.is_some() {}
        app.finish().await;
    };
    if timeout(patience, finished).await.is_err() {
        tracing::warn!("some exchanges did not finish in time and were cut");
    }
}

/// One client's connection.
struct Connection {
    router: Router,
    peer: Peer,
    head_read: Duration,
    /// Longer than everything a request may take; only a client that does not read comes this far.
    lifetime: Duration,
    stopped: watch::Receiver<bool>,
}

impl Connection {
    async fn run(self, stream: TcpStream) {
        let Self { router, peer, head_read, lifetime, mut stopped } = self;
        let _ = stream.set_nodelay(true);
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(peer);
            router.clone().oneshot(request)
        });
        let mut connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head_read)
            .max_buf_size(HEAD_BYTES)
            .keep_alive(false)
            .serve_connection(TokioIo::new(stream), service);

        let stopping = async {
            // Fails only when the server is gone, which means the same.
            let _ = stopped.wait_for(|stopped| *stopped).await;
        };
        let served = timeout(lifetime, async {
            let served = tokio::select! {
                served = poll_fn(|cx| connection.poll_without_shutdown(cx)) => Some(served),
                () = stopping => None,
            };
            match served {
                Some(served) => (served, true),
                None => {
                    // Closes a connection that has not asked yet; a request under way goes on.
                    Pin::new(&mut connection).graceful_shutdown();
                    let served = poll_fn(|cx| connection.poll_without_shutdown(cx)).await;
                    // Whoever has not asked yet would only delay the end.
                    (served, false)
                }
            }
        })
        .await;
        match served {
            Ok((served, lingers)) => {
                if let Err(error) = served {
                    tracing::debug!(%error, "a connection ended early");
                }
                if lingers {
                    linger(connection.into_parts().io.into_inner()).await;
                }
            }
            Err(_) => tracing::debug!("a client did not take its answer"),
        }
    }
}

/// Says goodbye, then reads on for a little: closing on unread bytes would reset the connection,
/// and a client that is still sending would lose the refusal that it was just given.
async fn linger(mut stream: TcpStream) {
    let farewell = async {
        stream.shutdown().await?;
        tokio::io::copy(&mut stream.take(LINGER_BYTES), &mut tokio::io::sink()).await
    };
    let _: Result<io::Result<u64>, _> = timeout(LINGER, farewell).await;
}
