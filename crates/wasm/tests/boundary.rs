//! The module from the other side of the boundary, as the scripts around it see it: bytes in, bytes out. What these mean to
//! a user is tested from the package (`tests/npm`).

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use reinstall_wasm::{Checker, create_job, look_body, parse_response, plan_disks, sign_read, sign_reinstall, step_job};
use serde_json::{Value, json};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Tokens for "nothing is known".
const NOTHING_KNOWN: [u8; 1] = [0];
/// The first byte of an issue is its code, by its place in the table.
const INVALID_JSON: u8 = 0;
const CALLER: &str = r#"{"host": "h", "timestamp": 1, "withAction": true, "token": "Canary"}"#;

/// The JSON of an answer, and what stands behind it.
fn read(answer: &[u8]) -> (Value, &[u8]) {
    let (length, rest) = answer.split_first_chunk().unwrap();
    let (json, verdict) = rest.split_at(u32::from_le_bytes(*length) as usize);
    (serde_json::from_slice(json).unwrap(), verdict)
}

fn value(answer: &[u8]) -> Value {
    let (answer, verdict) = read(answer);
    assert_eq!(verdict, [] as [u8; 0]);
    answer["value"].clone()
}

#[wasm_bindgen_test]
fn the_checker_reads_text_and_tokens() {
    let mut checker = Checker::new();
    // Null is no request, and of nothing is anything known.
    checker.input(2);
    assert!(checker.check() > 0);
    checker.input(1);
    assert!(checker.check_text(1) > 0, "a text of one zero is no JSON");
}

#[wasm_bindgen_test]
fn a_reinstall_is_signed_or_refused() {
    let body = r#"{"instanceId": "1", "password": "Example~123"}"#;
    let signed = value(&sign_reinstall(CALLER, &NOTHING_KNOWN, Some(body.into())));
    assert_eq!(signed["path"], "/api/v2/bmc");
    assert_eq!(signed["headers"]["authorization"], "Bearer Canary");
    assert_eq!(signed["body"], r#"{"instanceId":"1","password":"Example~123"}"#);

    let refused = sign_reinstall(CALLER, &NOTHING_KNOWN, Some("{".into()));
    let (answer, verdict) = read(&refused);
    assert_eq!(answer, "refused");
    assert_eq!(verdict.first(), Some(&INVALID_JSON));
}

#[wasm_bindgen_test]
fn a_reinstall_never_gets_past_the_check_as_a_call_that_reads() {
    let refused = sign_read(CALLER, "ReinstallInstance", "{}");
    let (answer, _) = read(&refused);
    assert!(answer["wrong"].as_str().unwrap().contains("checked first"));
    assert_eq!(value(&sign_read(CALLER, "DescribeImages", " {}"))["body"], " {}");
}

#[wasm_bindgen_test]
fn an_answer_is_read_or_refused() {
    let body = r#"{"requestId": "r", "response": {"totalCount": 1, "dataSet": [{"instanceId": "1"}]}}"#;
    let read = value(&parse_response("DescribeInstances", 200, "{}", Some(body.into())));
    assert_eq!(read["response"]["dataSet"][0]["instanceId"], "1");
    let failed = value(&parse_response("DescribeInstances", 403, r#"{"cfMitigated": "Challenge"}"#, None));
    assert_eq!((&failed["error"]["kind"], &failed["error"]["acted"]), (&json!("challenge"), &json!("unknown")));
}

#[wasm_bindgen_test]
fn disks_are_planned_from_anything() {
    let answer = plan_disks(&NOTHING_KNOWN, false);
    let (plan, _) = read(&answer);
    assert_eq!(plan["value"]["arrays"], json!([]));
    assert!(plan["value"]["sentences"][0].as_str().unwrap().starts_with("The API does not say"));
}

#[wasm_bindgen_test]
fn a_job_keeps_its_secrets_out_of_its_state() {
    let body = r#"{"instanceId": "1", "password": "Canary~123"}"#;
    let made = value(&create_job("id", 1000.0, None, &NOTHING_KNOWN, Some(body.into())));
    assert_eq!(made["secrets"], json!(["Canary~123"]));
    let step = |state: &Value, event: Value, now: f64| {
        value(&step_job(&state.to_string(), &event.to_string(), now, &made["secrets"].to_string()))
    };
    let sent = step(&made["state"], json!({"type": "confirmed"}), 1001.0);
    assert_eq!((&sent["effects"], &sent["isSent"]), (&json!(["send"]), &json!(false)));
    let quoted = r#"{"requestId": "r", "code": "X", "message": "Canary~123"}"#;
    let event = json!({"type": "sendAnswered", "status": 400, "body": quoted});
    let refused = step(&sent["state"], event, 1002.0);
    assert_eq!((&refused["isFinal"], &refused["state"]["phase"]["error"]["message"]), (&json!(true), &json!("***")));
    assert!(!refused.to_string().contains("Canary"));
    assert_eq!(look_body("1"), r#"{"instanceIds":["1"]}"#);
}
