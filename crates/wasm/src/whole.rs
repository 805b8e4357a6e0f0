//! What is beside the check, with plain objects in and out.

use reinstall_core::issue::IssueCode;
use reinstall_core::machine::{Image, Instance, InstanceType};
use reinstall_core::{Context, check_value};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// The types of what goes out, made from the table of rules by `cargo xtask codegen`.
#[wasm_bindgen(typescript_custom_section)]
const ISSUE_TYPES: &str = include_str!("../types/issues.d.ts");

/// What is known about the server, as the API returns it; every member may be missing.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct OwnedContext {
    instance: Option<Instance>,
    instance_type: Option<InstanceType>,
    image: Option<Image>,
}

/// Checks a request against every documented rule.
///
/// `request` may be anything; what does not fit is an issue with a path. `context` holds
/// `instance`, `instanceType` and `image` as the API returns them, all optional.
///
/// Returns `{ valid, issues: [{ path, code, severity, message, params, serverCode?, related? }] }`.
///
/// # Errors
/// Where `request` cannot be JSON (a cycle, a function) or `context` does not have the API's shape.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn validate(request: JsValue, context: Option<JsValue>) -> Result<JsValue, JsError> {
    let request: serde_json::Value = serde_wasm_bindgen::from_value(request)
        .map_err(|error| JsError::new(&format!("the request is not a JSON value: {error}")))?;
    let context: OwnedContext = match context {
        Some(context) if !context.is_null() && !context.is_undefined() => serde_wasm_bindgen::from_value(context)
            .map_err(|error| JsError::new(&format!("the context does not have the API's shape: {error}")))?,
        _ => OwnedContext::default(),
    };
    let report = check_value(
        &request,
        Context {
            instance: context.instance.as_ref(),
            instance_type: context.instance_type.as_ref(),
            image: context.image.as_ref(),
        },
    );
    encode(&report)
}

/// The table of rules: every code with its field, severity, messages, server code and source.
///
/// # Errors
/// None that this table can cause.
#[wasm_bindgen(js_name = issueCodes, unchecked_return_type = "IssueRow[]")]
pub fn issue_codes() -> Result<JsValue, JsError> {
    encode(&IssueCode::ALL.iter().map(|code| code.row()).collect::<Vec<_>>())
}

fn encode<T: Serialize>(value: &T) -> Result<JsValue, JsError> {
    value.serialize(&Serializer::json_compatible()).map_err(|error| JsError::new(&error.to_string()))
}
