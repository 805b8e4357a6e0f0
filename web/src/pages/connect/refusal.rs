//! Why nobody is connected, below the form or above it.

use super::diagnosis::{Diagnosis, Places, of_call};
use super::proxy_state::page_origin;
use super::typed::Hint;
use crate::components::error_box::ErrorBox;
use crate::hooks::{SessionAction, use_session, use_words};
use crate::inside::{NotConnected, NotRestored, Refused, Way, is_wrong_signature};
use crate::services::store;
use crate::state::clock_check::{is_off, sentence};
use crate::t;
use reinstall_core::api::CallError;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Properties of [`RefusalBox`].
#[derive(Properties, PartialEq)]
pub struct RefusalBoxProps {
    /// What failed.
    pub failed: NotConnected,
}

/// What is wrong, what to do, and what else it may be.
#[component]
pub fn RefusalBox(props: &RefusalBoxProps) -> Html {
    let words = use_words();
    let NotConnected { why, way, hints } = &props.failed;
    let plain = |what: AttrValue, advice: AttrValue| {
        html! {
            <div class="notice" data-severity="error" role="alert">
                <p><strong>{ t!(words, "Not connected.") }</strong>{ " " }{ what }</p>
                <p>{ advice }</p>
            </div>
        }
    };
    match why {
        Refused::Call { error, ahead } => html! {
            <CallRefused title={t!(words, "Not connected.")} error={error.clone()} ahead={*ahead} way={*way} hints={hints.clone()} />
        },
        Refused::Proxy => html! {
            // The card of the proxy says why, as an alert of its own.
            <p class="notice" data-severity="error">
                <strong>{ t!(words, "Not connected.") }</strong>{ " " }
                { t!(words, "The proxy comes first: see what is said of it.") }
            </p>
        },
        Refused::NotASandbox => plain(
            t!(words, "That proxy leads to the real API, so the sandbox's key was not sent there."),
            t!(
                words,
                "Connect with an access key of your own, or give the address of a proxy that leads to a sandbox."
            ),
        ),
        Refused::Key(error) => html! {
            <p class="notice" data-severity="error" role="alert">{ error.sentence(&words) }</p>
        },
        Refused::Store(error) => html! {
            <div class="notice" data-severity="error" role="alert">
                <p><strong>{ t!(words, "Not connected.") }</strong>{ " " }{ t!(words, "The key works, but this browser cannot remember it: its storage (IndexedDB) does not work.") }</p>
                <p>{ t!(words, "Free some space, leave the private window, or connect without \"Remember on this device\".") }</p>
                <p><code>{ error.to_string() }</code></p>
            </div>
        },
        Refused::Stopped => html! {},
    }
}

#[derive(Properties, PartialEq)]
struct CallRefusedProps {
    title: AttrValue,
    error: Rc<CallError>,
    ahead: Option<i64>,
    way: Way,
    #[prop_or_default]
    hints: Vec<Hint>,
    #[prop_or_default]
    onretry: Option<Callback<()>>,
}

#[component]
fn CallRefused(props: &CallRefusedProps) -> Html {
    let words = use_words();
    let session = use_session();
    let page = page_origin();
    let places = Places { proxy: &session.endpoint, page: &page };
    let Diagnosis { what, advice } = of_call(&props.error, props.way, props.ahead, places, &words);
    let mut hints: Vec<AttrValue> = props.hints.iter().map(|hint| hint.sentence(&words)).collect();
    if is_wrong_signature(&props.error) {
        if let Some(ahead) = props.ahead.filter(|ahead| is_off(*ahead)) {
            hints.push(sentence(ahead, &words));
        }
        if let Some(info) = session.proxy() {
            hints.push(t!(
                words,
                "Calls are signed for {host}: where the key belongs to another host, the proxy's --upstream is the wrong one.",
                host = info.upstream_host
            ));
        }
    }
    html! {
        <ErrorBox
            title={props.title.clone()} error={props.error.clone()} {what} {advice} {hints} read={true}
            onretry={props.onretry.clone()}
        />
    }
}

/// Properties of [`NotRestoredBox`].
#[derive(Properties, PartialEq)]
pub struct NotRestoredBoxProps {
    /// Why.
    pub why: NotRestored,
    /// Tries it again.
    pub onretry: Callback<()>,
}

/// The remembered key could not be used; it can be tried again, or forgotten.
#[component]
pub fn NotRestoredBox(props: &NotRestoredBoxProps) -> Html {
    let words = use_words();
    let session = use_session();
    let NotRestored { error, ahead } = &props.why;
    let title = if matches!(**error, CallError::Api(_)) {
        t!(words, "The key that this device remembers was not accepted.")
    } else {
        t!(words, "The key that this device remembers could not be tried.")
    };
    let forget = {
        let dispatcher = session.dispatcher();
        Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(SessionAction::Disconnected);
            // Where the store does not work the key came from nowhere, and is not there the next time either.
            spawn_local(async { drop(store::forget().await) });
        })
    };
    html! {
        <div class="remembered">
            <CallRefused {title} error={error.clone()} ahead={*ahead} way={Way::AccessKey} onretry={props.onretry.clone()} />
            <button type="button" onclick={forget}>{ t!(words, "Forget this key") }</button>
        </div>
    }
}
