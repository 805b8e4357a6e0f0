//! Everything that must not pass, as one table each, and what must.

use axum::body::Body;
use http::header::HOST;
use http::{HeaderValue, Request};
use reinstall_core::api::{Action, Service};

use crate::client::{Answer, Call, exchange};
use crate::proxy::{NOBODY, PAGE, Setup};
use crate::upstream::{Upstream, ok};

/// What a request that was not refused ends with here.
const PASSED: (u16, &str) = (502, "upstream_refused");

async fn answer(call: &Call) -> Answer {
    Answer::of(Setup::new(NOBODY).answer(call.request()).await).await
}

#[tokio::test]
async fn what_is_not_a_call_of_the_portal_is_refused() {
    let call = Call::new;
    let ccs = || call().at("/api/v2/ccs");
    let cases: Vec<(&str, Call, u16, &str)> = vec![
        // Who is asked.
        ("no Host", call().without("host"), 400, "host_missing"),
        ("two Hosts", call().with("host", "localhost"), 400, "host_missing"),
        ("rebound name", call().but("host", "evil.example"), 403, "host_refused"),
        ("rebound name, port", call().but("host", "evil.example:8787"), 403, "host_refused"),
        ("rebound, allowed page", call().but("host", "evil.example").with("origin", PAGE), 403, "host_refused"),
        ("own name as a part", call().but("host", "localhost.evil.example"), 403, "host_refused"),
        ("own name, dot", call().but("host", "localhost."), 403, "host_refused"),
        ("another loopback", call().but("host", "127.0.0.2"), 403, "host_refused"),
        ("short address", call().but("host", "127.1"), 403, "host_refused"),
        ("empty Host", call().but("host", ""), 403, "host_refused"),
        ("Host with a user", call().but("host", "evil@localhost"), 403, "host_refused"),
        ("the upstream's Host", call().but("host", "console.zenlayer.com"), 403, "host_refused"),
        // Who asks.
        ("stranger", call().with("origin", "https://evil.example"), 403, "origin_refused"),
        ("other scheme", call().with("origin", "http://portal.example"), 403, "origin_refused"),
        ("other port", call().with("origin", "https://portal.example:444"), 403, "origin_refused"),
        ("subdomain", call().with("origin", "https://a.portal.example"), 403, "origin_refused"),
        ("suffix", call().with("origin", "https://portal.example.evil.example"), 403, "origin_refused"),
        ("prefix", call().with("origin", "https://evilportal.example"), 403, "origin_refused"),
        ("slash", call().with("origin", "https://portal.example/"), 403, "origin_refused"),
        ("sandboxed page", call().with("origin", "null"), 403, "origin_refused"),
        ("empty Origin", call().with("origin", ""), 403, "origin_refused"),
        ("own, no portal here", call().with("origin", "http://127.0.0.1"), 403, "origin_refused"),
        ("two in one", call().with("origin", "https://portal.example https://evil.example"), 403, "origin_refused"),
        ("two Origins", call().with("origin", PAGE).with("origin", PAGE), 400, "origin_ambiguous"),
        // What is asked.
        ("absolute target", call().at("http://127.0.0.1/api/v2/bmc"), 400, "target_refused"),
        ("open proxy", call().at("http://evil.example/api/v2/bmc"), 400, "target_refused"),
        ("query", call().at("/api/v2/bmc?a=b"), 400, "query_refused"),
        ("empty query", call().at("/api/v2/bmc?"), 400, "query_refused"),
        ("query on info", Call::to("GET", "/proxy-info?a"), 400, "query_refused"),
        ("query elsewhere", Call::to("GET", "/x?a"), 400, "query_refused"),
        ("root", call().at("/"), 404, "path_unknown"),
        ("other service", call().at("/api/v2/vm"), 404, "path_unknown"),
        ("older API", call().at("/api/v1/bmc"), 404, "path_unknown"),
        ("slash at the end", call().at("/api/v2/bmc/"), 404, "path_unknown"),
        ("double slash", call().at("//api/v2/bmc"), 404, "path_unknown"),
        ("upper case", call().at("/API/v2/bmc"), 404, "path_unknown"),
        ("dots", call().at("/api/v2/../v2/bmc"), 404, "path_unknown"),
        ("escapes", call().at("/api/v2/%62mc"), 404, "path_unknown"),
        ("the sandbox's controls", Call::to("GET", "/_sandbox/state"), 404, "path_unknown"),
        ("GET", Call::to("GET", "/api/v2/bmc"), 405, "method_refused"),
        ("HEAD", Call::to("HEAD", "/api/v2/bmc"), 405, "method_refused"),
        ("PUT", Call::to("PUT", "/api/v2/bmc"), 405, "method_refused"),
        ("DELETE", Call::to("DELETE", "/api/v2/ccs"), 405, "method_refused"),
        ("own method", Call::to("FOO", "/api/v2/bmc"), 405, "method_refused"),
        ("OPTIONS, no preflight", Call::to("OPTIONS", "/api/v2/bmc"), 405, "method_refused"),
        ("POST to info", call().at("/proxy-info"), 405, "method_refused"),
        ("POST to health", call().at("/healthz"), 405, "method_refused"),
        // Which action.
        ("no action", call().without("x-zc-action"), 400, "action_missing"),
        ("two actions", call().with("x-zc-action", "DescribeInstances"), 400, "action_missing"),
        ("empty action", call().but("x-zc-action", ""), 403, "action_refused"),
        ("other action", call().but("x-zc-action", "TerminateInstance"), 403, "action_refused"),
        ("lower case", call().but("x-zc-action", "describeinstances"), 403, "action_refused"),
        ("list", call().but("x-zc-action", "DescribeInstances, ReinstallInstance"), 403, "action_refused"),
        ("action of the other service", ccs(), 400, "service_mismatch"),
        ("and the other way", call().but("x-zc-action", "DescribeKeyPairs"), 400, "service_mismatch"),
        ("service header", call().with("x-zc-service", "ccs"), 400, "service_header"),
        ("two service headers", call().with("x-zc-service", "bmc").with("x-zc-service", "bmc"), 400, "service_header"),
        ("two signatures", call().with("authorization", "Bearer other"), 400, "header_repeated"),
        ("two content types", call().with("content-type", "text/plain"), 400, "header_repeated"),
        ("two timestamps", call().with("x-zc-timestamp", "1").with("x-zc-timestamp", "2"), 400, "header_repeated"),
        ("long body", call().body(&vec![b' '; 262_145]), 413, "body_too_large"),
    ];
    for (what, call, status, code) in cases {
        let answer = answer(&call).await;
        assert_eq!(answer.status, status, "{what}");
        let has_body = call.method != "HEAD";
        if has_body {
            assert_eq!(answer.code(), code, "{what}");
            assert_eq!(answer.sent(), "no", "{what}");
        }
        assert_eq!(answer.header("allow").is_some(), status == 405, "{what}");
    }
}

