//! The browser's clock.

use crate::locales::Words;
use js_sys::{Date, Object, Reflect};
use reinstall_core::time::UnixSeconds;
use wasm_bindgen::JsValue;

/// Now.
pub fn now() -> UnixSeconds {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for 285,000 years")]
    UnixSeconds((Date::now() / 1000.0) as i64)
}

/// The time an HTTP `Date` header names; `None` where it is no date.
pub fn parse_http_date(text: &str) -> Option<UnixSeconds> {
    let millis = Date::parse(text);
    #[expect(clippy::cast_possible_truncation, reason = "checked to be a number; dates fit")]
    (!millis.is_nan()).then_some(UnixSeconds((millis / 1000.0) as i64))
}

/// A time as the language of the page writes it, with the month in words: 11/12 means two things.
pub fn local_time(time: UnixSeconds, words: &Words) -> String {
    written(&date(time), words, &["dateStyle", "timeStyle"])
}

/// The later end of a span of time that began at `from`: without the day where that is the same.
pub fn local_end(from: UnixSeconds, until: UnixSeconds, words: &Words) -> String {
    let (from, until) = (date(from), date(until));
    let is_same_day = from.to_date_string() == until.to_date_string();
    written(&until, words, if is_same_day { &["timeStyle"] } else { &["dateStyle", "timeStyle"] })
}

fn date(time: UnixSeconds) -> Date {
    #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 are exact in a double")]
    Date::new(&JsValue::from_f64(time.0 as f64 * 1000.0))
}

fn written(date: &Date, words: &Words, parts: &[&str]) -> String {
    let options = Object::new();
    let values = parts.iter().map(|part| (*part, "medium")).chain([("hourCycle", "h23")]);
    for (name, value) in values {
        // An object of our own takes any member.
        drop(Reflect::set(&options, &name.into(), &value.into()));
    }
    date.to_locale_string(words.tag(), &options).into()
}

/// Today, as `2026-11-24` (UTC).
pub fn today() -> String {
    let text = String::from(js_sys::Date::new_0().to_iso_string());
    text.split_once('T').map(|(day, _)| day.to_owned()).unwrap_or_default()
}
