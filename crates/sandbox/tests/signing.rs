//! The vendor's signing vectors, end to end: what they sign is let in, what was changed is not.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::Lab;
use http::{Method, Request};
use http_body_util::Full;
use reinstall_core::api::AccessKey;
use reinstall_sandbox::Config;
use reinstall_sandbox::auth::Credentials;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/signing")
}

/// Every file of a folder, by its name.
fn vectors(folder: &Path) -> BTreeMap<String, Value> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let json = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    json.map(|path| {
        let vector: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        (path.file_stem().unwrap().to_str().unwrap().to_owned(), vector)
    })
    .collect()
}

/// Sends the vector, with `change` applied, to a sandbox that knows its key. Gives back the status
/// and the code.
async fn send(vector: &Value, change: &Value, now: i64) -> (u16, Option<String>) {
    let original = |member: &str| vector[member].as_str().unwrap().to_owned();
    let changed = |member: &str| match change.get(member) {
        Some(value) => value.as_str().map(str::to_owned),
        None => Some(original(member)),
    };
    let knows_key = change.get("serverKnowsKeyId").is_none_or(|knows| knows == true);
    let id = if knows_key { original("secretKeyId") } else { "ANOTHERKEYID".to_owned() };
    let password = change["serverSecret"].as_str().map_or_else(|| original("secretKeyPassword"), str::to_owned);
    let credentials = Credentials { access_key: Some(AccessKey::new(&id, &password.into())), token: None };
    let lab = Lab::with(Config { credentials, ..Config::default() });
    lab.set_real_time(now);

    let mut request = Request::builder().method(Method::POST).uri(original("path"));
    for (name, value) in vector["sentHeaders"].as_object().into_iter().flatten() {
        let overridden = ["host", "content-type", "authorization", "x-zc-action", "x-zc-timestamp"];
        if !overridden.contains(&name.to_ascii_lowercase().as_str()) {
            request = request.header(name, value.as_str().unwrap());
        }
    }
    let named = [
        ("host", "host"),
        ("content-type", "contentType"),
        ("authorization", "authorization"),
        ("x-zc-action", "action"),
        ("x-zc-timestamp", "timestamp"),
    ];
    for (header, member) in named {
        if let Some(value) = changed(member) {
            request = request.header(header, value);
        }
    }
    let answer = lab.send(request.body(Full::from(changed("body").unwrap())).unwrap()).await.unwrap();
    let code = (answer.status != 200).then(|| answer.refusal().1);
    (answer.status, code)
}

#[tokio::test]
async fn every_signed_vector_is_let_in() {
    let vectors = vectors(&folder());
    assert!(vectors.len() >= 23);
    for (name, vector) in vectors {
        let now = vector["timestamp"].as_str().unwrap().parse().unwrap();
        let (status, code) = send(&vector, &Value::Null, now).await;
        // What is asked for may still be refused, e.g. an image that the model does not have.
        let let_in = code.as_deref().is_none_or(|code| !code.starts_with("AUTHFAILURE"));
        assert!(let_in && status != 401, "{name}: {status} {code:?}");
    }
}

#[tokio::test]
async fn every_changed_vector_is_answered_as_its_file_says() {
    let base = vectors(&folder());
    let negative = vectors(&folder().join("negative"));
    assert!(negative.len() >= 11);
    for (name, case) in negative {
        let vector = &base[case["base"].as_str().unwrap()];
        let answered = send(vector, &case["change"], case["now"].as_i64().unwrap()).await;
        let status = u16::try_from(case["expect"]["httpStatus"].as_u64().unwrap()).unwrap();
        let code = case["expect"]["code"].as_str().map(str::to_owned);
        assert_eq!(answered, (status, code), "{name}");
    }
}

#[tokio::test]
async fn a_reinstall_signed_by_the_vendors_sdk_reinstalls() {
    let base = vectors(&folder());
    let (status, _) = send(&base["reinstall_minimal"], &Value::Null, 1_773_000_000).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn further_signed_headers_and_the_documented_lower_case_are_understood() {
    use reinstall_core::api::Sign;
    use reinstall_core::api::StringToSign;
    use reinstall_core::api::call::{Call, Coverage};
    use reinstall_core::api::query::DescribeZones;
    use reinstall_core::api::sign::CanonicalRequest;
    use reinstall_core::time::UnixSeconds;

    let key = AccessKey::new("demo-access-key", &"demo-access-key-password".into());
    let lab = Lab::new();
    let call = Call::read(&DescribeZones::default()).unwrap();
    for (coverage, action, status) in [
        (Coverage::WithAction, "DescribeZones", 200),
        (Coverage::WithAction, "DescribeImages", 401),
        (Coverage::ContentTypeAndHost, "DescribeImages", 200),
    ] {
        let signed = call.sign(&key, "127.0.0.1:8788", UnixSeconds(common::NOW), coverage).await.unwrap();
        let mut request = Request::builder().method(Method::POST).uri(signed.path()).header("host", "127.0.0.1:8788");
        for (name, value) in signed.headers() {
            request = request.header(*name, if *name == "x-zc-action" { action } else { value });
        }
        let body = Full::from(signed.body().expose().to_owned());
        let answer = lab.send(request.body(body).unwrap()).await.unwrap();
        assert_eq!(answer.status, status, "{coverage:?} {action}: {}", answer.body);
    }

    let canonical = CanonicalRequest::new(&[("content-type", "application/json"), ("host", "sandbox.example")], b"{}");
    let signature = key.signature(&StringToSign::new(&common::NOW.to_string(), &canonical));
    let authorization = format!(
        "ZC2-HMAC-SHA256 Credential={}, SignedHeaders=content-type;host, Signature={signature}",
        key.access_key_id()
    );
    let request = Request::builder()
        .method(Method::POST)
        .uri("/api/v2/bmc")
        .header("host", "Sandbox.Example")
        .header("content-type", "Application/JSON")
        .header("x-zc-action", "DescribeZones")
        .header("x-zc-timestamp", common::NOW)
        .header("authorization", authorization)
        .body(Full::from("{}"));
    assert_eq!(lab.send(request.unwrap()).await.unwrap().status, 200);
}

#[tokio::test]
async fn the_control_clock_never_moves_the_signatures_clock() {
    let vector = vectors(&folder())["describe_images_empty_object"].clone();
    let text = |member: &str| vector[member].as_str().unwrap().to_owned();
    let access_key = Some(AccessKey::new(&text("secretKeyId"), &text("secretKeyPassword").into()));
    let lab = Lab::with(Config { credentials: Credentials { access_key, token: None }, ..Config::default() });
    lab.advance(1_000_000.0).await;
    let mut request = Request::builder().method(Method::POST).uri(text("path"));
    for (name, value) in vector["sentHeaders"].as_object().unwrap() {
        request = request.header(name, value.as_str().unwrap());
    }
    let answer = lab.send(request.body(Full::from(text("body"))).unwrap()).await.unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
}
