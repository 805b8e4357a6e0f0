//! The texts of another language, from the server that delivers the page.

use super::transport;
use crate::locales::{Texts, Words, tag};
use reinstall_core::Locale;
use reinstall_core::api::CallError;
use std::collections::BTreeMap;

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
    let texts: Result<BTreeMap<String, String>, _> = serde_json::from_str(&received.body);
    match texts {
        Ok(texts) if received.status == 200 => {
            let texts: Texts = texts.into_iter().map(|(english, text)| (english, text.into())).collect();
            Ok(Words::new(locale, texts))
        }
        _ => Err(CallError::Unreadable { status: received.status, why: format!("{file} is not what was expected") }),
    }
}
