//! A button that copies a text.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

/// Properties of [`CopyButton`].
#[derive(Properties, PartialEq)]
pub struct CopyButtonProps {
    /// What is copied; never shown.
    pub text: AttrValue,
    /// The accessible name; "Copy" at least.
    #[prop_or(AttrValue::Static("Copy"))]
    pub label: AttrValue,
}

#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    None,
    Copied,
    Failed,
}

/// Copies, and says whether that worked.
#[component]
pub fn CopyButton(props: &CopyButtonProps) -> Html {
    let outcome = use_state_eq(|| Outcome::None);
    let onclick = {
        let (text, outcome) = (props.text.clone(), outcome.clone());
        Callback::from(move |_| {
            let (text, outcome) = (text.clone(), outcome.clone());
            spawn_local(async move {
                let copied = match web_sys::window() {
                    // The clipboard is missing where the context is not secure.
                    Some(window) if window.is_secure_context() => {
                        JsFuture::from(window.navigator().clipboard().write_text(&text)).await.is_ok()
                    }
                    _ => false,
                };
                outcome.set(if copied { Outcome::Copied } else { Outcome::Failed });
            });
        })
    };
    let said = match *outcome {
        Outcome::None => "",
        Outcome::Copied => "Copied.",
        Outcome::Failed => "The browser did not allow it: select the text and copy it yourself.",
    };
    html! {
        <span class="copy">
            <button type="button" class="quiet" {onclick}>{ &props.label }</button>
            <span aria-live="polite">{ said }</span>
        </span>
    }
}
