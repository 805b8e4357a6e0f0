//! Failures on order, and servers that are named after theirs.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{Answered, Lab, WEB_01};
use http::Method;
use reinstall_sandbox::http::Closed;
use serde_json::json;

/// What a client sees of a reinstall of `id`.
async fn reinstall(lab: &Lab, id: &str) -> Result<Answered, Closed> {
    lab.try_call("ReinstallInstance", &json!({ "instanceId": id })).await
}

fn code(answer: &Answered) -> (u16, String) {
    answer.refusal()
}

#[tokio::test]
async fn each_kind_fails_in_its_own_way_and_acts_or_does_not() {
    // (kind, what is seen, whether the server was reinstalled)
    for (kind, seen, acts) in [
        ("drop-before", 0, false),
        ("drop-after", 0, true),
        ("delay", 200, true),
        ("http-500", 500, false),
        ("http-503", 503, false),
        ("timed-out", 503, true),
        ("rate-limit", 429, false),
        ("garbage", 200, true),
        ("challenge", 403, false),
    ] {
        let lab = Lab::new();
        lab.order_fault(&json!({ "action": "ReinstallInstance", "kind": kind, "times": 1, "millis": 1 })).await;
        let answer = reinstall(&lab, WEB_01).await;
        assert_eq!(answer.as_ref().map_or(0, |answer| answer.status), seen, "{kind}");
        let status = lab.status(WEB_01).await;
        assert_eq!(status, if acts { "INSTALLING" } else { "RUNNING" }, "{kind}");
        let received = lab.received("ReinstallInstance").await;
        assert_eq!(received.len(), 1, "{kind}");
        assert_eq!(received[0]["status"], seen, "{kind}");
        assert_eq!(received[0]["instanceId"], WEB_01);
        match kind {
            "http-503" => assert_eq!(code(&answer.unwrap()), (503, "SERVICE_TEMPORARY_UNAVAILABLE".into())),
            "timed-out" => assert_eq!(code(&answer.unwrap()), (503, "REQUEST_TIMED_OUT".into())),
            "http-500" => assert_eq!(code(&answer.unwrap()), (500, "INTERNAL_SERVER_ERROR".into())),
            "rate-limit" => assert_eq!(code(&answer.unwrap()), (429, "REQUEST_LIMIT_EXCEEDED".into())),
            "garbage" => assert!(serde_json::from_str::<serde_json::Value>(&answer.unwrap().body).is_err()),
            "challenge" => {
                let answer = answer.unwrap();
                assert_eq!(answer.headers["cf-mitigated"], "challenge");
                assert!(answer.headers["content-type"].to_str().unwrap().starts_with("text/html"));
            }
            _ => {}
        }
    }
}

#[tokio::test]
async fn a_fault_hits_its_action_only_and_as_often_as_asked_for() {
    let lab = Lab::new();
    lab.order_fault(&json!({ "action": "DescribeImages", "kind": "http-500", "times": 2 })).await;
    let pending = lab.control(Method::GET, "faults", "").await.json();
    assert_eq!(
        pending["faults"][0],
        json!({ "action": "DescribeImages", "kind": "http-500", "times": 2, "millis": 0 })
    );
    assert_eq!(lab.call("DescribeZones", &json!({})).await.status, 200);
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(lab.call("DescribeImages", &json!({})).await.status);
    }
    assert_eq!(seen, [500, 500, 200]);
}

#[tokio::test]
async fn servers_keep_the_promise_of_their_names() {
    let lab = Lab::new();
    let id = async |name: &str| lab.id_of(name).await;

    let after = id("answer-is-lost-after-acting").await;
    assert_eq!(reinstall(&lab, &after).await.unwrap_err(), Closed);
    assert_eq!(lab.status(&after).await, "INSTALLING");

    let before = id("answer-is-lost-before-acting").await;
    assert_eq!(reinstall(&lab, &before).await.unwrap_err(), Closed);
    assert_eq!(lab.status(&before).await, "RUNNING");

    let garbage = id("garbage-answer").await;
    assert!(serde_json::from_str::<serde_json::Value>(&reinstall(&lab, &garbage).await.unwrap().body).is_err());
    assert_eq!(lab.status(&garbage).await, "INSTALLING");

    let challenged = id("challenge-page").await;
    let answer = reinstall(&lab, &challenged).await.unwrap();
    assert_eq!((answer.status, answer.headers["cf-mitigated"].to_str().unwrap()), (403, "challenge"));
    assert_eq!(lab.status(&challenged).await, "RUNNING");

    let limited = id("rate-limited").await;
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(reinstall(&lab, &limited).await.unwrap().status);
    }
    assert_eq!(seen, [429, 429, 200]);

    let (failing, slow, stuck) = (id("always-fails").await, id("slow-install").await, id("stuck-installing").await);
    let unchanged = id("ends-without-the-new-image").await;
    let before = lab.instance(&unchanged).await;
    for id in [&failing, &slow, &stuck] {
        reinstall(&lab, id).await.unwrap().response();
    }
    let other =
        json!({ "instanceId": unchanged, "imageId": "bd5faa16-39d2-4bbf-a5c8-b95a193b1626", "hostname": "new" });
    lab.call("ReinstallInstance", &other).await.response();
    assert_eq!(lab.status(&unchanged).await, "INSTALLING");
    lab.advance(common::ENDED).await;
    assert_eq!(lab.status(&failing).await, "INSTALL_FAILED");
    assert_eq!(lab.instance(&unchanged).await, before);
    assert_eq!(lab.status(&slow).await, "INSTALLING");
    assert_eq!(lab.status(&garbage).await, "RUNNING");
    lab.advance(10.0 * common::ENDED).await;
    assert_eq!(lab.status(&slow).await, "RUNNING");
    lab.advance(1_000_000.0).await;
    assert_eq!(lab.status(&stuck).await, "INSTALLING");
}

#[tokio::test]
async fn a_sentinel_fails_for_those_only_who_may_call_at_all() {
    let lab = Lab::new();
    let id = lab.id_of("challenge-page").await;
    let mut request = common::call("ReinstallInstance", json!({ "instanceId": id }).to_string());
    request.headers_mut().insert("authorization", "Bearer wrong".parse().unwrap());
    assert_eq!(lab.send(request).await.unwrap().status, 401);
    let read = lab.call("DescribeInstances", &json!({ "instanceIds": [id] })).await;
    assert_eq!(read.status, 200, "reading is never disturbed");
}
