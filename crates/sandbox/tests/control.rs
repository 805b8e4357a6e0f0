//! `/_sandbox/…`: who may ask, what is answered, what each refusal says.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{Lab, NOW, WEB_01, call};
use http::{Method, Request};
use http_body_util::Full;
use serde_json::json;
use std::net::IpAddr;

#[tokio::test]
async fn info_is_for_anyone_and_the_rest_for_this_machine_only() {
    let lab = Lab::new();
    let get = |name: &str| Request::builder().uri(format!("/_sandbox/{name}")).body(Full::default()).unwrap();
    for peer in ["192.0.2.7", "10.0.0.1", "2001:db8::1", "::ffff:192.0.2.7"] {
        let peer: IpAddr = peer.parse().unwrap();
        let info = lab.send_from(peer, get("info")).await.unwrap();
        assert_eq!(info.json(), json!({ "sandbox": "reinstall-sandbox", "version": env!("CARGO_PKG_VERSION") }));
        for name in ["state", "calls", "clock", "codes", "faults", "reset", "nonsense"] {
            let answer = lab.send_from(peer, get(name)).await.unwrap();
            assert_eq!(answer.status, 403, "{peer} {name}");
            assert!(answer.json()["whatToDo"].as_str().unwrap().contains("127.0.0.1"));
        }
    }
    for peer in ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"] {
        assert_eq!(lab.send_from(peer.parse().unwrap(), get("calls")).await.unwrap().status, 200, "{peer}");
    }
}

#[tokio::test]
async fn a_page_of_another_site_is_not_answered() {
    let lab = Lab::new();
    for (origin, status) in [("https://evil.example", 403), ("null", 403), ("http://127.0.0.1:8080", 200)] {
        let request = Request::builder()
            .method(Method::POST)
            .uri("/_sandbox/reset")
            .header("origin", origin)
            .body(Full::default());
        assert_eq!(lab.send(request.unwrap()).await.unwrap().status, status, "{origin}");
    }
}

#[tokio::test]
async fn a_name_that_was_made_to_lead_here_is_not_answered() {
    let lab = Lab::new();
    for (host, status) in [("evil.example:8788", 403), ("127.0.0.1.evil.example", 403), ("localhost:8788", 200)] {
        let request = Request::builder().uri("/_sandbox/state").header("host", host).body(Full::default());
        assert_eq!(lab.send(request.unwrap()).await.unwrap().status, status, "{host}");
    }
}

#[tokio::test]
async fn state_shows_every_server_at_the_servers_time() {
    let lab = Lab::new();
    lab.call("ReinstallInstance", &json!({ "instanceId": WEB_01 })).await.response();
    let state = lab.control(Method::GET, "state", "").await.json();
    assert_eq!(state["now"], NOW);
    assert_eq!(state["instances"].as_array().unwrap().len(), 49);
    assert_eq!(state["instances"][0]["instanceStatus"], "INSTALLING");
    lab.advance(30.5).await;
    let state = lab.control(Method::GET, "state", "").await.json();
    assert_eq!(state["now"], NOW + 30);
    assert_eq!(state["instances"][0]["instanceStatus"], "RUNNING");
}

#[tokio::test]
async fn calls_say_what_was_received() {
    let lab = Lab::new();
    lab.call("DescribeZones", &json!({})).await;
    lab.call("ReinstallInstance", &json!({ "instanceId": WEB_01 })).await;
    lab.call("ReinstallInstance", &json!({ "instanceId": WEB_01 })).await;
    let mut unknown = call("NoSuchAction", "{}");
    unknown.headers_mut().insert("authorization", "Bearer wrong".parse().unwrap());
    lab.send(unknown).await.unwrap();
    let calls = lab.control(Method::GET, "calls", "").await.json();
    let expected = json!({ "calls": [
        { "action": "DescribeZones", "instanceId": null, "status": 200, "at": NOW },
        { "action": "ReinstallInstance", "instanceId": WEB_01, "status": 200, "at": NOW },
        { "action": "ReinstallInstance", "instanceId": WEB_01, "status": 403, "at": NOW },
        { "action": null, "instanceId": null, "status": 401, "at": NOW },
    ]});
    assert_eq!(calls, expected);
}

