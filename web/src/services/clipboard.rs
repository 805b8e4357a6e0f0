//! The clipboard.

use wasm_bindgen_futures::JsFuture;

/// Puts a text there; whether that worked. The clipboard is missing where the context is not secure, and a browser may refuse.
pub async fn copy(text: &str) -> bool {
    match web_sys::window() {
        Some(window) if window.is_secure_context() => {
            JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
        }
        _ => false,
    }
}
