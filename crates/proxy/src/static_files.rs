//! The portal's files: precompressed where there is a `.br` or `.gz` beside them, cached for good
//! where the name holds a hash, and `index.html` for every URL that the portal's router knows.

use std::convert::Infallible;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY};
use http::{HeaderValue, Method, StatusCode, Uri};
use tower::{Service, ServiceExt};
use tower_http::services::ServeDir;

use crate::app::is_ours;
use crate::error::ProxyError;

/// The portal's own scripts, styles and calls, and nothing else from anywhere.
pub const CONTENT_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const FOR_GOOD: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Serves a folder.
#[derive(Clone, Debug)]
pub struct StaticFiles {
    files: ServeDir,
}

impl StaticFiles {
    /// Serves the files of `dir`.
    pub fn new(dir: &Path) -> Self {
        Self {
            files: ServeDir::new(dir)
                .precompressed_br()
                .precompressed_gzip()
                // Folders are no pages: their URLs belong to the portal's router.
                .append_index_html_on_directories(false),
        }
    }

    async fn respond(self, request: Request) -> Response {
        let path = request.uri().path().to_owned();
        let readable = request.method() == Method::GET || request.method() == Method::HEAD;
        if !readable || is_ours(&path) || has_hidden_segment(&path) {
            return ProxyError::PathUnknown.into_response();
        }
        let mut response = if is_page(&path) { self.file(at_index(&request)).await } else { self.file(request).await };
        if response.status() == StatusCode::NOT_FOUND {
            response = ProxyError::PathUnknown.into_response();
        }
        add_headers(&mut response, &path);
        response
    }

    async fn file(self, request: Request) -> Response {
        let Ok(response) = self.files.oneshot(request).await;
        response.map(Body::new)
    }
}

impl Service<Request> for StaticFiles {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let this = self.clone();
        Box::pin(async move { Ok(this.respond(request).await) })
    }
}

/// The same request for `index.html`.
fn at_index(request: &Request) -> Request {
    let mut index = Request::new(Body::empty());
    *index.method_mut() = request.method().clone();
    *index.uri_mut() = Uri::from_static("/index.html");
    *index.headers_mut() = request.headers().clone();
    index
}

/// Whether a path without a file extension, so one of the portal's router.
fn is_page(path: &str) -> bool {
    path.rsplit('/').next().is_none_or(|last| !last.contains('.'))
}

/// Whether a segment begins with a dot: `.git`, `.env` and the like were not meant to be served.
fn has_hidden_segment(path: &str) -> bool {
    path.split('/').any(|segment| segment.starts_with('.') || segment.to_ascii_lowercase().starts_with("%2e"))
}

/// Whether the file name holds a hash of its content: `-`, at least eight hex digits, then `.` or
/// `_bg.`. Such a file never changes under its name.
fn is_hashed(path: &str) -> bool {
    const HASH_MIN: usize = 8;
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split('-').skip(1).any(|part| {
        let rest = part.trim_start_matches(|c: char| matches!(c, '0'..='9' | 'a'..='f'));
        part.len() - rest.len() >= HASH_MIN && (rest.starts_with('.') || rest.starts_with("_bg."))
    })
}

fn add_headers(response: &mut Response, path: &str) {
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let cache = if found && is_hashed(path) { FOR_GOOD } else { ASK_AGAIN };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, cache);
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_POLICY));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_in_the_name_is_known_by_its_form() {
        let cases = [
            ("/app-0123456789abcdef.js", true),
            ("/app-01234567.css", true),
            ("/reinstall-portal-01234567_bg.wasm", true),
            ("/assets/a-deadbeefdeadbeef.js", true),
            ("/app-0123456.js", false),
            ("/app-0123456g.js", false),
            ("/app-ABCDEF01.js", false),
            ("/app.js", false),
            ("/01234567.js", false),
            ("/app-01234567", false),
            ("/app-01234567_bgx.wasm", false),
            ("/dir-01234567.d/app.js", false),
            ("/index.html", false),
        ];
        for (path, hashed) in cases {
            assert_eq!(is_hashed(path), hashed, "{path}");
        }
    }

    #[test]
    fn a_page_is_a_path_without_an_extension() {
        for path in ["/", "/jobs", "/reinstall/1234", "/a.b/c"] {
            assert!(is_page(path), "{path}");
        }
        for path in ["/index.html", "/a/b.js", "/x."] {
            assert!(!is_page(path), "{path}");
        }
    }

    #[test]
    fn hidden_files_are_found_in_any_spelling() {
        for path in ["/.env", "/.git/config", "/a/.x/b", "/%2eenv", "/%2E%2e/x", "/../x"] {
            assert!(has_hidden_segment(path), "{path}");
        }
        assert!(!has_hidden_segment("/a.b/c-d.e"));
    }
}
