//! The recorded wire messages: each refusal can be met here with its status and its envelope, each
//! request is understood.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{Answered, Lab, NOW, call, cases};
use http_body_util::Full;
use reinstall_sandbox::Config;
use serde_json::{Value, json};
use std::num::NonZeroU32;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/wire");

fn read(file: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(format!("{FOLDER}/{file}")).unwrap()).unwrap()
}

/// The rows of the index that are of this kind.
fn listed(kind: &str) -> Vec<Value> {
    let files = read("index.json")["files"].as_array().unwrap().clone();
    let files: Vec<Value> = files.into_iter().filter(|file| file["kind"] == kind).collect();
    assert!(!files.is_empty());
    files
}

/// Makes the sandbox refuse in the way of a code that no action has for itself alone.
async fn provoke(code: &str) -> Answered {
    let lab = Lab::with(Config { rate: NonZeroU32::new(1), ..Config::default() });
    let mut request = call("DescribeZones", "{}");
    let signed = |timestamp: i64| {
        use reinstall_core::api::sign::CanonicalRequest;
        use reinstall_core::api::{AccessKey, StringToSign};
        let key = AccessKey::new("demo-access-key", &"demo-access-key-password".into());
        let covered = [("content-type", "application/json"), ("host", "127.0.0.1:8788")];
        let signature =
            key.signature(&StringToSign::new(&timestamp.to_string(), &CanonicalRequest::new(&covered, b"{}")));
        format!("ZC2-HMAC-SHA256 Credential=demo-access-key, SignedHeaders=content-type;host, Signature={signature}")
    };
    let mut set = |name: &'static str, value: &str| drop(request.headers_mut().insert(name, value.parse().unwrap()));
    match code {
        "AUTHFAILURE_INVALID_AUTHORIZATION" => set("authorization", "Bearer unknown"),
        "AUTHFAILURE_SIGNATURE_FAILURE" => {
            set("x-zc-timestamp", &NOW.to_string());
            set("authorization", &signed(NOW - 1));
        }
        "AUTHFAILURE_SIGNATURE_EXPIRED" => {
            set("x-zc-timestamp", &(NOW - 301).to_string());
            set("authorization", &signed(NOW - 301));
        }
        "AUTHFAILURE_UNAUTHORIZED_OPERATION" => set("x-zc-action", "StopInstances"),
        "INTERNAL_SERVER_ERROR" => lab.order_fault(&json!({ "action": "DescribeZones", "kind": "http-500" })).await,
        "SERVICE_TEMPORARY_UNAVAILABLE" => {
            lab.order_fault(&json!({ "action": "DescribeZones", "kind": "http-503" })).await;
        }
        "REQUEST_TIMED_OUT" => lab.order_fault(&json!({ "action": "DescribeZones", "kind": "timed-out" })).await,
        "REQUEST_LIMIT_EXCEEDED" => drop(lab.call("DescribeZones", &json!({})).await.response()),
        other => panic!("nothing is known that provokes {other}"),
    }
    lab.send(request).await.unwrap()
}

#[tokio::test]
async fn every_recorded_refusal_is_met_with_its_status_and_its_members() {
    let refused = cases("refused");
    let lab = Lab::with(Config { instances: Some(40), ..Config::default() });
    for file in listed("error") {
        let (name, code) = (file["file"].as_str().unwrap(), file["code"].as_str().unwrap());
        let recorded = read(name);
        assert_eq!(recorded["code"], code);
        let answer = match file["action"].as_str() {
            None => provoke(code).await,
            Some(action) => {
                let case = refused.iter().find(|case| case["action"] == action && case["code"] == code);
                let case = case.unwrap_or_else(|| panic!("{name}: no case of tests/data/refused.json has it"));
                lab.call(action, &case["body"]).await
            }
        };
        assert_eq!(
            answer.refusal(),
            (u16::try_from(file["httpStatus"].as_u64().unwrap()).unwrap(), code.to_owned()),
            "{name}"
        );
        let members = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(members(&answer.json()), members(&recorded), "{name}");
    }
}

#[tokio::test]
async fn every_recorded_request_is_understood() {
    for file in listed("request") {
        let name = file["file"].as_str().unwrap();
        let lab = Lab::new();
        let mut request = call(file["action"].as_str().unwrap(), "");
        request.headers_mut().insert("x-zc-version", file["version"].as_str().unwrap().parse().unwrap());
        *request.body_mut() = Full::from(std::fs::read(format!("{FOLDER}/{name}")).unwrap());
        let answer = lab.send(request).await.unwrap();
        assert_eq!(answer.status, 200, "{name}: {}", answer.body);
    }
}
