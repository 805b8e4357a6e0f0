//! One API call: what is let through, and how it reaches the upstream.
//!
//! The order is the safety. Everything that can be refused is refused, the whole body is read, and
//! the connection stands before the first byte is sent; from then on the exchange runs to its end
//! whether or not the client is still there.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use http::header::{
    ACCEPT, AUTHORIZATION, CONNECTION, CONTENT_ENCODING, CONTENT_TYPE, DATE, HOST, HeaderName, RETRY_AFTER, USER_AGENT,
};
use http::{HeaderMap, HeaderValue, Method};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Body as _;
use reinstall_core::api::{Action, Service};
use tokio::time::{Instant, timeout, timeout_at};

use crate::app::{App, Limits};
use crate::error::{ProxyError, shown};
use crate::exchange::{Bounds, exchange};
use crate::gate::single;
use crate::sent::Sent;

const ACTION: HeaderName = HeaderName::from_static("x-zc-action");
const SERVICE: HeaderName = HeaderName::from_static("x-zc-service");

/// The request headers that reach the API: those of its documentation and of its SDKs.
const FORWARDED: [HeaderName; 12] = [
    ACCEPT,
    AUTHORIZATION,
    CONTENT_TYPE,
    ACTION,
    SERVICE,
    HeaderName::from_static("x-zc-version"),
    HeaderName::from_static("x-zc-timestamp"),
    HeaderName::from_static("x-zc-signature-method"),
    HeaderName::from_static("x-zc-signature-version"),
    HeaderName::from_static("x-zc-sdk-version"),
    HeaderName::from_static("x-zc-sdk-lang"),
    HeaderName::from_static("x-zc-request-client"),
];

/// The same list for preflights, where `accept` needs no permission.
pub(crate) const PREFLIGHT_HEADERS: &str = "authorization, content-type, x-zc-action, x-zc-version, x-zc-service, x-zc-timestamp, x-zc-signature-method, x-zc-signature-version, x-zc-sdk-version, x-zc-sdk-lang, x-zc-request-client";

/// The response headers that reach the page. A list of what passes, so that no cookie, no CORS
/// header and no lasting promise (HSTS, for one) of the API's host is ever made in our name.
const RETURNED: [HeaderName; 5] =
    [CONTENT_TYPE, CONTENT_ENCODING, DATE, RETRY_AFTER, HeaderName::from_static("cf-mitigated")];

/// The content network before the API turns requests without a user agent away.
const OWN_USER_AGENT: HeaderValue = HeaderValue::from_static(concat!("reinstall-proxy/", env!("CARGO_PKG_VERSION")));

/// `POST /api/v2/bmc`
pub(crate) async fn bmc(app: State<Arc<App>>, request: Request) -> Result<Response, ProxyError> {
    call(&app, Service::Bmc, request).await
}

/// `POST /api/v2/ccs`
pub(crate) async fn ccs(app: State<Arc<App>>, request: Request) -> Result<Response, ProxyError> {
    call(&app, Service::Ccs, request).await
}

async fn call(app: &Arc<App>, service: Service, request: Request) -> Result<Response, ProxyError> {
    let (parts, body) = request.into_parts();
    let action = admit(service, &parts.headers, app.read_only)?;
    let headers = forwarded(&parts.headers)?;
    let body = read(body, &app.limits).await?;

    let bounds = app.bounds();
    let slot = timeout_at(bounds.deadline, app.exchanges.clone().acquire_owned())
        .await
        .ok()
        .and_then(Result::ok)
        .ok_or(ProxyError::Busy)?;
    let connection =
        timeout_at(bounds.deadline, app.connector.connect()).await.map_err(|_| bounds.timed_out(Sent::No))??;

    // Up to here a client that goes away takes its request with it. From here on it cannot: the
    // task runs on without us.
    let request = assemble(service, headers, body, app);
    let (page, answer) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        let result = exchange(connection, request, bounds).await;
        drop(slot);
        if let Err(result) = page.send(result) {
            log_unheard(action, &result);
        }
    });
    // The task answers always; should it ever fail to, nobody knows how far it got.
    let lost = ProxyError::UpstreamReset { sent: Sent::Unknown };
    let response = answer.await.unwrap_or(Err(lost))?;
    Ok(returned(response))
}

