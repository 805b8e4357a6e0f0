//! What reaches the upstream, and what comes back: byte for byte, and nothing besides.

use crate::client::{Call, exchange};
use crate::proxy::{PAGE, Setup};
use crate::upstream::{Upstream, ok};

/// A body that any change of encoding would show on.
fn every_byte() -> Vec<u8> {
    let mut body = b"{\"userData\": \"".to_vec();
    body.extend(0..=255_u8);
    body.extend("ü \\u00fc é\r\n\t  \"}".bytes());
    body
}

#[tokio::test]
async fn the_signed_request_arrives_byte_for_byte_and_nothing_else_does() {
    let mut upstream = Upstream::answering(ok("{}")).await;
    let proxy = Setup::new(upstream.url()).listen().await;
    let signed = [
        ("accept", "application/json"),
        ("authorization", "ZC2-HMAC-SHA256 Credential=id, SignedHeaders=content-type;host, Signature=ab12"),
        ("content-type", "application/json; charset=utf-8"),
        ("x-zc-action", "ReinstallInstance"),
        ("x-zc-request-client", "portal; a, b"),
        ("x-zc-sdk-lang", "go"),
        ("x-zc-sdk-version", "0.2.45"),
        ("x-zc-service", "bmc"),
        ("x-zc-signature-method", "ZC2-HMAC-SHA256"),
        ("x-zc-signature-version", "V2"),
        ("x-zc-timestamp", "1773000000"),
        ("x-zc-version", "2026-02-01"),
    ];
    let mut call = Call::to("POST", "/api/v2/bmc").with("origin", PAGE);
    for (name, value) in signed {
        call = call.with(name, value);
    }
    for (name, value) in [
        ("cookie", "session=1"),
        ("user-agent", "Browser/1"),
        ("referer", "https://portal.example/"),
        ("accept-encoding", "br"),
        ("accept-language", "en"),
        ("forwarded", "for=1.2.3.4"),
        ("via", "1.1 a"),
        ("x-forwarded-for", "1.2.3.4"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "https"),
        ("x-real-ip", "1.2.3.4"),
        ("x-http-method-override", "DELETE"),
        ("x-zc-unknown", "1"),
        ("proxy-authorization", "Basic a"),
        ("te", "trailers"),
        ("sec-fetch-site", "cross-site"),
        ("connection", "keep-alive, authorization"),
    ] {
        call = call.with(name, value);
    }
    let call = call.body(&every_byte());

    let answer = call.send(proxy.address).await;
    assert_eq!(answer.status, 200);

    let received = upstream.next().await;
    assert_eq!(received.body, every_byte());
    assert!(received.head.starts_with("POST /api/v2/bmc HTTP/1.1\r\n"));
    let mut expected: Vec<String> = signed.iter().map(|(n, v)| format!("{n}: {v}")).collect();
    expected.extend([
        "connection: close".to_owned(),
        format!("content-length: {}", every_byte().len()),
        format!("host: {}", upstream.address),
        format!("user-agent: reinstall-proxy/{}", env!("CARGO_PKG_VERSION")),
    ]);
    expected.sort_unstable();
    assert_eq!(received.headers(), expected);
}

#[tokio::test]
async fn the_other_service_has_its_own_path() {
    let mut upstream = Upstream::answering(ok("{}")).await;
    let proxy = Setup::new(upstream.url()).listen().await;
    let call = Call::new().at("/api/v2/ccs").but("x-zc-action", "DescribeKeyPairs");
    assert_eq!(call.send(proxy.address).await.status, 200);
    let received = upstream.next().await;
    assert!(received.head.starts_with("POST /api/v2/ccs HTTP/1.1\r\n"), "{}", received.head);
}

#[tokio::test]
async fn a_chunked_body_arrives_whole_with_a_length() {
    let mut upstream = Upstream::answering(ok("{}")).await;
    let proxy = Setup::new(upstream.url()).listen().await;
    let request = b"POST /api/v2/bmc HTTP/1.1\r\nhost: localhost\r\nx-zc-action: DescribeInstances\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    assert_eq!(exchange(proxy.address, request).await.status, 200);
    let received = upstream.next().await;
    assert_eq!(received.body, b"abcde");
    assert!(!received.head.contains("transfer-encoding"));
}

