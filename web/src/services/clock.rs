//! The browser's clock.

use reinstall_core::time::UnixSeconds;

/// Now.
pub fn now() -> UnixSeconds {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for 285,000 years")]
    UnixSeconds((js_sys::Date::now() / 1000.0) as i64)
}

/// The time an HTTP `Date` header names; `None` where it is no date.
pub fn parse_http_date(text: &str) -> Option<UnixSeconds> {
    let millis = js_sys::Date::parse(text);
    #[expect(clippy::cast_possible_truncation, reason = "checked to be a number; dates fit")]
    (!millis.is_nan()).then_some(UnixSeconds((millis / 1000.0) as i64))
}

/// A time as the browser's language writes it.
pub fn local_time(time: UnixSeconds) -> String {
    #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 are exact in a double")]
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(time.0 as f64 * 1000.0));
    date.to_locale_string("default", &wasm_bindgen::JsValue::UNDEFINED).into()
}

/// Today, as `2026-11-24` (UTC).
pub fn today() -> String {
    let text = String::from(js_sys::Date::new_0().to_iso_string());
    text.split_once('T').map(|(day, _)| day.to_owned()).unwrap_or_default()
}
