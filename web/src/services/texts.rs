//! The texts of another language, from the server that delivers the page.

use super::transport;
use crate::locales::{Texts, Words, tag};
use js_sys::{Array, JSON, Object};
use reinstall_core::Locale;
use reinstall_core::api::CallError;
use wasm_bindgen::JsCast;

/// The words of a language.
///
/// # Errors
/// [`CallError`] where the server does not deliver them.
pub async fn words(locale: Locale) -> Result<Words, CallError> {
    if locale == Locale::En {
        return Ok(Words::ENGLISH);
    }
    let file = format!("/locales/{}.json", tag(locale));
    let received = transport::get("", &file, None).await?;
    match texts(&received.body) {
        Some(texts) if received.status == 200 => Ok(Words::new(locale, texts)),
        _ => Err(CallError::Unreadable { status: received.status, why: format!("{file} is not what was expected") }),
    }
}

/// The file's one object, read by the browser, which brings a reader of JSON.
fn texts(body: &str) -> Option<Texts> {
    let object: Object = JSON::parse(body).ok()?.dyn_into().ok()?;
    let text = |value: wasm_bindgen::JsValue| value.as_string();
    let pair = |entry: wasm_bindgen::JsValue| {
        let entry = Array::from(&entry);
        Some((text(entry.get(0))?, text(entry.get(1))?.into()))
    };
    Object::entries(&object).iter().map(pair).collect()
}
