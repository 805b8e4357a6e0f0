//! The module from the other side of the boundary, as the scripts around it see it: tokens, JSON and text in, JSON and a
//! verdict out. What these mean to a user is tested from the package (`tests/npm`).

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use reinstall_wasm::Checker;
use serde_json::{Value, json};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

// What can be asked (`js/call.js`).
const SIGN_REINSTALL: u8 = 0;
const SIGN_READ: u8 = 1;
const PARSE_RESPONSE: u8 = 2;
const PLAN_DISKS: u8 = 3;
const CREATE_JOB: u8 = 4;
const STEP_JOB: u8 = 5;

/// Tokens for "nothing is known", and for a request that is null.
const NOTHING: [u8; 2] = [0, 0];

/// The answer's JSON, and whether the verdict says anything.
fn ask(what: u8, given: Value, text: &str) -> (Value, bool) {
    let mut checker = Checker::new();
    let (json, told) = checker.answer(what, &NOTHING, &given.to_string(), text);
    (serde_json::from_slice(json).unwrap(), told > 0)
}

fn value(what: u8, given: Value, text: &str) -> Value {
    let (answer, told) = ask(what, given, text);
    assert!(!told, "{answer}");
    answer["value"].clone()
}

fn caller(action: &str) -> Value {
    json!({"action": action, "host": "h", "timestamp": 1, "withAction": true, "token": "Canary"})
}

#[wasm_bindgen_test]
fn a_reinstall_is_signed_or_refused() {
    let body = r#"{"instanceId": "1", "password": "Example~123"}"#;
    let signed = value(SIGN_REINSTALL, caller("ReinstallInstance"), body);
    assert_eq!(signed["path"], "/api/v2/bmc");
    assert_eq!(signed["headers"]["authorization"], "Bearer Canary");
    assert_eq!(signed["body"], r#"{"instanceId":"1","password":"Example~123"}"#);
    for refused in ["{", ""] {
        assert_eq!(ask(SIGN_REINSTALL, caller("ReinstallInstance"), refused), (json!("refused"), true));
    }
}

#[wasm_bindgen_test]
fn a_reinstall_never_gets_past_the_check_as_a_call_that_reads() {
    let (answer, _) = ask(SIGN_READ, caller("ReinstallInstance"), "{}");
    assert!(answer["wrong"].as_str().unwrap().contains("checked first"));
    assert_eq!(value(SIGN_READ, caller("DescribeImages"), " {}")["body"], " {}");
}

#[wasm_bindgen_test]
fn an_answer_is_read_or_refused() {
    let came =
        |status: u16, headers: Value| json!({"action": "DescribeInstances", "status": status, "headers": headers});
    let body = r#"{"requestId": "r", "response": {"totalCount": 1, "dataSet": [{"instanceId": "1"}]}}"#;
    let read = value(PARSE_RESPONSE, came(200, json!({})), body);
    assert_eq!(read["response"]["dataSet"][0]["instanceId"], "1");
    let failed = value(PARSE_RESPONSE, came(403, json!({"cfMitigated": "Challenge"})), "");
    assert_eq!((&failed["error"]["kind"], &failed["error"]["acted"]), (&json!("challenge"), &json!("unknown")));
}

#[wasm_bindgen_test]
fn disks_are_planned_from_anything() {
    let (plan, _) = ask(PLAN_DISKS, json!({"chinese": false}), "");
    assert_eq!(plan["value"]["arrays"], json!([]));
    assert!(plan["value"]["sentences"][0].as_str().unwrap().starts_with("The API does not say"));
}

#[wasm_bindgen_test]
fn a_job_keeps_its_secrets_out_of_its_state() {
    let body = r#"{"instanceId": "1", "password": "Canary~123"}"#;
    let made = value(CREATE_JOB, json!({"id": "id", "now": 1000, "instance": null}), body);
    assert_eq!(made["secrets"], json!(["Canary~123"]));
    let step = |state: &Value, event: Value, now: i64| {
        let given = json!({"event": event, "now": now, "secrets": made["secrets"]});
        value(STEP_JOB, given, &state.to_string())
    };
    let sent = step(&made["state"], json!({"type": "confirmed"}), 1001);
    assert_eq!((&sent["effects"], &sent["isSent"]), (&json!(["send"]), &json!(false)));
    let quoted = r#"{"requestId": "r", "code": "X", "message": "Canary~123"}"#;
    let event = json!({"type": "sendAnswered", "status": 400, "body": quoted});
    let refused = step(&sent["state"], event, 1002);
    assert_eq!((&refused["isFinal"], &refused["state"]["phase"]["error"]["message"]), (&json!(true), &json!("***")));
    assert!(!refused.to_string().contains("Canary"));
}