#[tokio::test]
async fn what_the_portal_and_the_sdks_send_passes() {
    let call = Call::new;
    let mut cases = vec![
        ("a program, no Origin", call()),
        ("a page", call().with("origin", PAGE)),
        ("a page, default port", call().with("origin", "https://portal.example:443")),
        ("Host with any port", call().but("host", "localhost:12345")),
        ("Host in capitals", call().but("host", "LOCALHOST")),
        ("IPv6", call().but("host", "[::1]:8787")),
        ("service header", call().with("x-zc-service", "bmc")),
        ("no body", call().body(b"")),
        ("longest body", call().body(&vec![b' '; 262_144])),
        ("no authorization: the API's business", call().without("authorization")),
    ];
    for action in Action::ALL {
        let call = call().but("x-zc-action", action.name());
        cases.push((action.name(), call.at(action.service().path())));
    }
    for (what, call) in cases {
        let answer = answer(&call).await;
        assert_eq!((answer.status, answer.code()), PASSED, "{what}");
    }
}

#[tokio::test]
async fn a_header_that_is_not_text_is_refused_and_not_repeated() {
    for (name, code) in [("host", "host_refused"), ("origin", "origin_refused"), ("x-zc-action", "action_refused")] {
        let mut request = Call::new().request();
        let odd = HeaderValue::from_bytes(b"\xff\xfecanary").unwrap();
        request.headers_mut().insert(name, odd);
        let answer = Answer::of(Setup::new(NOBODY).answer(request).await).await;
        assert_eq!(answer.code(), code);
        assert!(!answer.text().contains("canary"));
    }
}

#[tokio::test]
async fn a_refusal_repeats_no_more_than_action_origin_and_host() {
    let call = Call::new()
        .but("authorization", "Bearer canary")
        .with("cookie", "a=canary")
        .with("x-zc-timestamp", "canary")
        .with("x-zc-timestamp", "canary")
        .body(b"canary");
    for call in
        [call.clone(), call.clone().at("/canary"), call.clone().but("x-zc-action", "Other"), call.without("host")]
    {
        let answer = answer(&call).await;
        assert_ne!(answer.code(), "-");
        assert!(!answer.text().contains("canary"), "{}", answer.text());
    }
    let long = Call::new().but("x-zc-action", &"a".repeat(5000));
    assert!(answer(&long).await.text().len() < 1000);
}

#[tokio::test]
async fn read_only_passes_what_describes_and_refuses_what_changes() {
    for action in Action::ALL {
        let call = Call::new().at(action.service().path()).but("x-zc-action", action.name());
        let mut setup = Setup::new(NOBODY);
        setup.read_only = true;
        let answer = Answer::of(setup.answer(call.request()).await).await;
        if action.name().starts_with("Describe") {
            assert_eq!((answer.status, answer.code()), PASSED, "{action}");
        } else {
            assert_eq!((answer.status, answer.code()), (403, "read_only"), "{action}");
        }
    }
}

