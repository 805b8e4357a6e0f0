//! The page's title.

use yew::prelude::*;

/// The product's name: not translated.
pub const PRODUCT: &str = "Zenlayer reinstall";

/// Shows `title` in the browser's tab, before the product's name.
#[hook]
pub fn use_title(title: &str) {
    use_effect_with(title.to_owned(), |title| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&format!("{title} · {PRODUCT}"));
        }
    });
}