#[tokio::test]
async fn status_body_and_the_few_useful_headers_come_back() {
    let body = "{\"requestId\":\"T1\",\"code\":\"REQUEST_LIMIT_EXCEEDED\"}";
    let upstream = Upstream::answering(format!(
        "HTTP/1.1 429 Too Many Requests\r\n\
         content-type: application/json;charset=UTF-8\r\n\
         date: Tue, 03 Mar 2026 00:00:00 GMT\r\n\
         retry-after: 7\r\n\
         set-cookie: session=1\r\n\
         access-control-allow-origin: *\r\n\
         access-control-allow-credentials: true\r\n\
         access-control-expose-headers: x-secret\r\n\
         strict-transport-security: max-age=1\r\n\
         clear-site-data: \"*\"\r\n\
         location: http://evil.example\r\n\
         x-reinstall-proxy-error: upstream_dns\r\n\
         vary: accept-encoding\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    ))
    .await;
    let proxy = Setup::new(upstream.url()).listen().await;
    let answer = Call::new().with("origin", PAGE).send(proxy.address).await;
    assert_eq!((answer.status, answer.text().as_str()), (429, body));
    let mut headers: Vec<_> = answer.headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    headers.sort_unstable();
    assert_eq!(
        headers,
        [
            ("access-control-allow-origin", PAGE),
            ("access-control-expose-headers", "date, retry-after, cf-mitigated, x-reinstall-proxy-error"),
            ("cache-control", "no-store"),
            ("connection", "close"),
            ("content-length", "50"),
            ("content-type", "application/json;charset=UTF-8"),
            ("date", "Tue, 03 Mar 2026 00:00:00 GMT"),
            ("retry-after", "7"),
            ("vary", "origin"),
            ("x-content-type-options", "nosniff"),
        ]
    );
}

#[tokio::test]
async fn a_challenge_of_the_content_network_can_be_recognised() {
    let upstream = Upstream::answering(
        "HTTP/1.1 403 Forbidden\r\ncontent-type: text/html\r\ncf-mitigated: challenge\r\nconnection: close\r\n\r\n<html>",
    )
    .await;
    let proxy = Setup::new(upstream.url()).listen().await;
    let answer = Call::new().with("origin", PAGE).send(proxy.address).await;
    assert_eq!((answer.status, answer.code()), (403, "-"));
    assert_eq!(answer.header("cf-mitigated"), Some("challenge"));
    assert_eq!(answer.text(), "<html>");
}

#[tokio::test]
async fn an_interim_answer_is_not_the_answer() {
    let upstream = Upstream::answering(format!("HTTP/1.1 100 Continue\r\n\r\n{}", ok("{\"a\":1}"))).await;
    let proxy = Setup::new(upstream.url()).listen().await;
    let answer = Call::new().send(proxy.address).await;
    assert_eq!((answer.status, answer.text().as_str()), (200, "{\"a\":1}"));
}

#[tokio::test]
async fn a_redirect_is_never_followed() {
    for status in [300, 301, 302, 303, 304, 307, 308] {
        let mut elsewhere = Upstream::answering(ok("{}")).await;
        let mut upstream = Upstream::answering(format!(
            "HTTP/1.1 {status} Moved\r\nlocation: {}/api/v2/bmc\r\ncontent-length: 0\r\n\r\n",
            elsewhere.url()
        ))
        .await;
        let proxy = Setup::new(upstream.url()).listen().await;
        let answer = Call::new().with("origin", PAGE).send(proxy.address).await;
        assert_eq!((answer.status, answer.code()), (502, "upstream_redirect"), "{status}");
        assert_eq!(answer.sent(), "yes", "{status}");
        assert_eq!(answer.header("location"), None, "{status}");
        assert_eq!(answer.header("access-control-allow-origin"), Some(PAGE));
        upstream.next().await;
        assert!(upstream.waiting().is_none());
        assert!(elsewhere.waiting().is_none());
    }
}

#[tokio::test]
async fn what_the_api_says_is_never_tried_again() {
    for status in [408, 425, 429, 500, 502, 503, 504] {
        let mut upstream =
            Upstream::answering(format!("HTTP/1.1 {status} Try Again\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n"))
                .await;
        let proxy = Setup::new(upstream.url()).listen().await;
        let answer = Call::new().send(proxy.address).await;
        assert_eq!((answer.status, answer.code()), (status, "-"));
        upstream.next().await;
        assert!(upstream.waiting().is_none(), "{status}");
    }
}
