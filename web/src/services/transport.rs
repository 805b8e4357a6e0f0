//! One HTTP request, out and back. Nothing here retries.

use super::clock::{now, parse_http_date};
use crate::state::clock_check;
use gloo_net::http::{Request, Response};
use gloo_timers::callback::Timeout;
use js_sys::Promise;
use reinstall_core::api::{CallError, RawAnswer, SignedRequest};
use reinstall_core::time::UnixSeconds;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

/// How long a call that reads may take, in milliseconds.
pub const READ_TIMEOUT_MILLIS: u32 = 30_000;

/// How long a reinstall may take, in milliseconds: longer than the proxy's own limit, so that the
/// proxy's word on whether it was sent still arrives.
pub const REINSTALL_TIMEOUT_MILLIS: u32 = 120_000;

/// How long a try to connect may take, in milliseconds: somebody sees it wait and can stop it, and a slow proxy is better
/// than none.
pub const CONNECT_TIMEOUT_MILLIS: u32 = 120_000;

/// What ends the requests of one try before they are answered: a person, or [`CONNECT_TIMEOUT_MILLIS`]. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Cancel(Rc<Try>);

#[derive(Debug)]
struct Try {
    controller: AbortController,
    stopped: Cell<bool>,
    /// Runs out with the last clone.
    _limit: Timeout,
}

impl PartialEq for Cancel {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Cancel {
    /// For a try that begins now.
    #[expect(clippy::new_without_default, reason = "it starts a clock, which no default should")]
    pub fn new() -> Self {
        #[expect(clippy::expect_used, reason = "every browser that runs WebAssembly has it, and it takes no argument")]
        let controller = AbortController::new().expect("AbortController can be made");
        let limit = {
            let controller = controller.clone();
            Timeout::new(CONNECT_TIMEOUT_MILLIS, move || controller.abort())
        };
        Self(Rc::new(Try { controller, stopped: Cell::new(false), _limit: limit }))
    }

    /// Ends it. Its requests fail at once; whatever they would have said is worth nothing.
    pub fn stop(&self) {
        self.0.stopped.set(true);
        self.0.controller.abort();
    }

    /// Somebody ended it.
    pub fn is_stopped(&self) -> bool {
        self.0.stopped.get()
    }

    /// Its time ran out.
    pub fn ran_out(&self) -> bool {
        !self.is_stopped() && self.0.controller.signal().aborted()
    }

    /// Waits until it has been ended, in one way or the other.
    pub async fn ended(&self) {
        let signal = self.signal();
        let promise = Promise::new(&mut |resolve, _| {
            if signal.aborted() {
                // Nobody else has this function yet.
                drop(resolve.call0(&JsValue::UNDEFINED));
            } else {
                signal.set_onabort(Some(&resolve));
            }
        });
        drop(JsFuture::from(promise).await);
    }

    pub(super) fn signal(&self) -> AbortSignal {
        self.0.controller.signal()
    }
}

/// An answer, whatever it is.
#[derive(Clone, Debug, Default)]
pub struct Received {
    /// The HTTP status.
    pub status: u16,
    /// The header `cf-mitigated: challenge`.
    pub challenge: bool,
    /// The proxy itself speaks.
    pub from_proxy: bool,
    /// `Retry-After` in seconds.
    pub retry_after: Option<u32>,
    /// By how many seconds this machine's clock is ahead of the `Date` header; negative: behind. `None`: there was none.
    pub ahead: Option<i64>,
    /// The body.
    pub body: String,
}

impl Received {
    /// What the core reads.
    pub fn raw(&self) -> RawAnswer<'_> {
        RawAnswer {
            status: self.status,
            challenge: self.challenge,
            from_proxy: self.from_proxy,
            retry_after: self.retry_after,
            body: &self.body,
        }
    }
}

/// Posts a signed request to the proxy at `endpoint` (an origin; empty: this page's own).
///
/// # Errors
/// [`CallError::Unreachable`] where nothing came back. For a reinstall that is no proof of anything.
pub async fn post(endpoint: &str, request: &SignedRequest, cancel: Option<&Cancel>) -> Result<Received, CallError> {
    let timeout = if request.action().is_destructive() { REINSTALL_TIMEOUT_MILLIS } else { READ_TIMEOUT_MILLIS };
    let signal = cancel.map_or_else(|| AbortSignal::timeout_with_u32(timeout), Cancel::signal);
    let mut builder = strict(Request::post(&format!("{endpoint}{}", request.path())), &signal);
    for (name, value) in request.headers() {
        builder = builder.header(name, value);
    }
    let request = builder.body(request.body().expose()).map_err(|error| unreachable(&error))?;
    let started = now();
    receive(request.send().await, started).await
}

/// Gets a public document of the proxy.
///
/// # Errors
/// [`CallError::Unreachable`] where nothing came back.
pub async fn get(endpoint: &str, path: &str, cancel: Option<&Cancel>) -> Result<Received, CallError> {
    let signal = cancel.map_or_else(|| AbortSignal::timeout_with_u32(READ_TIMEOUT_MILLIS), Cancel::signal);
    let started = now();
    receive(strict(Request::get(&format!("{endpoint}{path}")), &signal).send().await, started).await
}

/// No cookies, no cache, no redirects, no referrer.
fn strict(builder: gloo_net::http::RequestBuilder, signal: &AbortSignal) -> gloo_net::http::RequestBuilder {
    builder
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(signal))
}

async fn receive(response: Result<Response, gloo_net::Error>, started: UnixSeconds) -> Result<Received, CallError> {
    let response = response.map_err(|error| unreachable(&error))?;
    let headers = response.headers();
    let date = headers.get("date").as_deref().and_then(parse_http_date);
    let received = Received {
        status: response.status(),
        challenge: headers.get("cf-mitigated").is_some_and(|value| value.eq_ignore_ascii_case("challenge")),
        from_proxy: headers.get("x-reinstall-proxy-error").is_some(),
        retry_after: headers.get("retry-after").and_then(|value| value.trim().parse().ok()),
        ahead: date.map(|date| clock_check::ahead(date, started, now())),
        body: response.text().await.map_err(|error| unreachable(&error))?,
    };
    Ok(received)
}

/// What [`CallError::Unreachable`] says where it took too long.
pub const TOO_LATE: &str = "nothing came back in time";

/// What it says of everything else.
pub const BROKEN: &str = "the browser could not reach the proxy, or the connection broke";

/// The browser says little on purpose; a time-out it does tell.
fn unreachable(error: &gloo_net::Error) -> CallError {
    let text = error.to_string();
    let is_late = ["TimeoutError", "AbortError", "timed out"].iter().any(|word| text.contains(word));
    let why = if is_late { TOO_LATE } else { BROKEN };
    CallError::Unreachable { why: why.to_owned() }
}
