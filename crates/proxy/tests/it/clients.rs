//! Clients that are slow, greedy or many.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{Answer, Call, exchange};
use crate::proxy::{NOBODY, PAGE, Setup};
use crate::upstream::{Upstream, ok, read_request};

#[tokio::test]
async fn a_body_that_does_not_arrive_is_not_sent() {
    let mut upstream = Upstream::answering(ok("{}")).await;
    let mut setup = Setup::new(upstream.url());
    setup.limits.body_read = Duration::from_millis(300);
    let proxy = setup.listen().await;
    let call = Call::new().with("origin", PAGE).body(b"0123456789");
    let mut begun = call.bytes();
    begun.truncate(begun.len() - 3);
    // Waits for the answer without sending the rest.
    let answer = exchange(proxy.address, &begun).await;
    assert_eq!((answer.status, answer.code()), (408, "body_slow"));
    assert_eq!(answer.sent(), "no");
    assert_eq!(answer.header("access-control-allow-origin"), Some(PAGE));
    assert!(upstream.waiting().is_none());
}

#[tokio::test]
async fn a_malformed_body_is_not_sent() {
    let mut upstream = Upstream::answering(ok("{}")).await;
    let proxy = Setup::new(upstream.url()).listen().await;
    let request = b"POST /api/v2/bmc HTTP/1.1\r\nhost: localhost\r\nx-zc-action: DescribeInstances\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n";
    let answer = exchange(proxy.address, request).await;
    assert_eq!((answer.status, answer.code()), (400, "body_broken"));
    assert!(upstream.waiting().is_none());
}

