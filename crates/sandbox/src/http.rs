//! HTTP: sockets, paths, methods, sizes. The only file that knows any of it.
//!
//! hyper is used as it is, without a router: an error from its service closes the connection
//! without an answer, which is what a lost answer looks like from outside.

use crate::clock::Millis;
use crate::control::{PREFIX, Peer};
use crate::envelope::Refusal;
use crate::sandbox::{Answer, Call, Reply, Sandbox};
use crate::state_file::StateFile;
use http::header::{ALLOW, CONNECTION, HOST, HeaderName, ORIGIN};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Bytes};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use reinstall_core::api::{Action, ServerCode, Service};
use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_io_timeout::TimeoutStream;

/// The largest body that is read, in bytes.
pub const BODY_MAX_BYTES: usize = 1024 * 1024;

/// How much more is read and thrown away, so that the refusal can be heard, in bytes.
const DRAIN_MAX_BYTES: u64 = 32 * 1024 * 1024;

/// How long a client may take to send its request, its head and its body each, and to take more of its answer.
const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// How long requests under way may take to end after the signal to stop.
const GRACE: Duration = Duration::from_secs(2);

/// Where the real time comes from.
pub type RealClock = Box<dyn Fn() -> Millis + Send + Sync>;

/// The sandbox with a clock, shared by all connections.
pub struct Shell {
    sandbox: Arc<Mutex<Sandbox>>,
    real_clock: RealClock,
    read_timeout: Duration,
    keeper: Option<Arc<Keeper>>,
}

/// The connection is to be closed without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the connection is closed on purpose")]
pub struct Closed;

impl Shell {
    /// Signatures are judged by the machine's clock. Where there is a state file, no change is
    /// answered before it is in there.
    pub fn new(sandbox: Sandbox, state: Option<StateFile>) -> Self {
        Self {
            keeper: state.map(|file| Arc::new(Keeper::new(file, sandbox.revision()))),
            ..Self::with_clock(sandbox, Box::new(machine_clock))
        }
    }

    /// Signatures are judged by a clock of the caller's, and nothing is kept.
    pub fn with_clock(sandbox: Sandbox, real_clock: RealClock) -> Self {
        Self { sandbox: Arc::new(Mutex::new(sandbox)), real_clock, read_timeout: READ_TIMEOUT, keeper: None }
    }

    /// Waits this long for a request to come whole, instead of 30 seconds.
    #[must_use]
    pub fn with_read_timeout(self, read_timeout: Duration) -> Self {
        Self { read_timeout, ..self }
    }

    /// Answers one request of any kind.
    ///
    /// # Errors
    /// [`Closed`] where there is to be no answer.
    pub async fn respond<B>(&self, peer: IpAddr, request: Request<B>) -> Result<Response<Full<Bytes>>, Closed>
    where
        B: Body<Data = Bytes>,
    {
        let (head, body) = request.into_parts();
        let path = head.uri.path().to_owned();
        let body = match tokio::time::timeout(self.read_timeout, collect(body)).await {
            Ok(Ok(body)) => body,
            Ok(Err(Unreadable::Broken)) => {
                // Whoever hung up does not hear it; whoever wrote nonsense must not take it for a lost answer.
                let mut response =
                    self.refuse(400, ServerCode::InvalidParameterType, "The request body cannot be read");
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
                return Ok(response);
            }
            Ok(Err(Unreadable::TooLarge)) => {
                return Ok(self.refuse(
                    413,
                    ServerCode::InvalidParameterExceedLength,
                    "The request body is too large: at most 1 MiB",
                ));
            }
            Err(_) => {
                return Ok(self.refuse(408, ServerCode::RequestTimedOut, "The request body did not arrive in time"));
            }
        };
        if path.starts_with(PREFIX) {
            let text = |name| head.headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or("?"));
            let peer = Peer { is_local: peer.to_canonical().is_loopback(), origin: text(ORIGIN), host: text(HOST) };
            let (reply, revision) = self.with(|sandbox, real| {
                let reply = sandbox.control(peer, head.method.as_str(), &path, &body, real);
                (reply, sandbox.revision())
            });
            return Ok(self.kept(revision).await.unwrap_or_else(|| response(reply)));
        }
        let Some(service) = Service::from_path(&path) else {
            let message = "There is nothing at this path. The sandbox answers POST /api/v2/bmc and POST /api/v2/ccs";
            return Ok(self.refuse(404, ServerCode::OperationFailedResourceNotFound, message));
        };
        if head.method != Method::POST {
            let mut response = self.refuse(405, ServerCode::InvalidParameterValue, "The API takes POST only");
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
            return Ok(response);
        }
        let (Answer { delay, reply }, revision) = self.call(service, &head.headers, &body);
        if let Some(failure) = self.kept(revision).await {
            return Ok(failure);
        }
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        reply.map(response).ok_or(Closed)
    }

    /// Waits until the state file has this revision: nobody hears of what a kill could still undo.
    /// Where it cannot be written every caller hears so.
    async fn kept(&self, revision: u64) -> Option<Response<Full<Bytes>>> {
        let keeper = self.keeper.as_ref().filter(|keeper| !keeper.has(revision))?;
        let (keeper, sandbox) = (Arc::clone(keeper), Arc::clone(&self.sandbox));
        // A task of its own: a client that hangs up does not stop it.
        let kept = tokio::spawn(async move { keeper.keep(revision, &sandbox).await });
        match kept.await {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error.to_string()),
            Err(error) => Some(error.to_string()),
        }
        .map(|error| {
            tracing::error!(error, "the state file cannot be written: what was just done will be lost at the end");
            let message = "The sandbox cannot write its state file, so this would be forgotten at its end: see its log";
            self.refuse(500, ServerCode::InternalServerError, message)
        })
    }

    fn call(&self, service: Service, headers: &HeaderMap, body: &[u8]) -> (Answer, u64) {
        let started = Instant::now();
        let header = |name: &str| header(headers, name);
        let (answer, revision) = self.with(|sandbox, real| {
            let answer = sandbox.handle(&Call { service, header: &header, body }, real);
            (answer, sandbox.revision())
        });
        // Only names of actions: whatever else stands there could be anything.
        let action = header("x-zc-action").and_then(|name| name.parse::<Action>().ok());
        tracing::info!(
            action = action.map_or("unknown", Action::name),
            status = answer.status(),
            micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
            "call"
        );
        (answer, revision)
    }

    fn with<T>(&self, act: impl FnOnce(&mut Sandbox, Millis) -> T) -> T {
        let real = (self.real_clock)();
        // A panic in another request leaves plain data behind, which is still good to use.
        act(&mut self.sandbox.lock().unwrap_or_else(PoisonError::into_inner), real)
    }

    fn refuse(&self, status: u16, code: ServerCode, message: &str) -> Response<Full<Bytes>> {
        let refusal = Refusal::with_status(status, code, message);
        response(self.with(|sandbox, _| sandbox.refuse(&refusal)))
    }
}

