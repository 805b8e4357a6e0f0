//! One line per request: what was called, how it ended, how long it took. Never a header value
//! other than the name of a known action, never a body.

use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use reinstall_core::api::Action;

use crate::app::is_ours;
use crate::error::ERROR_HEADER;

/// The outermost layer.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let ours = is_ours(request.uri().path());
    let action = action(&request);

    let response = next.run(request).await;

    let action = action.map_or("-", Action::name);
    let status = response.status().as_u16();
    let error = response.headers().get(ERROR_HEADER).and_then(|code| code.to_str().ok()).unwrap_or("-");
    let ms = begun.elapsed().as_millis();
    if ours || error != "-" {
        tracing::info!(%method, action, status, error, ms, "answered");
    } else {
        tracing::debug!(%method, action, status, error, ms, "answered");
    }
    response
}

/// A name that is not in the table is not repeated: it could be anything.
fn action(request: &Request) -> Option<Action> {
    request.headers().get("x-zc-action")?.to_str().ok()?.parse().ok()
}