#[tokio::test]
async fn a_head_that_does_not_arrive_ends_the_connection() {
    let mut setup = Setup::new(NOBODY);
    setup.limits.head_read = Duration::from_millis(300);
    let proxy = setup.listen().await;
    for begun in ["", "POST /api/v2/bmc HTTP/1.1\r\nhost: loc"] {
        let mut client = TcpStream::connect(proxy.address).await.unwrap();
        client.write_all(begun.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        let _ = client.read_to_end(&mut answer).await;
        assert!(!answer.starts_with(b"HTTP/1.1 200"));
    }
}

#[tokio::test]
async fn an_endless_head_is_refused() {
    let proxy = Setup::new(NOBODY).listen().await;
    let call = Call::new().with("x-zc-version", &"a".repeat(1024 * 1024));
    assert_eq!(call.send(proxy.address).await.status, 431);
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused_readably() {
    let mut upstream = Upstream::answering(ok("{}")).await;
    let mut setup = Setup::new(upstream.url());
    setup.limits.max_body = 1000;
    let proxy = setup.listen().await;
    // The client is still sending when it is refused, and must read the refusal all the same.
    let announced = Call::new().body(&vec![b'a'; 2 * 1024 * 1024]);
    let mut chunked = b"POST /api/v2/bmc HTTP/1.1\r\nhost: localhost\r\nx-zc-action: DescribeInstances\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..100 {
        chunked.extend(b"400\r\n");
        chunked.extend([b'a'; 0x400]);
        chunked.extend(b"\r\n");
    }
    for request in [announced.bytes(), chunked] {
        let answer = exchange(proxy.address, &request).await;
        assert_eq!((answer.status, answer.code()), (413, "body_too_large"));
        assert_eq!(answer.sent(), "no");
    }
    assert_eq!(Call::new().body(&[b'a'; 1000]).send(proxy.address).await.status, 200);
    assert_eq!(upstream.next().await.body.len(), 1000);
    assert!(upstream.waiting().is_none());
}

#[tokio::test]
async fn more_than_the_rate_is_refused_with_the_time_to_wait() {
    let mut setup = Setup::new(NOBODY);
    setup.limits.rate = 1;
    let proxy = setup.listen().await;
    let mut refused = None;
    // Each takes far less than a second; on a machine where it does not, one of many will.
    for _ in 0..50 {
        let answer = Call::new().with("origin", PAGE).send(proxy.address).await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
        assert_eq!(answer.code(), "upstream_refused");
    }
    let answer = refused.unwrap();
    assert_eq!((answer.code(), answer.sent().as_str()), ("rate_limited", "no"));
    assert_eq!(answer.header("retry-after"), Some("1"));
    assert_eq!(answer.header("access-control-allow-origin"), Some(PAGE));
    // Health and preflights are free.
    for _ in 0..5 {
        assert_eq!(Call::to("GET", "/healthz").send(proxy.address).await.status, 200);
        let preflight =
            Call::to("OPTIONS", "/api/v2/bmc").with("origin", PAGE).with("access-control-request-method", "POST");
        assert_eq!(preflight.send(proxy.address).await.status, 204);
    }
}

#[tokio::test]
async fn a_connection_carries_one_request() {
    let mut upstream = Upstream::answering(ok("{}")).await;
    let proxy = Setup::new(upstream.url()).listen().await;
    let two = [Call::new().bytes(), Call::new().bytes()].concat();
    let answer = exchange(proxy.address, &two).await;
    assert_eq!((answer.status, answer.text().as_str()), (200, "{}"));
    assert_eq!(answer.header("connection"), Some("close"));
    upstream.next().await;
    assert!(upstream.waiting().is_none());
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_their_turn() {
    let mut setup = Setup::new(NOBODY);
    setup.limits.connections = 1;
    setup.limits.head_read = Duration::from_millis(500);
    let proxy = setup.listen().await;
    let idle = TcpStream::connect(proxy.address).await.unwrap();
    let answer = Call::to("GET", "/healthz").send(proxy.address).await;
    assert_eq!(answer.status, 200);
    drop(idle);
}

#[tokio::test]
async fn a_client_that_does_not_read_gives_its_place_up() {
    let upstream = Upstream::answering(ok(&"a".repeat(15 * 1024 * 1024))).await;
    let mut setup = Setup::new(upstream.url());
    setup.limits.connections = 1;
    setup.limits.head_read = Duration::from_secs(1);
    setup.limits.body_read = Duration::from_secs(1);
    setup.limits.timeout = Duration::from_secs(2);
    setup.limits.answer_write = Duration::ZERO;
    let proxy = setup.listen().await;
    let mut greedy = TcpStream::connect(proxy.address).await.unwrap();
    greedy.write_all(&Call::new().bytes()).await.unwrap();
    let answer = Call::to("GET", "/healthz").send(proxy.address).await;
    assert_eq!(answer.status, 200);
    drop(greedy);
}

#[tokio::test]
async fn calls_beyond_the_limit_wait_and_are_then_refused_unsent() {
    let (begun, mut has_begun) = tokio::sync::mpsc::unbounded_channel();
    let mut upstream = Upstream::start(move |mut stream| {
        let begun = begun.clone();
        async move {
            let request = read_request(&mut stream).await;
            begun.send(()).ok()?;
            let _ = stream.read_u8().await;
            request
        }
    })
    .await;
    let mut setup = Setup::new(upstream.url());
    setup.limits.exchanges = 1;
    setup.limits.timeout = Duration::from_secs(2);
    let proxy = setup.listen().await;
    let address = proxy.address;
    let first = tokio::spawn(async move { Call::new().send(address).await });
    has_begun.recv().await.unwrap();
    // Both wait for the first, whose time is up before theirs; one gets its place.
    let call = Call::new();
    let (a, b) = tokio::join!(call.send(address), call.send(address));
    let first: Answer = first.await.unwrap();
    assert_eq!((first.code(), first.sent().as_str()), ("upstream_timeout", "yes"));
    for answer in [a, b] {
        match answer.code() {
            "busy" => assert_eq!((answer.status, answer.sent().as_str()), (503, "no")),
            code => assert_eq!(code, "upstream_timeout"),
        }
    }
    upstream.next().await;
}
