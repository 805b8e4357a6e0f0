//! Everything that the proxy itself says no to, and what that looks like on the wire.
//!
//! One variant, one code. A message never holds a header value other than the action, the origin
//! or the host, and never a part of a body.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::{HeaderName, RETRY_AFTER};
use http::{HeaderValue, Method, StatusCode};
use reinstall_core::api::{Action, Service};
use serde::Serialize;

use crate::sent::Sent;

/// The header that marks an answer as the proxy's own; its value is the code. It cannot come from
/// the upstream, whose headers pass only by name.
pub const ERROR_HEADER: HeaderName = HeaderName::from_static("x-reinstall-proxy-error");

/// A refusal or a failure of the proxy itself, apart from everything the API answers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProxyError {
    /// The request line names a server, as one sent to an open proxy does.
    #[error("the request target must be a path; this proxy calls one server only")]
    TargetRefused,
    /// No Host header, several, or one that is no host.
    #[error("the request must carry exactly one Host header with a host in it")]
    HostMissing,
    /// The Host is not a name of this proxy.
    #[error("the Host `{host}` is not a name of this proxy")]
    HostRefused {
        /// The Host header, shortened.
        host: String,
    },
    /// Several Origin headers.
    #[error("the request carries more than one Origin header")]
    OriginAmbiguous,
    /// The Origin is not in the list.
    #[error("pages of the origin `{origin}` may not use this proxy")]
    OriginRefused {
        /// The Origin header, shortened.
        origin: String,
    },
    /// A query string where none belongs.
    #[error("the request carries a query string; the API takes none")]
    QueryRefused,
    /// Nothing lies at this path.
    #[error("there is nothing at this path")]
    PathUnknown,
    /// The path is right, the method is not.
    #[error("the method {method} is not allowed at this path")]
    MethodRefused {
        /// The method of the request.
        method: Method,
    },
    /// No action header, several, or one that is not text.
    #[error("the request must carry exactly one x-zc-action header")]
    ActionMissing,
    /// Not one of the product's actions.
    #[error("the action `{action}` does not pass this proxy")]
    ActionRefused {
        /// The action header, shortened.
        action: String,
    },
    /// The action belongs to another service than the path.
    #[error("{action} belongs to {}, not to {}", .action.service().path(), .service.path())]
    ServiceMismatch {
        /// The action of the request.
        action: Action,
        /// The service whose path was called.
        service: Service,
    },
    /// The service header is not that of the path.
    #[error("x-zc-service must be `{}` at this path, once, or be left out", .service.name())]
    ServiceHeader {
        /// The service whose path was called.
        service: Service,
    },
    /// A call that changes a server, and the proxy was started with `--read-only`.
    #[error("{action} changes a server, and this proxy was started with --read-only")]
    ReadOnly {
        /// The action of the request.
        action: Action,
    },
    /// A header that is forwarded came more than once, so it is unclear which one was signed.
    #[error("the request carries the header {name} more than once")]
    HeaderRepeated {
        /// The name of the header.
        name: HeaderName,
    },
    /// The body is longer than `--max-body`.
    #[error("the request body is longer than {max} bytes")]
    BodyTooLarge {
        /// The limit in bytes.
        max: usize,
    },
    /// The body did not arrive in time.
    #[error("the request body did not arrive within {seconds} s")]
    BodySlow {
        /// The limit in seconds.
        seconds: u64,
    },
    /// The body broke off.
    #[error("the request body broke off or is malformed")]
    BodyBroken,
    /// More requests than `--rate` allows.
    #[error("more requests from this address than the proxy allows")]
    RateLimited {
        /// Seconds until the next request will pass; at least 1.
        retry_after: u64,
    },
    /// Too many calls are under way.
    #[error("too many calls are under way")]
    Busy,
    /// The upstream's name has no address.
    #[error("the name {host} could not be resolved")]
    UpstreamDns {
        /// The upstream's host.
        host: String,
    },
    /// Nobody listens at the upstream's address.
    #[error("{upstream} refused the connection")]
    UpstreamRefused {
        /// The upstream's host and port.
        upstream: String,
    },
    /// No connection, for another reason than the two above.
    #[error("{upstream} cannot be reached: {reason}")]
    UpstreamUnreachable {
        /// The upstream's host and port.
        upstream: String,
        /// What the system said.
        reason: String,
    },
    /// No trustworthy TLS connection.
    #[error("no trustworthy TLS connection to {upstream}: {reason}")]
    UpstreamTls {
        /// The upstream's host and port.
        upstream: String,
        /// What the TLS library said.
        reason: String,
    },
    /// No complete answer in time.
    #[error("no complete answer from the API within {seconds} s")]
    UpstreamTimeout {
        /// The limit in seconds.
        seconds: u64,
        /// Whether the request had left.
        sent: Sent,
    },
    /// The connection ended before the answer was complete.
    #[error("the connection to the API ended before its answer was complete")]
    UpstreamReset {
        /// Whether the request had left.
        sent: Sent,
    },
    /// A redirect, which is never followed.
    #[error("the API answered with a redirect (status {status}), which this proxy never follows")]
    UpstreamRedirect {
        /// The status of the answer.
        status: u16,
        /// Whether the request had left.
        sent: Sent,
    },
    /// Something that is not HTTP, or not an answer.
    #[error("the API's answer is not valid HTTP")]
    UpstreamBadAnswer {
        /// Whether the request had left.
        sent: Sent,
    },
    /// An answer that is too long to hold.
    #[error("the API's answer is longer than {max} bytes")]
    UpstreamTooLarge {
        /// The limit in bytes.
        max: usize,
        /// Whether the request had left.
        sent: Sent,
    },
    /// Asked by `/readyz`: the upstream cannot be reached.
    #[error("not ready: {0}")]
    NotReady(#[source] Box<ProxyError>),
}

