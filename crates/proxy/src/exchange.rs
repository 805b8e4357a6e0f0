//! One request and its answer on one connection, and whether the request left.

use std::error::Error;
use std::time::Duration;

use axum::body::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Body as _;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::time::{Instant, timeout_at};

use crate::connect::Connection;
use crate::error::ProxyError;
use crate::sent::{Sent, Watched};

/// When to give up, and how much to hold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// The moment after which there is no more waiting.
    pub(crate) deadline: Instant,
    /// The whole wait that the deadline stands for; for the message.
    pub(crate) timeout: Duration,
    /// The longest answer's body, in bytes.
    pub(crate) max_answer: usize,
}

impl Bounds {
    /// The error of a wait that reached the deadline.
    pub(crate) fn timed_out(&self, sent: Sent) -> ProxyError {
        ProxyError::UpstreamTimeout { seconds: self.timeout.as_secs(), sent }
    }
}

/// Sends `request` on `connection` and reads the whole answer.
///
/// The answer is held until it is complete, so that one that breaks off half-way becomes an error
/// that says whether the request had left, not a body that ends early.
///
/// # Errors
///
/// Each says whether the request had left.
pub(crate) async fn exchange(
    connection: Box<dyn Connection>,
    request: Request<Full<Bytes>>,
    bounds: Bounds,
) -> Result<Response<Bytes>, ProxyError> {
    let length = request.body().size_hint().lower();
    let (connection, sent) = Watched::new(connection, length);
    match timeout_at(bounds.deadline, converse(connection, request, bounds.max_answer)).await {
        Ok(Ok(response)) => checked(response, sent.get()),
        Ok(Err(error)) => Err(failure(error.as_ref(), bounds, sent.get())),
        Err(_) => Err(bounds.timed_out(sent.get())),
    }
}

/// The HTTP part: no retry, no redirect, no interpretation.
async fn converse(
    connection: Watched<Box<dyn Connection>>,
    request: Request<Full<Bytes>>,
    max_answer: usize,
) -> Result<Response<Bytes>, Box<dyn Error + Send + Sync>> {
    let (mut sender, driver) = http1::handshake(TokioIo::new(connection)).await?;
    let answer = async {
        let (parts, body) = sender.send_request(request).await?.into_parts();
        let body = Limited::new(body, max_answer).collect().await?.to_bytes();
        Ok(Response::from_parts(parts, body))
    };
    tokio::pin!(answer, driver);
    tokio::select! {
        // When both are ready the answer is what counts.
        biased;
        answer = &mut answer => answer,
        // The driver ends with the connection; what it failed with, the answer fails with as well.
        _ = &mut driver => answer.await,
    }
}

/// An answer that is one: not a redirect, not a change of protocol.
fn checked(response: Response<Bytes>, sent: Sent) -> Result<Response<Bytes>, ProxyError> {
    let status = response.status();
    if status.is_redirection() {
        return Err(ProxyError::UpstreamRedirect { status: status.as_u16(), sent });
    }
    if status.is_success() || status.is_client_error() || status.is_server_error() {
        return Ok(response);
    }
    Err(ProxyError::UpstreamBadAnswer { sent })
}

fn failure(error: &(dyn Error + 'static), bounds: Bounds, sent: Sent) -> ProxyError {
    if error.is::<LengthLimitError>() {
        return ProxyError::UpstreamTooLarge { max: bounds.max_answer, sent };
    }
    match error.downcast_ref::<hyper::Error>() {
        Some(error) if error.is_parse() => ProxyError::UpstreamBadAnswer { sent },
        _ => ProxyError::UpstreamReset { sent },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::header::HOST;
    use http::{HeaderValue, Method};
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

    const BODY: &[u8] = b"{\"instanceId\":\"1\"}";

    fn request(body: &'static [u8]) -> Request<Full<Bytes>> {
        let mut request = Request::new(Full::new(Bytes::from_static(body)));
        *request.method_mut() = Method::POST;
        request.headers_mut().insert(HOST, HeaderValue::from_static("upstream"));
        request
    }

    fn bounds() -> Bounds {
        let timeout = Duration::from_secs(30);
        Bounds { deadline: Instant::now() + timeout, timeout, max_answer: 1024 }
    }

    /// What the exchange says, and what the other end has read, which does as `upstream` says.
    async fn exchanged<F: Future<Output = Vec<u8>>>(
        body: &'static [u8],
        bounds: Bounds,
        upstream: impl FnOnce(DuplexStream) -> F,
    ) -> (Result<Response<Bytes>, ProxyError>, Vec<u8>) {
        // One byte of buffer: the two ends are never further apart.
        let (near, far) = duplex(1);
        tokio::join!(exchange(Box::new(near), request(body), bounds), upstream(far))
    }

    async fn read_some(far: &mut DuplexStream, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        far.read_exact(&mut bytes).await.unwrap();
        bytes
    }

    /// The whole request on the wire.
    async fn on_the_wire(body: &'static [u8]) -> Vec<u8> {
        let (_, wire) = exchanged(body, bounds(), async |mut far| {
            let mut wire = Vec::new();
            while !wire.ends_with(b"\r\n\r\n") {
                wire.extend(read_some(&mut far, 1).await);
            }
            wire.extend(read_some(&mut far, body.len()).await);
            far.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.unwrap();
            wire
        })
        .await;
        wire
    }

    #[tokio::test]
    async fn the_claim_is_true_wherever_the_upstream_breaks_off() {
        for body in [BODY, b""] {
            let wire = on_the_wire(body).await;
            let head = wire.len() - body.len();
            for read in 0..=wire.len() {
                let (result, _) = exchanged(body, bounds(), async |mut far| read_some(&mut far, read).await).await;
                let error = result.unwrap_err();
                assert_eq!(error.code(), "upstream_reset", "after {read} bytes");
                let sent = error.sent();
                // One byte more than was read may lie in between.
                let begun = if body.is_empty() { 0 } else { head };
                assert!(sent != Sent::No || read <= begun, "false no after {read} bytes");
                assert!(sent != Sent::Yes || read + 1 >= wire.len(), "false yes after {read} bytes");
                // And it is no more timid than it must be.
                assert!(sent == Sent::Yes || read < wire.len(), "all {read} bytes were read");
            }
        }
    }

    #[tokio::test]
    async fn an_upstream_that_stops_reading_leaves_the_outcome_unknown() {
        let bounds = Bounds { deadline: Instant::now() + Duration::from_millis(200), ..bounds() };
        let wire = on_the_wire(BODY).await.len();
        let (near, mut far) = duplex(1);
        let (result, _) = tokio::join!(exchange(Box::new(near), request(BODY), bounds), read_some(&mut far, wire - 4));
        let expected = ProxyError::UpstreamTimeout { seconds: 30, sent: Sent::Unknown };
        assert_eq!(result.unwrap_err(), expected);
    }

    #[tokio::test]
    async fn an_answer_before_the_end_of_the_request_is_still_an_answer() {
        let (result, _) = exchanged(BODY, bounds(), async |mut far| {
            read_some(&mut far, 1).await;
            let (mut reader, mut writer) = tokio::io::split(far);
            let mut rest = Vec::new();
            let answer = b"HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\nno";
            let (_, _) = tokio::join!(reader.read_to_end(&mut rest), writer.write_all(answer));
            rest
        })
        .await;
        let response = result.unwrap();
        assert_eq!(response.status(), 413);
        assert_eq!(response.body().as_ref(), b"no");
    }
}
