//! What a browser must be told so that a page may read its answers, and no other page any.

use crate::client::{Answer, Call};
use crate::proxy::{NOBODY, PAGE, Setup};

const EXPOSED: &str = "date, retry-after, cf-mitigated, x-reinstall-proxy-error";

fn preflight(origin: &str) -> Call {
    Call::to("OPTIONS", "/api/v2/bmc")
        .with("origin", origin)
        .with("access-control-request-method", "POST")
        .with("access-control-request-headers", "authorization,x-zc-action")
}

async fn answer(call: &Call) -> Answer {
    Answer::of(Setup::new(NOBODY).answer(call.request()).await).await
}

#[tokio::test]
async fn a_preflight_of_an_allowed_page_is_answered_here() {
    let answer = answer(&preflight(PAGE)).await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("access-control-allow-origin"), Some(PAGE));
    assert_eq!(answer.header("access-control-allow-methods"), Some("POST, GET"));
    assert_eq!(
        answer.header("access-control-allow-headers"),
        Some(
            "authorization, content-type, x-zc-action, x-zc-version, x-zc-service, x-zc-timestamp, x-zc-signature-method, x-zc-signature-version, x-zc-sdk-version, x-zc-sdk-lang, x-zc-request-client"
        )
    );
    assert_eq!(answer.header("access-control-max-age"), Some("7200"));
    assert_eq!(answer.header("vary"), Some("origin"));
    assert_eq!(answer.header("access-control-allow-credentials"), None);
    assert_eq!(answer.header("access-control-allow-private-network"), None);
    assert!(answer.body.is_empty());
}

#[tokio::test]
async fn a_page_on_the_web_may_call_a_proxy_on_loopback_when_it_asks() {
    let call = preflight(PAGE).with("access-control-request-private-network", "true");
    let allowed = answer(&call).await;
    assert_eq!(allowed.header("access-control-allow-private-network"), Some("true"));
    let stranger = call.but("origin", "https://evil.example");
    let refused = answer(&stranger).await;
    assert_eq!(refused.header("access-control-allow-private-network"), None);
}

#[tokio::test]
async fn a_preflight_of_a_stranger_is_refused_and_told_nothing() {
    for origin in ["https://evil.example", "null", "http://portal.example"] {
        let answer = answer(&preflight(origin)).await;
        assert_eq!((answer.status, answer.code()), (403, "origin_refused"));
        let told = answer.headers.iter().find(|(name, _)| name.starts_with("access-control-"));
        assert_eq!(told, None, "{origin}");
        assert_eq!(answer.header("vary"), Some("origin"));
    }
}

#[tokio::test]
async fn a_preflight_of_a_rebound_name_is_refused() {
    let answer = answer(&preflight(PAGE).but("host", "evil.example")).await;
    assert_eq!((answer.status, answer.code()), (403, "host_refused"));
}

#[tokio::test]
async fn every_answer_to_an_allowed_page_can_be_read_by_it() {
    let post = || Call::new().with("origin", PAGE);
    let get = |path| Call::to("GET", path).with("origin", PAGE);
    let calls = [
        post(),
        post().at("/nowhere"),
        post().at("/api/v2/bmc?a"),
        post().at("http://evil.example/"),
        post().but("host", "evil.example"),
        post().without("host"),
        post().without("x-zc-action"),
        post().but("x-zc-action", "Other"),
        post().at("/api/v2/ccs"),
        post().body(&vec![b' '; 300_000]),
        get("/api/v2/bmc"),
        get("/proxy-info"),
        get("/healthz"),
        get("/readyz"),
        get("/nowhere"),
        Call::to("OPTIONS", "/api/v2/bmc").with("origin", PAGE),
    ];
    for call in calls {
        let what = format!("{} {}", call.method, call.target);
        let answer = answer(&call).await;
        assert_eq!(answer.header("access-control-allow-origin"), Some(PAGE), "{what}");
        assert_eq!(answer.header("access-control-expose-headers"), Some(EXPOSED), "{what}");
        assert_eq!(answer.header("access-control-allow-credentials"), None, "{what}");
        assert_eq!(answer.header("vary"), Some("origin"), "{what}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{what}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{what}");
    }
}

#[tokio::test]
async fn without_an_origin_nothing_is_granted_but_caches_are_told() {
    let answer = answer(&Call::to("GET", "/healthz")).await;
    assert_eq!((answer.status, answer.text().as_str()), (200, "ok"));
    assert_eq!(answer.header("access-control-allow-origin"), None);
    assert_eq!(answer.header("vary"), Some("origin"));
}