#[tokio::test]
async fn codes_lists_every_refusal_that_can_come() {
    let codes = Lab::new().control(Method::GET, "codes", "").await.json()["codes"].clone();
    let codes = codes.as_array().unwrap();
    assert!(codes.contains(&json!({ "code": "INVALID_PARTITION_IMAGE_NOT_SET", "httpStatus": 403 })));
    let names: Vec<&str> = codes.iter().map(|code| code["code"].as_str().unwrap()).collect();
    assert!(!names.contains(&"INVALID_PARAMETER_DATE_FORMAT_ERROR"), "no call takes a date");
    // What the recorded wire messages are refused by can be met here.
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/wire")).unwrap() {
        let path = file.unwrap().path();
        if path.file_name().unwrap().to_str().unwrap().contains(".error.") {
            let message: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            assert!(names.contains(&message["code"].as_str().unwrap()), "{}", path.display());
        }
    }
}

#[tokio::test]
async fn calls_name_the_server_of_every_reinstall_that_was_carried_out() {
    let lab = Lab::new();
    let body = format!("{{\"instanceId\":\"{WEB_01}\",\"x\":1e999}}");
    assert_eq!(lab.send(call("ReinstallInstance", body)).await.unwrap().status, 200);
    assert_eq!(lab.received("ReinstallInstance").await[0]["instanceId"], WEB_01);
}

#[tokio::test]
async fn orders_are_bounded() {
    let lab = Lab::new();
    for _ in 0..1000 {
        lab.order_fault(&json!({ "action": "DescribeImages", "kind": "garbage" })).await;
    }
    let answer = lab.control(Method::POST, "faults", r#"{"action": "DescribeImages", "kind": "garbage"}"#).await;
    assert_eq!(answer.status, 400, "{}", answer.body);
}

#[tokio::test]
async fn reset_restores_catalogue_clock_faults_and_calls() {
    let lab = Lab::new();
    let untouched = lab.control(Method::GET, "state", "").await.json();
    lab.call("ReinstallInstance", &json!({ "instanceId": WEB_01, "hostname": "new" })).await.response();
    lab.advance(1000.0).await;
    lab.order_fault(&json!({ "action": "DescribeImages", "kind": "garbage", "times": 9 })).await;
    assert_ne!(lab.control(Method::GET, "state", "").await.json(), untouched);
    let answer = lab.control(Method::POST, "reset", "").await;
    assert_eq!((answer.status, answer.json()), (200, json!({ "now": NOW })));
    assert_eq!(lab.control(Method::GET, "state", "").await.json(), untouched);
    assert_eq!(lab.control(Method::GET, "calls", "").await.json(), json!({ "calls": [] }));
    assert_eq!(lab.control(Method::GET, "faults", "").await.json(), json!({ "faults": [] }));
}

#[tokio::test]
async fn what_cannot_be_done_is_refused_with_what_to_do() {
    let lab = Lab::new();
    let cases = [
        (Method::POST, "clock", "", 400),
        (Method::POST, "clock", "nonsense", 400),
        (Method::POST, "clock", "{}", 400),
        (Method::POST, "clock", r#"{"advanceSeconds": "1"}"#, 400),
        (Method::POST, "clock", r#"{"advanceSeconds": -1}"#, 400),
        (Method::POST, "clock", r#"{"advanceSeconds": 1e300}"#, 400),
        (Method::POST, "clock", r#"{"advanceSeconds": 1, "seconds": 1}"#, 400),
        (Method::POST, "faults", "[]", 400),
        (Method::POST, "faults", r#"{"action": "DeleteInstance", "kind": "garbage"}"#, 400),
        (Method::POST, "faults", r#"{"action": "DescribeImages", "kind": "fire"}"#, 400),
        (Method::POST, "faults", r#"{"action": "DescribeImages", "kind": "garbage", "times": 0}"#, 400),
        (Method::POST, "faults", r#"{"action": "DescribeImages", "kind": "garbage", "times": -1}"#, 400),
        (Method::POST, "faults", r#"{"action": "DescribeImages", "kind": "delay"}"#, 400),
        (Method::POST, "faults", r#"{"action": "DescribeImages", "kind": "delay", "millis": 99999999}"#, 400),
        (Method::GET, "reset", "", 405),
        (Method::POST, "state", "", 405),
        (Method::POST, "codes", "", 405),
        (Method::DELETE, "faults", "", 405),
        (Method::GET, "", "", 404),
        (Method::GET, "nonsense", "", 404),
    ];
    for (method, name, body, status) in cases {
        let answer = lab.control(method.clone(), name, body).await;
        let words = answer.json();
        assert_eq!(answer.status, status, "{method} {name} {body}");
        assert!(!words["error"].as_str().unwrap().is_empty(), "{method} {name} {body}");
        assert!(words["whatToDo"].as_str().unwrap().len() > 3, "{method} {name} {body}");
    }
}
