//! Every recorded message of the API can be read, and what is read is what was written.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use reinstall_core::api::error::ServerCode;
use reinstall_core::api::query::{Images, InstanceTypes, InstancesPage, KeyPairsPage};
use reinstall_core::api::{Answer, CallError, RawAnswer, read_answer};
use reinstall_core::read::read_request;
use serde::Deserialize;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Index {
    files: Vec<Message>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    file: String,
    kind: String,
    action: Option<String>,
    http_status: Option<u16>,
    code: Option<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/wire")
}

fn messages(kind: &str) -> Vec<(Message, String)> {
    let index: Index = serde_json::from_str(&fs::read_to_string(folder().join("index.json")).unwrap()).unwrap();
    let found: Vec<_> = index
        .files
        .into_iter()
        .filter(|message| message.kind == kind)
        .map(|message| {
            let body = fs::read_to_string(folder().join(&message.file)).unwrap();
            (message, body)
        })
        .collect();
    assert!(!found.is_empty(), "no message of kind {kind}");
    found
}

/// Reads the answer and writes it again; the two must be the same JSON, member for member.
fn round_trip<T: DeserializeOwned + Serialize>(file: &str, body: &str) {
    let answer: Answer<T> = read_answer(&RawAnswer { status: 200, body, ..RawAnswer::default() }).expect(file);
    let original: Value = serde_json::from_str(body).unwrap();
    let mut expected = original["response"].clone();
    assert_eq!(original["requestId"], answer.request_id, "{file}");
    expected.as_object_mut().unwrap().remove("requestId");
    assert_eq!(serde_json::to_value(&answer.response).unwrap(), expected, "{file}");
}

#[test]
fn every_success_is_read_whole() {
    for (message, body) in messages("success") {
        let file = message.file.as_str();
        match message.action.as_deref() {
            Some("DescribeInstances") => round_trip::<InstancesPage>(file, &body),
            Some("DescribeInstanceTypes") => round_trip::<InstanceTypes>(file, &body),
            Some("DescribeImages") => round_trip::<Images>(file, &body),
            Some("DescribeKeyPairs") => round_trip::<KeyPairsPage>(file, &body),
            Some("ReinstallInstance") => round_trip::<std::collections::BTreeMap<String, Value>>(file, &{
                let mut answer: Value = serde_json::from_str(&body).unwrap();
                answer["response"].as_object_mut().unwrap().remove("requestId");
                answer.to_string()
            }),
            other => panic!("{file}: no reader for {other:?}"),
        }
    }
}

#[test]
fn every_error_is_read_with_its_code_and_known_to_the_table() {
    for (message, body) in messages("error") {
        let status = message.http_status.unwrap();
        let raw = RawAnswer { status, body: &body, ..RawAnswer::default() };
        let Err(CallError::Api(error)) = read_answer::<Value>(&raw) else {
            panic!("{}: not read as an error of the API", message.file);
        };
        assert_eq!(Some(&error.code), message.code.as_ref(), "{}", message.file);
        assert!(error.request_id.starts_with('T'), "{}", message.file);
        let known = error.known().unwrap_or_else(|| panic!("{} is not in the table", error.code));
        assert_eq!(known.http_status(), status, "{}", message.file);
        assert_eq!(error.known(), ServerCode::parse(&error.code.to_lowercase().replace('_', ".")));
    }
}

#[test]
fn every_reinstall_request_is_read_without_an_issue() {
    for (message, body) in messages("request") {
        if message.action.as_deref() == Some("ReinstallInstance") {
            assert_eq!(read_request(&serde_json::from_str(&body).unwrap()).issues, [], "{}", message.file);
        }
    }
}

#[test]
fn what_is_no_answer_of_the_api_is_said_apart() {
    let read = |raw: RawAnswer<'_>| read_answer::<Value>(&raw).unwrap_err();
    let proxy = r#"{"proxyError":{"code":"UPSTREAM_REFUSED","message":"m","sent":"no","whatToDo":"w"}}"#;
    // What came, the code that is shown, whether it proves that nothing happened.
    let table = [
        (
            RawAnswer { status: 403, challenge: true, body: "<html>", ..RawAnswer::default() },
            "SECURITY_CHALLENGE",
            false,
        ),
        (RawAnswer { status: 451, body: "", ..RawAnswer::default() }, "REQUEST_BLOCKED", false),
        (RawAnswer { status: 200, body: "<html>", ..RawAnswer::default() }, "UNREADABLE_ANSWER", false),
        (RawAnswer { status: 200, body: "{}", ..RawAnswer::default() }, "UNREADABLE_ANSWER", false),
        (RawAnswer { status: 502, body: "Bad Gateway", ..RawAnswer::default() }, "UNREADABLE_ANSWER", false),
        (RawAnswer { status: 429, body: "slow down", ..RawAnswer::default() }, "UNREADABLE_ANSWER", false),
        (RawAnswer { status: 502, from_proxy: true, body: proxy, ..RawAnswer::default() }, "UPSTREAM_REFUSED", true),
        (RawAnswer { status: 502, from_proxy: true, body: "?", ..RawAnswer::default() }, "UNREADABLE_ANSWER", false),
        (
            RawAnswer {
                status: 500,
                body: r#"{"requestId":"T1","code":"INTERNAL_SERVER_ERROR","message":""}"#,
                ..RawAnswer::default()
            },
            "INTERNAL_SERVER_ERROR",
            false,
        ),
        (
            RawAnswer {
                status: 400,
                body: r#"{"requestId":"T1","code":"NEVER_SEEN","message":""}"#,
                ..RawAnswer::default()
            },
            "NEVER_SEEN",
            true,
        ),
    ];
    for (raw, code, not_acted) in table {
        let error = read(raw);
        assert_eq!((error.code(), error.proves_not_acted()), (code, not_acted));
        assert!(!error.what_to_do().is_empty(), "{code}");
    }
}

/// A foreign answer must never be taken for the API's refusal, which would prove that nothing happened.
#[test]
fn a_list_is_no_envelope() {
    let proxy = |body| RawAnswer { status: 502, from_proxy: true, body, ..RawAnswer::default() };
    let api = |status, body| RawAnswer { status, body, ..RawAnswer::default() };
    for answer in [
        api(400, r#"["Bad Request","malformed header"]"#),
        api(400, r#"["8",""]"#),
        proxy(r#"[["CODE","m","no","w"]]"#),
        proxy(r#"{"proxyError":["CODE","m","no","w"]}"#),
        api(200, r#"["x",null]"#),
        api(200, r#"["x",{"totalCount":0,"dataSet":[]}]"#),
        api(200, r#"{"requestId":"x","response":[0,[]]}"#),
    ] {
        let error = read_answer::<InstancesPage>(&answer).unwrap_err();
        assert!(matches!(error, CallError::Unreadable { .. }), "{}: {error:?}", answer.body);
        assert!(!error.proves_not_acted(), "{}", answer.body);
    }
}
