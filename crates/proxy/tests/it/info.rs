//! What the proxy says about itself and its upstream.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{Answer, Call};
use crate::proxy::{NOBODY, Setup};
use crate::upstream::{Upstream, ok, read_request};

async fn info(upstream: impl ToString) -> serde_json::Value {
    let request = Call::to("GET", "/proxy-info").request();
    let answer = Answer::of(Setup::new(upstream).answer(request).await).await;
    assert_eq!(answer.status, 200);
    answer.json()
}

#[tokio::test]
async fn it_names_the_host_that_a_signature_must_name() {
    let cases = [
        ("https://console.zenlayer.com", "console.zenlayer.com"),
        ("https://console.zenlayer.com:8443", "console.zenlayer.com:8443"),
        (NOBODY, "127.0.0.1:1"),
    ];
    for (upstream, host) in cases {
        let expected = json!({
            "upstreamHost": host,
            "sandbox": false,
            "version": env!("CARGO_PKG_VERSION"),
        });
        assert_eq!(info(upstream).await, expected);
    }
}

#[tokio::test]
async fn the_sandbox_is_known_by_its_own_word() {
    let mut upstream = Upstream::answering(ok("{\"sandbox\":\"reinstall-sandbox\",\"version\":\"1\"}")).await;
    assert_eq!(info(upstream.url()).await["sandbox"], json!(true));
    let asked = upstream.next().await;
    assert!(asked.head.starts_with("GET /_sandbox/info HTTP/1.1\r\n"), "{}", asked.head);
    assert!(asked.body.is_empty());
}

#[tokio::test]
async fn every_doubt_is_the_real_thing() {
    let yes = "{\"sandbox\":\"reinstall-sandbox\"}";
    let cases = [
        ("another word", ok("{\"sandbox\":\"other\"}")),
        ("not text", ok("{\"sandbox\":true}")),
        ("no member", ok("{}")),
        ("list", ok("[\"reinstall-sandbox\"]")),
        ("no JSON", ok("reinstall-sandbox")),
        ("broken JSON", ok("{\"sandbox\":\"reinstall-sandbox\"")),
        ("404", ok(yes).replace("200 OK", "404 Not Found")),
        ("201", ok(yes).replace("200 OK", "201 Created")),
        ("redirect", ok(yes).replace("200 OK", "302 Found")),
        ("cut short", ok(yes).replace("content-length: ", "content-length: 1")),
        ("too long", ok(&format!("{yes}{}", " ".repeat(70_000)))),
        ("garbage", "reinstall-sandbox".to_owned()),
        ("silence", String::new()),
    ];
    for (what, answer) in cases {
        let upstream = Upstream::answering(answer).await;
        assert_eq!(info(upstream.url()).await["sandbox"], json!(false), "{what}");
    }
}

#[tokio::test]
async fn an_upstream_that_never_answers_is_not_the_sandbox() {
    let upstream = Upstream::start(async |mut stream: TcpStream| {
        let _ = stream.read_to_end(&mut Vec::new()).await;
        None
    })
    .await;
    assert_eq!(info(upstream.url()).await["sandbox"], json!(false));
}

#[tokio::test]
async fn an_upstream_that_speaks_tls_is_not_even_asked() {
    let asked = Arc::new(AtomicBool::new(false));
    let seen = asked.clone();
    let upstream = Upstream::start(move |_| {
        seen.store(true, Ordering::SeqCst);
        async { None }
    })
    .await;
    let url = format!("https://127.0.0.1:{}", upstream.address.port());
    assert_eq!(info(url).await["sandbox"], json!(false));
    assert!(!asked.load(Ordering::SeqCst));
}

#[tokio::test]
async fn a_no_is_asked_again_and_a_yes_is_kept() {
    let first = Arc::new(AtomicBool::new(true));
    let mut upstream = Upstream::start(move |mut stream| {
        let answer = if first.swap(false, Ordering::SeqCst) { "{}" } else { "{\"sandbox\":\"reinstall-sandbox\"}" };
        async move {
            let request = read_request(&mut stream).await?;
            stream.write_all(ok(answer).as_bytes()).await.ok()?;
            Some(request)
        }
    })
    .await;
    let proxy = Setup::new(upstream.url()).listen().await;
    let mut said = Vec::new();
    for _ in 0..4 {
        let answer = Call::to("GET", "/proxy-info").send(proxy.address).await;
        said.push(answer.json()["sandbox"].as_bool().unwrap());
    }
    assert_eq!(said, [false, true, true, true]);
    upstream.next().await;
    upstream.next().await;
    assert!(upstream.waiting().is_none());
}

#[tokio::test]
async fn it_is_ready_exactly_when_the_upstream_can_be_reached() {
    let upstream = Upstream::answering(ok("{}")).await;
    let plain = Upstream::start(async |mut stream: TcpStream| {
        stream.write_all(b"not TLS at all").await.ok()?;
        None
    })
    .await;
    let not_tls = format!("https://127.0.0.1:{}", plain.address.port());
    let cases = [
        (upstream.url(), 200, "-"),
        (NOBODY.to_owned(), 503, "not_ready"),
        ("http://nonexistent.invalid".to_owned(), 503, "not_ready"),
        (not_tls, 503, "not_ready"),
    ];
    for (url, status, code) in cases {
        let request = Call::to("GET", "/readyz").request();
        let answer = Answer::of(Setup::new(&url).answer(request).await).await;
        assert_eq!((answer.status, answer.code()), (status, code), "{url}");
    }
}
