//! A call that failed: what happened, what to do, and what the vendor's support needs.

use crate::ui::CopyButton;
use reinstall_core::api::{CallError, Sent};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ErrorBox`].
#[derive(Properties, PartialEq)]
pub struct ErrorBoxProps {
    /// What failed, as a sentence.
    pub title: AttrValue,
    /// How.
    pub error: Rc<CallError>,
    /// A call that only read: whether it arrived matters to nobody.
    #[prop_or_default]
    pub read: bool,
    /// Tries again; only for calls that read.
    #[prop_or_default]
    pub onretry: Option<Callback<()>>,
}

/// The API's own code, message and request ID are always visible and can be copied.
#[component]
pub fn ErrorBox(props: &ErrorBoxProps) -> Html {
    let error = &props.error;
    let message = message_of(error);
    let request_id = error.request_id().filter(|id| !id.is_empty());
    let mut support = format!("{}: {message}", error.code());
    if let Some(id) = request_id {
        support.push_str(&format!(" (request ID {id})"));
    }
    let is_beside_the_point = props.read && is_about_acting(error);
    let has_advice = !is_beside_the_point && !error.what_to_do().is_empty();
    html! {
        <div class="notice" data-severity="error" role="alert">
            <p><strong>{ &props.title }</strong></p>
            <p>{ message }</p>
            if has_advice {
                <p>{ error.what_to_do() }</p>
            }
            if !props.read && let CallError::Proxy(proxy) = &**error {
                <p>{ sent_words(proxy.sent) }</p>
            }
            <p class="facts">
                <code>{ error.code() }</code>
                if let Some(id) = request_id {
                    { " Request ID " }<code>{ id }</code>
                }
                <CopyButton text={support} label="Copy the error" />
            </p>
            if let Some(onretry) = &props.onretry {
                <button type="button" onclick={onretry.reform(|_| ())}>{ "Try again" }</button>
            }
        </div>
    }
}

/// What was said, as a sentence: other programs' words come in any form.
pub fn message_of(error: &CallError) -> String {
    let words = match error {
        CallError::Api(api) if !api.message.is_empty() => api.message.clone(),
        CallError::Proxy(proxy) => proxy.message.clone(),
        other => other.to_string(),
    };
    let words = words.trim();
    let mut characters = words.chars();
    let Some(first) = characters.next() else { return String::new() };
    let end = if words.ends_with(['.', '!', '?', ':']) { "" } else { "." };
    format!("{}{}{end}", first.to_uppercase(), characters.as_str())
}

/// Whether the advice speaks of a call that may have changed something.
fn is_about_acting(error: &CallError) -> bool {
    matches!(error, CallError::Proxy(proxy) if proxy.sent != Sent::No)
}

fn sent_words(sent: Sent) -> &'static str {
    match sent {
        Sent::No => "The request did not reach the API.",
        Sent::Yes => "The whole request had been sent to the API.",
        Sent::Unknown => "It is not known how much of the request had been sent to the API.",
    }
}