/// Writes the state file. Those who wait for it while it is written share the next write.
struct Keeper {
    file: tokio::sync::Mutex<Arc<StateFile>>,
    kept: AtomicU64,
}

impl Keeper {
    fn new(file: StateFile, kept: u64) -> Self {
        Self { file: tokio::sync::Mutex::new(Arc::new(file)), kept: AtomicU64::new(kept) }
    }

    fn has(&self, revision: u64) -> bool {
        self.kept.load(Ordering::Acquire) >= revision
    }

    async fn keep(&self, revision: u64, sandbox: &Mutex<Sandbox>) -> io::Result<()> {
        let file = self.file.lock().await;
        if self.has(revision) {
            return Ok(());
        }
        let (snapshot, revision) = {
            let sandbox = sandbox.lock().unwrap_or_else(PoisonError::into_inner);
            (sandbox.snapshot(), sandbox.revision())
        };
        let writer = Arc::clone(&file);
        tokio::task::spawn_blocking(move || writer.write(&snapshot)).await.map_err(io::Error::other)??;
        self.kept.fetch_max(revision, Ordering::Release);
        Ok(())
    }
}

/// Serves connections until `stop` is done; then lets what is under way end.
pub async fn serve(listener: TcpListener, shell: Arc<Shell>, stop: impl Future<Output = ()>) {
    let (stopping, stopped) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    connections.spawn(connection(stream, peer.ip(), Arc::clone(&shell), stopped.clone()));
                }
                // Out of file descriptors, most likely: wait for some to be free again.
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
    drop(listener);
    stopping.send_replace(true);
    let all_ended = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, all_ended).await.is_err() {
        connections.shutdown().await;
    }
}

async fn connection(stream: TcpStream, peer: IpAddr, shell: Arc<Shell>, mut stopped: watch::Receiver<bool>) {
    let _ = stream.set_nodelay(true);
    // Who asks and never reads the answer is not waited for either.
    let mut patient = TimeoutStream::new(stream);
    patient.set_write_timeout(Some(shell.read_timeout));
    let service = service_fn(|request| shell.respond(peer, request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(shell.read_timeout)
        .serve_connection(TokioIo::new(Box::pin(patient)), service);
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = &mut connection => ended,
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "connection ended");
    }
}

/// Why a body could not be read.
enum Unreadable {
    TooLarge,
    Broken,
}

async fn collect<B: Body<Data = Bytes>>(body: B) -> Result<Vec<u8>, Unreadable> {
    // Announced to be so long that nobody would hear the refusal behind it.
    if body.size_hint().lower() > DRAIN_MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let mut body = pin!(body);
    let (mut collected, mut length) = (Vec::new(), 0_usize);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unreadable::Broken)?.into_data() else { continue };
        length = length.saturating_add(data.len());
        if length <= BODY_MAX_BYTES {
            collected.extend_from_slice(&data);
        } else if length as u64 > DRAIN_MAX_BYTES {
            break;
        }
    }
    if length > BODY_MAX_BYTES { Err(Unreadable::TooLarge) } else { Ok(collected) }
}

/// A header as received. One that is sent twice is joined, so that nobody can hide a second value.
fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let values: Vec<&str> =
        headers.get_all(name).iter().map(|value| std::str::from_utf8(value.as_bytes()).ok()).collect::<Option<_>>()?;
    (!values.is_empty()).then(|| values.join(","))
}

fn response(reply: Reply) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(reply.body)));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in reply.headers {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    // Part of a body that is too large may still be on its way.
    if matches!(reply.status, 408 | 413) {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

fn machine_clock() -> Millis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