/// The one action of the request, if it may pass.
fn admit(service: Service, headers: &HeaderMap, read_only: bool) -> Result<Action, ProxyError> {
    let name = single(headers, &ACTION).ok().flatten().ok_or(ProxyError::ActionMissing)?;
    let action: Action = name
        .to_str()
        .ok()
        .and_then(|name| name.parse().ok())
        .ok_or_else(|| ProxyError::ActionRefused { action: shown(name) })?;
    if action.service() != service {
        return Err(ProxyError::ServiceMismatch { action, service });
    }
    match single(headers, &SERVICE) {
        Ok(None) => {}
        Ok(Some(name)) if name == service.name() => {}
        _ => return Err(ProxyError::ServiceHeader { service }),
    }
    if read_only && action.is_destructive() {
        return Err(ProxyError::ReadOnly { action });
    }
    Ok(action)
}

/// The headers that pass, each as it came.
fn forwarded(headers: &HeaderMap) -> Result<HeaderMap, ProxyError> {
    let mut passing = HeaderMap::with_capacity(FORWARDED.len());
    for name in FORWARDED {
        match single(headers, &name) {
            Ok(Some(value)) => {
                passing.insert(name, value.clone());
            }
            Ok(None) => {}
            Err(_) => return Err(ProxyError::HeaderRepeated { name }),
        }
    }
    Ok(passing)
}

/// The whole body, so that a slow or broken client costs nothing but itself.
async fn read(body: Body, limits: &Limits) -> Result<Bytes, ProxyError> {
    let max = limits.max_body;
    if body.size_hint().lower() > max as u64 {
        return Err(ProxyError::BodyTooLarge { max });
    }
    match timeout(limits.body_read, Limited::new(body, max).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(ProxyError::BodyTooLarge { max }),
        Ok(Err(_)) => Err(ProxyError::BodyBroken),
        Err(_) => Err(ProxyError::BodySlow { seconds: limits.body_read.as_secs() }),
    }
}

fn assemble(service: Service, headers: HeaderMap, body: Bytes, app: &App) -> http::Request<Full<Bytes>> {
    let mut request = http::Request::new(Full::new(body));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = http::Uri::from_static(service.path());
    *request.headers_mut() = headers;
    let headers = request.headers_mut();
    headers.insert(HOST, app.upstream_host.clone());
    headers.insert(USER_AGENT, OWN_USER_AGENT);
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    request
}

/// Status and body as they came, and the headers that pass.
fn returned(answer: http::Response<Bytes>) -> Response {
    let (parts, body) = answer.into_parts();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = parts.status;
    for name in RETURNED {
        for value in parts.headers.get_all(&name) {
            response.headers_mut().append(name.clone(), value.clone());
        }
    }
    response
}

/// The client went away before the answer came: this line is all that is left of it.
fn log_unheard(action: Action, result: &Result<http::Response<Bytes>, ProxyError>) {
    match result {
        Ok(answer) => tracing::warn!(
            %action,
            upstream_status = answer.status().as_u16(),
            "the client left before the API answered"
        ),
        Err(error) => tracing::warn!(
            %action,
            error = error.code(),
            sent = error.sent().word(),
            "the client left before the API answered"
        ),
    }
}

impl App {
    /// Limits of an exchange that begins now.
    pub(crate) fn bounds(&self) -> Bounds {
        Bounds {
            deadline: Instant::now() + self.limits.timeout,
            timeout: self.limits.timeout,
            max_answer: self.limits.max_answer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preflight_allows_what_is_forwarded() {
        let mut allowed: Vec<_> = PREFLIGHT_HEADERS.split(", ").chain(["accept"]).collect();
        let names = FORWARDED;
        let mut forwarded: Vec<_> = names.iter().map(HeaderName::as_str).collect();
        allowed.sort_unstable();
        forwarded.sort_unstable();
        assert_eq!(allowed, forwarded);
    }
}
