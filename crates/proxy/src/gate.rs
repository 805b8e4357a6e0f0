//! Who may ask: the checks that every request passes first, and the CORS headers of every answer.
//!
//! tower-http's `CorsLayer` only decorates: it answers every OPTIONS itself, unasked, and lets
//! requests of strangers through without headers. Here a stranger's request must not reach the
//! API at all, and a refusal must be readable by an allowed page, so both are one step.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, CACHE_CONTROL, HOST,
    HeaderName, ORIGIN, VARY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

use crate::app::{App, is_ours};
use crate::error::{ProxyError, shown};
use crate::forward;
use crate::origin::{HostName, HostPort, Origin};

const ASKS_PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-request-private-network");
const ALLOWS_PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-allow-private-network");

/// What a page may read beyond the body and the content type. `cf-mitigated` tells a challenge of
/// the API's content network from an answer of the API.
const EXPOSED: &str = "date, retry-after, cf-mitigated, x-reinstall-proxy-error";

/// Seconds for which a browser may keep a preflight's answer; Chromium keeps none longer.
const PREFLIGHT_MAX_AGE: &str = "7200";

/// Who may use the proxy, and under which names it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The pages that may call.
    pub origins: Vec<Origin>,
    /// The hosts that may stand in a Host header: the defence against DNS rebinding.
    pub own_names: Vec<HostName>,
    /// Whether the proxy serves the portal, so that its own origin may call too.
    pub serves_pages: bool,
}

impl Policy {
    fn host(&self, headers: &HeaderMap) -> Result<HostPort, ProxyError> {
        let value = single(headers, &HOST).map_err(|_| ProxyError::HostMissing)?.ok_or(ProxyError::HostMissing)?;
        let refused = || ProxyError::HostRefused { host: shown(value) };
        let host: HostPort = parsed(value).ok_or_else(refused)?;
        // The port is not compared: it is the browser's way here, perhaps through a tunnel.
        if self.own_names.contains(&host.host) { Ok(host) } else { Err(refused()) }
    }

    /// The Origin header where it names an allowed page; `None` where there is none. `host` is the
    /// request's Host where that passed.
    fn origin<'a>(
        &self,
        headers: &'a HeaderMap,
        host: Option<&HostPort>,
    ) -> Result<Option<&'a HeaderValue>, ProxyError> {
        let Some(value) = single(headers, &ORIGIN).map_err(|_| ProxyError::OriginAmbiguous)? else {
            return Ok(None);
        };
        let allowed = parsed::<Origin>(value).is_some_and(|origin| {
            let own = || host.is_some_and(|host| origin.is_served_at(host));
            self.origins.contains(&origin) || (self.serves_pages && own())
        });
        if allowed { Ok(Some(value)) } else { Err(ProxyError::OriginRefused { origin: shown(value) }) }
    }
}

/// Checks a request, answers preflights, lets the rest pass, and adds the CORS headers.
pub(crate) async fn gate(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let host = app.policy.host(request.headers());
    let origin = app.policy.origin(request.headers(), host.as_ref().ok());
    let allowed = origin.as_ref().ok().copied().flatten().cloned();

    let verdict = check_target(request.uri(), app.policy.serves_pages).and(host.map(drop)).and(origin.map(drop));
    let mut response = match verdict {
        Err(refusal) => refusal.into_response(),
        Ok(()) if allowed.is_some() && is_preflight(&request) => preflight(request.headers()),
        Ok(()) => next.run(request).await,
    };
    add_headers(response.headers_mut(), allowed);
    response
}

/// The request target must be a bare path. Only pages of the portal may have a query string.
fn check_target(target: &Uri, serves_pages: bool) -> Result<(), ProxyError> {
    if target.scheme().is_some() || target.authority().is_some() || !target.path().starts_with('/') {
        return Err(ProxyError::TargetRefused);
    }
    if target.query().is_some() && (is_ours(target.path()) || !serves_pages) {
        return Err(ProxyError::QueryRefused);
    }
    Ok(())
}

fn is_preflight(request: &Request) -> bool {
    request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// The same lists whatever is asked: the browser compares.
fn preflight(asked: &HeaderMap) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("POST, GET"));
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(forward::PREFLIGHT_HEADERS));
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(PREFLIGHT_MAX_AGE));
    // A page on the public web that calls a proxy on loopback is asked for this by Chromium.
    if asked.get(ASKS_PRIVATE_NETWORK).is_some_and(|v| v == "true") {
        headers.insert(ALLOWS_PRIVATE_NETWORK, HeaderValue::from_static("true"));
    }
    response
}

fn add_headers(headers: &mut HeaderMap, allowed: Option<HeaderValue>) {
    headers.append(VARY, HeaderValue::from_static("origin"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if let Some(origin) = allowed {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    }
}

/// A header came more than once.
#[derive(Debug)]
pub(crate) struct Repeated;

/// The value of a header that may come once.
pub(crate) fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a HeaderValue>, Repeated> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (value, None) => Ok(value),
        (_, Some(_)) => Err(Repeated),
    }
}

fn parsed<T: std::str::FromStr>(value: &HeaderValue) -> Option<T> {
    value.to_str().ok()?.parse().ok()
}
