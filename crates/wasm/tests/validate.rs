//! `validate` from the other side of the boundary.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use reinstall_wasm::{issue_codes, validate};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn report(request: &str, context: Option<&str>) -> serde_json::Value {
    let parse = |text: &str| js_sys::JSON::parse(text).unwrap();
    let report = validate(parse(request), context.map(parse)).ok().unwrap();
    let text: String = js_sys::JSON::stringify(&report).unwrap().into();
    serde_json::from_str(&text).unwrap()
}

#[wasm_bindgen_test]
fn plain_values_go_in_and_come_out() {
    let report = report(r#"{"instanceId": "1", "hostname": "web_01", "password": "Example~123"}"#, None);
    assert_eq!(report["valid"], false);
    let issue = &report["issues"][0];
    assert_eq!(issue["path"], serde_json::json!(["hostname"]));
    assert_eq!(issue["code"], "hostname_characters");
    assert_eq!(issue["severity"], "error");
    assert_eq!(issue["serverCode"], "INVALID_PARAMETER_HOSTNAME_MALFORMED");
    assert_eq!(issue["params"]["characters"], serde_json::json!(["_"]));
    assert_eq!(issue["message"], "Only a–z, A–Z, 0–9, hyphens and dots are allowed; remove _.");
}

#[wasm_bindgen_test]
fn the_table_of_rules_is_plain_data() {
    let text: String = js_sys::JSON::stringify(&issue_codes().ok().unwrap()).unwrap().into();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(rows.len(), reinstall_core::issue::IssueCode::ALL.len());
    let row = rows.iter().find(|row| row["code"] == "hostname_too_long").unwrap();
    assert_eq!(row["serverCode"], "INVALID_PARAMETER_HOSTNAME_EXCEED");
    assert_eq!((&row["httpStatus"], &row["certainty"]), (&400.into(), &"documented".into()));
    assert!(row["messageZhCN"].as_str().unwrap().contains("{max}"));
}

#[wasm_bindgen_test]
fn the_context_is_heard() {
    let request = r#"{"instanceId": "1", "hostname": "a1", "password": "Example~123"}"#;
    let report =
        report(request, Some(r#"{"instance": {"instanceId": "1", "imageId": "i", "instanceStatus": "INSTALLING"}}"#));
    assert_eq!(report["issues"][0]["code"], "instance_installing");
}

#[wasm_bindgen_test]
fn anything_else_is_an_issue_or_an_error_and_never_a_panic() {
    for request in ["null", "[]", "7", r#""text""#] {
        assert_eq!(report(request, None)["issues"][0]["code"], "wrong_type", "{request}");
    }
    assert!(validate(JsValue::UNDEFINED, None).is_ok());
    assert!(validate(JsValue::from_str("x"), Some(JsValue::from_str("no context"))).is_err());
}
