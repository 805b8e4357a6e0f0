//! One HTTP request, out and back. Nothing here retries.

use gloo_net::http::{Request, Response};
use reinstall_core::api::{CallError, RawAnswer, SignedRequest};
use web_sys::{AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

/// How long a call that reads may take, in milliseconds.
pub const READ_TIMEOUT_MILLIS: u32 = 30_000;

/// How long a reinstall may take, in milliseconds: longer than the proxy's own limit, so that the
/// proxy's word on whether it was sent still arrives.
pub const REINSTALL_TIMEOUT_MILLIS: u32 = 120_000;

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
    /// The `Date` header.
    pub date: Option<String>,
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
pub async fn post(endpoint: &str, request: &SignedRequest) -> Result<Received, CallError> {
    let timeout = if request.action().is_destructive() { REINSTALL_TIMEOUT_MILLIS } else { READ_TIMEOUT_MILLIS };
    let mut builder = strict(Request::post(&format!("{endpoint}{}", request.path())), timeout);
    for (name, value) in request.headers() {
        builder = builder.header(name, value);
    }
    let request = builder.body(request.body().expose()).map_err(|error| unreachable(&error))?;
    receive(request.send().await).await
}

/// Gets a public document of the proxy.
///
/// # Errors
/// [`CallError::Unreachable`] where nothing came back.
pub async fn get(endpoint: &str, path: &str) -> Result<Received, CallError> {
    receive(strict(Request::get(&format!("{endpoint}{path}")), READ_TIMEOUT_MILLIS).send().await).await
}

/// No cookies, no cache, no redirects, no referrer.
fn strict(builder: gloo_net::http::RequestBuilder, timeout_millis: u32) -> gloo_net::http::RequestBuilder {
    builder
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(timeout_millis)))
}

async fn receive(response: Result<Response, gloo_net::Error>) -> Result<Received, CallError> {
    let response = response.map_err(|error| unreachable(&error))?;
    let headers = response.headers();
    let received = Received {
        status: response.status(),
        challenge: headers.get("cf-mitigated").is_some_and(|value| value.eq_ignore_ascii_case("challenge")),
        from_proxy: headers.get("x-reinstall-proxy-error").is_some(),
        retry_after: headers.get("retry-after").and_then(|value| value.trim().parse().ok()),
        date: headers.get("date"),
        body: response.text().await.map_err(|error| unreachable(&error))?,
    };
    Ok(received)
}

/// The browser says little on purpose; a time-out it does tell.
fn unreachable(error: &gloo_net::Error) -> CallError {
    let text = error.to_string();
    let why = if text.contains("TimeoutError") || text.contains("timed out") {
        "nothing came back in time"
    } else {
        "the browser could not reach the proxy, or the connection broke"
    };
    CallError::Unreachable { why: why.to_owned() }
}
