//! A button that copies a text.

use crate::hooks::use_words;
use crate::services::clipboard;
use crate::t;
use gloo_timers::future::TimeoutFuture;
use js_sys::Promise;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AddEventListenerOptions;
use yew::prelude::*;

/// After how many seconds the clipboard is cleared of a secret.
pub const CLEARED_AFTER_SECONDS: u32 = 60;

/// Properties of [`CopyButton`].
#[derive(Properties, PartialEq)]
pub struct CopyButtonProps {
    /// What is copied; never shown.
    pub text: AttrValue,
    /// The accessible name; "Copy" where none is given.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// The text is a secret: the clipboard is cleared of it after [`CLEARED_AFTER_SECONDS`].
    #[prop_or_default]
    pub secret: bool,
}

/// What is known about the clipboard.
#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    None,
    Copied,
    Failed,
    Cleared,
    NotCleared,
}

/// Copies, and says whether that worked.
#[component]
pub fn CopyButton(props: &CopyButtonProps) -> Html {
    let words = use_words();
    let outcome = use_state_eq(|| Outcome::None);
    // Which press it was: the clearing of an earlier one would cut the time of this one short.
    let press = use_state(|| Rc::new(Cell::new(0_u32)));
    let onclick = {
        let (text, outcome, press, secret) = (props.text.clone(), outcome.clone(), Rc::clone(&press), props.secret);
        Callback::from(move |_| {
            let (text, outcome, press) = (text.clone(), outcome.clone(), Rc::clone(&press));
            press.set(press.get() + 1);
            let this = press.get();
            spawn_local(async move {
                let copied = clipboard::copy(&text).await;
                outcome.set(if copied { Outcome::Copied } else { Outcome::Failed });
                if !(copied && secret) {
                    return;
                }
                // Also when this page of the portal is no longer shown.
                TimeoutFuture::new(CLEARED_AFTER_SECONDS * 1000).await;
                let latest = || press.get() == this;
                if latest() && !clipboard::copy("").await {
                    outcome.set(Outcome::NotCleared);
                    // Browsers refuse a page that is not in front: once it is again, there is another try.
                    focus().await;
                    if !(latest() && clipboard::copy("").await) {
                        return;
                    }
                }
                if latest() {
                    outcome.set(Outcome::Cleared);
                }
            });
        })
    };
    let said = match *outcome {
        Outcome::None => AttrValue::default(),
        Outcome::Copied if props.secret => t!(
            words,
            "Copied. The clipboard is cleared in {seconds} s, whatever is in it then.",
            seconds = CLEARED_AFTER_SECONDS,
        ),
        Outcome::Copied => t!(words, "Copied."),
        Outcome::Failed => t!(words, "The browser did not allow it: select the text and copy it yourself."),
        Outcome::Cleared => {
            t!(words, "The clipboard was cleared. A clipboard manager may have kept what was in it.")
        }
        Outcome::NotCleared => t!(words, "The browser did not allow clearing the clipboard. Clear it yourself."),
    };
    let label = props.label.clone().unwrap_or_else(|| t!(words, "Copy"));
    html! {
        <span class="copy">
            <button type="button" class="quiet" {onclick}>{ label }</button>
            <span aria-live="polite">{ said }</span>
        </span>
    }
}

/// Waits until the window gets the focus.
async fn focus() {
    let Some(window) = web_sys::window() else { return };
    let focused = Promise::new(&mut |resolve, _| {
        let once = AddEventListenerOptions::new();
        once.set_once(true);
        // Without the listener it waits for ever, and nothing is claimed.
        drop(window.add_event_listener_with_callback_and_add_event_listener_options("focus", &resolve, &once));
    });
    drop(JsFuture::from(focused).await);
}