impl ProxyError {
    /// The code: stable, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TargetRefused => "target_refused",
            Self::HostMissing => "host_missing",
            Self::HostRefused { .. } => "host_refused",
            Self::OriginAmbiguous => "origin_ambiguous",
            Self::OriginRefused { .. } => "origin_refused",
            Self::QueryRefused => "query_refused",
            Self::PathUnknown => "path_unknown",
            Self::MethodRefused { .. } => "method_refused",
            Self::ActionMissing => "action_missing",
            Self::ActionRefused { .. } => "action_refused",
            Self::ServiceMismatch { .. } => "service_mismatch",
            Self::ServiceHeader { .. } => "service_header",
            Self::ReadOnly { .. } => "read_only",
            Self::HeaderRepeated { .. } => "header_repeated",
            Self::BodyTooLarge { .. } => "body_too_large",
            Self::BodySlow { .. } => "body_slow",
            Self::BodyBroken => "body_broken",
            Self::RateLimited { .. } => "rate_limited",
            Self::Busy => "busy",
            Self::UpstreamDns { .. } => "upstream_dns",
            Self::UpstreamRefused { .. } => "upstream_refused",
            Self::UpstreamUnreachable { .. } => "upstream_unreachable",
            Self::UpstreamTls { .. } => "upstream_tls",
            Self::UpstreamTimeout { .. } => "upstream_timeout",
            Self::UpstreamReset { .. } => "upstream_reset",
            Self::UpstreamRedirect { .. } => "upstream_redirect",
            Self::UpstreamBadAnswer { .. } => "upstream_bad_answer",
            Self::UpstreamTooLarge { .. } => "upstream_too_large",
            Self::NotReady(_) => "not_ready",
        }
    }

    /// The HTTP status of the answer.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::TargetRefused
            | Self::HostMissing
            | Self::OriginAmbiguous
            | Self::QueryRefused
            | Self::ActionMissing
            | Self::ServiceMismatch { .. }
            | Self::ServiceHeader { .. }
            | Self::HeaderRepeated { .. }
            | Self::BodyBroken => StatusCode::BAD_REQUEST,
            Self::HostRefused { .. }
            | Self::OriginRefused { .. }
            | Self::ActionRefused { .. }
            | Self::ReadOnly { .. } => StatusCode::FORBIDDEN,
            Self::PathUnknown => StatusCode::NOT_FOUND,
            Self::MethodRefused { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::BodySlow { .. } => StatusCode::REQUEST_TIMEOUT,
            Self::BodyTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::NotReady(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::UpstreamDns { .. }
            | Self::UpstreamRefused { .. }
            | Self::UpstreamUnreachable { .. }
            | Self::UpstreamTls { .. }
            | Self::UpstreamReset { .. }
            | Self::UpstreamRedirect { .. }
            | Self::UpstreamBadAnswer { .. }
            | Self::UpstreamTooLarge { .. } => StatusCode::BAD_GATEWAY,
            Self::UpstreamTimeout { .. } => StatusCode::GATEWAY_TIMEOUT,
        }
    }

    /// Whether the request had left when this happened. Everything that is decided before a
    /// connection to the upstream stands is a plain [`Sent::No`].
    pub const fn sent(&self) -> Sent {
        match self {
            Self::UpstreamTimeout { sent, .. }
            | Self::UpstreamReset { sent }
            | Self::UpstreamRedirect { sent, .. }
            | Self::UpstreamBadAnswer { sent }
            | Self::UpstreamTooLarge { sent, .. } => *sent,
            _ => Sent::No,
        }
    }

    /// What a person can do about it, in one or two sentences.
    pub const fn what_to_do(&self) -> &'static str {
        match self.sent() {
            Sent::Yes => {
                "The API may have acted on the request. Do not send it again: first look at the server's state."
            }
            Sent::Unknown => {
                "A part of the request left, perhaps all of it. Do not send it again: first look at the server's state."
            }
            Sent::No => self.advice(),
        }
    }

    /// [`ProxyError::what_to_do`] where nothing was sent.
    const fn advice(&self) -> &'static str {
        match self {
            Self::TargetRefused => "Send the path alone in the request line.",
            Self::HostMissing => "Send one Host header with the proxy's own name.",
            Self::HostRefused { .. } => {
                "Use an address that the proxy knows as its own. If this name is yours, start the proxy with --host and this name."
            }
            Self::OriginAmbiguous => "Send one Origin header, or none.",
            Self::OriginRefused { .. } => {
                "If you trust this page, start the proxy with --allow-origin and this origin."
            }
            Self::QueryRefused => "Leave the query string out; parameters belong in the body.",
            Self::PathUnknown => "The paths are /api/v2/bmc, /api/v2/ccs, /proxy-info, /healthz and /readyz.",
            Self::MethodRefused { .. } => "Call the API with POST and the proxy's own pages with GET.",
            Self::ActionMissing => "Send the name of the action in one x-zc-action header.",
            Self::ActionRefused { .. } => {
                "The actions that pass are DescribeZones, DescribeInstances, DescribeInstanceTypes, DescribeImages, DescribeKeyPairs and ReinstallInstance."
            }
            Self::ServiceMismatch { .. } => "Post the action to the path of its service.",
            Self::ServiceHeader { .. } => "Make x-zc-service and the path agree.",
            Self::ReadOnly { .. } => "To allow it, start the proxy without --read-only.",
            Self::HeaderRepeated { .. } => "Send each header once.",
            Self::BodyTooLarge { .. } => "Send a shorter body, or start the proxy with a larger --max-body.",
            Self::BodySlow { .. } | Self::BodyBroken => {
                "Nothing was sent to the API. Check the connection to the proxy, then try again."
            }
            Self::RateLimited { .. } => {
                "Nothing was sent to the API. Wait as long as Retry-After says, then try again."
            }
            Self::Busy => "Nothing was sent to the API. Wait a moment, then try again.",
            Self::UpstreamDns { .. } => {
                "Nothing was sent to the API. Check the proxy's --upstream and the name service of its machine."
            }
            Self::UpstreamRefused { .. } | Self::UpstreamUnreachable { .. } => {
                "Nothing was sent to the API. Check that the upstream runs, and the proxy's --upstream and network."
            }
            Self::UpstreamTls { .. } => {
                "Nothing was sent to the API. Check the clock and the trusted certificates of the proxy's machine; a company's own authority is trusted through SSL_CERT_FILE."
            }
            Self::UpstreamTimeout { .. }
            | Self::UpstreamReset { .. }
            | Self::UpstreamRedirect { .. }
            | Self::UpstreamBadAnswer { .. }
            | Self::UpstreamTooLarge { .. } => {
                "Nothing was sent to the API. Check the proxy's --upstream and network, then try again."
            }
            Self::NotReady(cause) => cause.advice(),
        }
    }

    const fn retry_after(&self) -> Option<u64> {
        match self {
            Self::RateLimited { retry_after } => Some(*retry_after),
            Self::Busy => Some(1),
            _ => None,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Envelope<'a> {
    proxy_error: Words<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Words<'a> {
    code: &'a str,
    message: String,
    sent: &'a str,
    what_to_do: &'a str,
}

impl IntoResponse for ProxyError {
    fn into_response(self) -> Response {
        let words = Words {
            code: self.code(),
            message: self.to_string(),
            sent: self.sent().word(),
            what_to_do: self.what_to_do(),
        };
        let mut response = (self.status(), Json(Envelope { proxy_error: words })).into_response();
        let headers = response.headers_mut();
        headers.insert(ERROR_HEADER, HeaderValue::from_static(self.code()));
        if let Some(seconds) = self.retry_after() {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// A header value for a message: its text, shortened.
pub(crate) fn shown(value: &HeaderValue) -> String {
    const MAX_CHARS: usize = 100;
    value.to_str().map_or_else(|_| "(not text)".to_owned(), |text| text.chars().take(MAX_CHARS).collect())
}