#[tokio::test]
async fn the_own_origin_may_call_only_where_the_portal_is_served() {
    let cases = [
        ("127.0.0.1:8787", "http://127.0.0.1:8787", true),
        ("localhost:8787", "http://localhost:8787", true),
        ("portal.internal", "https://portal.internal", true),
        ("127.0.0.1:8787", "http://127.0.0.1:8080", false),
        ("127.0.0.1:8787", "http://localhost:8787", false),
        ("evil.example:8787", "http://evil.example:8787", false),
        ("127.0.0.1:8787", "http://evil.example", false),
    ];
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("index.html"), "").unwrap();
    for (host, origin, passes) in cases {
        for served in [true, false] {
            let mut setup = Setup::new(NOBODY);
            setup.names = vec!["portal.internal"];
            setup.static_dir = served.then(|| dir.path().to_owned());
            let call = Call::new().but("host", host).with("origin", origin);
            let answer = Answer::of(setup.answer(call.request()).await).await;
            let passed = (answer.status, answer.code()) == PASSED;
            assert_eq!(passed, passes && served, "{host} {origin} served: {served}");
        }
    }
}

#[tokio::test]
async fn a_name_given_with_host_is_an_own_name() {
    for (host, passes) in [("proxy.example", true), ("proxy.example:99", true), ("a.proxy.example", false)] {
        let mut setup = Setup::new(NOBODY);
        setup.names = vec!["proxy.example"];
        let call = Call::new().but("host", host);
        let answer = Answer::of(setup.answer(call.request()).await).await;
        assert_eq!(answer.code() == PASSED.1, passes, "{host}");
    }
}

#[tokio::test]
async fn the_host_is_checked_everywhere() {
    for path in ["/api/v2/bmc", "/proxy-info", "/healthz", "/readyz", "/", "/x.js"] {
        for method in ["GET", "POST", "OPTIONS"] {
            let request =
                Request::builder().method(method).uri(path).header(HOST, "evil.example").body(Body::empty()).unwrap();
            let answer = Answer::of(Setup::new(NOBODY).answer(request).await).await;
            assert_eq!(answer.code(), "host_refused", "{method} {path}");
        }
    }
}

/// On the wire, where a library could still be kinder than our own checks.
#[tokio::test]
async fn it_is_no_open_proxy() {
    let mut upstream = Upstream::answering(ok("{}")).await;
    let mut victim = Upstream::answering(ok("{}")).await;
    let there = victim.address;
    let proxy = Setup::new(upstream.url()).listen().await;
    let rest = "x-zc-action: DescribeInstances\r\nauthorization: a\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
    for start in [
        format!("POST http://{there}/api/v2/bmc HTTP/1.1\r\nhost: {there}\r\n"),
        format!("POST http://{there}/api/v2/bmc HTTP/1.1\r\nhost: 127.0.0.1\r\n"),
        format!("POST //{there}/api/v2/bmc HTTP/1.1\r\nhost: 127.0.0.1\r\n"),
        format!("POST /http://{there}/ HTTP/1.1\r\nhost: 127.0.0.1\r\n"),
        format!("POST /api/v2/bmc?url=http://{there}/ HTTP/1.1\r\nhost: 127.0.0.1\r\n"),
        format!("CONNECT {there} HTTP/1.1\r\nhost: 127.0.0.1\r\n"),
        "OPTIONS * HTTP/1.1\r\nhost: 127.0.0.1\r\n".to_owned(),
        "POST /api/v2/bmc HTTP/1.1\r\n".to_owned(),
        "POST /api/v2/bmc HTTP/1.0\r\n".to_owned(),
        "POST /api/v2/bmc HTTP/1.1\r\nhost: 127.0.0.1\r\nhost: 127.0.0.1\r\n".to_owned(),
    ] {
        let answer = exchange(proxy.address, format!("{start}{rest}").as_bytes()).await;
        assert!((400..=405).contains(&answer.status), "{start} {answer:?}");
    }
    // These name another place in a header, and still reach the one upstream.
    for name in ["x-forwarded-host", "x-upstream", "x-target-url", "forwarded"] {
        let call = Call::new().with(name, &format!("http://{there}"));
        assert_eq!(call.send(proxy.address).await.status, 200);
        upstream.next().await;
    }
    assert!(upstream.waiting().is_none());
    assert!(victim.waiting().is_none());
}

#[test]
fn every_service_has_its_route() {
    assert_eq!(
        Service::ALL.map(Service::path),
        ["/api/v2/bmc", "/api/v2/ccs"],
        "a new service needs a route in app.rs"
    );
}
