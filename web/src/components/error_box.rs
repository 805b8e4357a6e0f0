//! A call that failed: what happened, what to do, and what the vendor's support needs.

use crate::hooks::use_words;
use crate::locales::Words;
use crate::services::transport::{BROKEN, TOO_LATE};
use crate::t;
use crate::ui::CopyButton;
use reinstall_core::Locale;
use reinstall_core::api::{CallError, ProxyError, Sent};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ErrorBox`].
#[derive(Properties, PartialEq)]
pub struct ErrorBoxProps {
    /// What failed, as a sentence.
    pub title: AttrValue,
    /// How.
    pub error: Rc<CallError>,
    /// What is wrong, where the page knows it better than the error's own words. Those are then shown beside the code.
    #[prop_or_default]
    pub what: Option<AttrValue>,
    /// What to do, where the page knows it better than the table of codes.
    #[prop_or_default]
    pub advice: Option<AttrValue>,
    /// What else it may be.
    #[prop_or_default]
    pub hints: Vec<AttrValue>,
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
    let words = use_words();
    let error = &props.error;
    let message = said(error, &words);
    let request_id = error.request_id().filter(|id| !id.is_empty());
    let mut support = format!("{}: {}", error.code(), message_of(error));
    if let Some(id) = request_id {
        support.push_str(&format!(" (request ID {id})"));
    }
    let is_beside_the_point = props.read && is_about_acting(error);
    let advice = props.advice.clone().or_else(|| (!is_beside_the_point).then(|| advice_of(error, &words)));
    html! {
        <div class="notice" data-severity="error" role="alert">
            <p><strong>{ &props.title }</strong></p>
            <p>{ props.what.as_ref().map_or_else(|| message.clone(), Html::from) }</p>
            if let Some(advice) = advice.filter(|advice| !advice.is_empty()) {
                <p>{ marked(&advice) }</p>
            }
            if !props.hints.is_empty() {
                <ul class="hints">
                    for hint in props.hints.iter() {
                        <li>{ hint }</li>
                    }
                </ul>
            }
            if !props.read && let CallError::Proxy(proxy) = &**error {
                <p>{ sent_words(proxy.sent, &words) }</p>
            }
            <p class="facts">
                <code>{ error.code() }</code>
                if props.what.is_some() && speaks(error) {
                    { message }
                }
                if let Some(id) = request_id {
                    <span>{ t!(words, "Request ID") }{ " " }<code>{ id }</code></span>
                }
                <CopyButton text={support} label={t!(words, "Copy the error")} />
            </p>
            if let Some(onretry) = &props.onretry {
                <button type="button" onclick={onretry.reform(|_| ())}>{ t!(words, "Try again") }</button>
            }
        </div>
    }
}

/// A text whose `commands` stand in backticks.
pub fn marked(text: &str) -> Html {
    let piece = |(index, piece): (usize, &str)| {
        if index % 2 == 1 {
            html! { <code>{ piece }</code> }
        } else {
            Html::from(piece)
        }
    };
    text.split('`').enumerate().map(piece).collect()
}

/// What was said, as a sentence; marked as English where it is another program's, so that it is read out as that.
pub fn said(error: &CallError, words: &Words) -> Html {
    let foreign = match error {
        CallError::Api(api) => !api.message.is_empty(),
        CallError::Proxy(proxy) => proxy_message(proxy, words) == proxy.message,
        _ => false,
    };
    html! { <span lang={foreign.then_some("en")}>{ message_in(error, words) }</span> }
}

/// What was said, as a sentence, in English: for what is copied and kept.
pub fn message_of(error: &CallError) -> AttrValue {
    message_in(error, &Words::ENGLISH)
}

/// What was said, as a sentence in the language of the page. Other programs' words come in any form, and stay theirs.
pub fn message_in(error: &CallError, words: &Words) -> AttrValue {
    let message: AttrValue = match error {
        CallError::Api(api) if !api.message.is_empty() => api.message.clone().into(),
        CallError::Api(api) => {
            t!(words, "The API answered {code} (HTTP {status}).", code = api.code, status = api.http_status)
        }
        CallError::Proxy(proxy) => proxy_message(proxy, words),
        CallError::Challenge => t!(
            words,
            "The request was stopped by a security challenge in front of the API; it is not known whether it arrived."
        ),
        CallError::Blocked => {
            t!(words, "The request was blocked by a security policy in front of the API (HTTP 451).")
        }
        CallError::Unreadable { status, why } => t!(
            words,
            "The answer (HTTP {status}) is not in the API's form: {why}.",
            status = status,
            why = reason(why, words)
        ),
        CallError::Unreachable { why } => t!(words, "No answer: {why}.", why = reason(why, words)),
    };
    as_sentence(&message, |first| first.to_uppercase().to_string())
}

/// What another program said in any form, with a capital and an end.
pub fn as_sentence(text: &str, capital: fn(char) -> String) -> AttrValue {
    let text = text.trim();
    let mut characters = text.chars();
    let Some(first) = characters.next() else { return AttrValue::default() };
    let is_chinese = text.chars().next_back().is_some_and(|last| matches!(last, '\u{3000}'..='\u{9fff}'));
    let end = match text {
        _ if text.ends_with(['.', '!', '?', ':', '。', '！', '？', '：']) => "",
        _ if is_chinese => "。",
        _ => ".",
    };
    format!("{}{}{end}", capital(first), characters.as_str()).into()
}

/// What the proxy said. It speaks English; in another language its code is said instead, without the names and numbers that
/// only its own words have.
fn proxy_message(proxy: &ProxyError, words: &Words) -> AttrValue {
    if words.locale() == Locale::En {
        return proxy.message.clone().into();
    }
    match proxy.code.as_str() {
        "rate_limited" => t!(words, "more requests from this address than the proxy allows"),
        "busy" => t!(words, "too many calls are under way"),
        "body_too_large" => t!(words, "the request body is longer than the proxy allows"),
        "read_only" => t!(words, "the action changes a server, and the proxy was started with --read-only"),
        "upstream_dns" => t!(words, "the API's name could not be resolved"),
        "upstream_refused" => t!(words, "the API refused the connection"),
        "upstream_unreachable" => t!(words, "the API cannot be reached"),
        "upstream_tls" => t!(words, "no trustworthy TLS connection to the API"),
        "upstream_timeout" => t!(words, "no complete answer from the API in time"),
        "upstream_reset" => t!(words, "the connection to the API ended before its answer was complete"),
        "upstream_redirect" => t!(words, "the API answered with a redirect, which the proxy never follows"),
        "upstream_bad_answer" => t!(words, "the API's answer is not valid HTTP"),
        "upstream_too_large" => t!(words, "the API's answer is longer than the proxy allows"),
        _ => words.known(&proxy.message),
    }
}

/// The clauses that core and the transport put into their errors.
fn reason(why: &str, words: &Words) -> AttrValue {
    match why {
        TOO_LATE => t!(words, "nothing came back in time"),
        BROKEN => t!(words, "the browser could not reach the proxy, or the connection broke"),
        "it is not JSON" => t!(words, "it is not JSON"),
        "it is not the API's error envelope" => t!(words, "it is not the API's error envelope"),
        "a member is missing or of the wrong type" => t!(words, "a member is missing or of the wrong type"),
        "the proxy's error cannot be read" => t!(words, "the proxy's error cannot be read"),
        other => words.known(other),
    }
}

/// What an operator can do, in the language of the page.
pub fn advice_of(error: &CallError, words: &Words) -> AttrValue {
    match error {
        CallError::Api(api) if api.known().is_none() => t!(
            words,
            "This code is not documented. Copy the code, the message and the request ID for the vendor's support."
        ),
        CallError::Proxy(proxy) => proxy_advice(proxy, words),
        CallError::Challenge => t!(
            words,
            "Open the vendor's console in this browser once, or ask the vendor's support to let the proxy's address through."
        ),
        CallError::Blocked => {
            t!(words, "Ask the vendor's support why; the proxy's address may be on a block list.")
        }
        CallError::Unreadable { .. } => t!(words, "Check that the proxy's upstream really is the API."),
        CallError::Unreachable { .. } => {
            t!(words, "Check that the proxy is running and reachable from this browser, and the network.")
        }
        CallError::Api(_) => words.known(error.what_to_do()),
    }
}

/// The proxy's advice by its code: its own words are English, and are kept for codes that nobody foresaw.
pub fn proxy_advice(proxy: &ProxyError, words: &Words) -> AttrValue {
    match (proxy.sent, proxy.code.as_str()) {
        (Sent::Yes, _) => {
            t!(words, "The API may have acted on the request. Do not send it again: first look at the server's state.")
        }
        (Sent::Unknown, _) => t!(
            words,
            "A part of the request left, perhaps all of it. Do not send it again: first look at the server's state."
        ),
        (Sent::No, "rate_limited" | "busy") => t!(words, "Wait a few seconds, then try again."),
        (Sent::No, "upstream_dns") => {
            t!(words, "Check the proxy's --upstream and the name service of its machine.")
        }
        (Sent::No, "upstream_refused" | "upstream_unreachable") => {
            t!(words, "Check that the upstream runs, and the proxy's --upstream and network.")
        }
        (Sent::No, "upstream_tls") => t!(
            words,
            "Check the clock and the trusted certificates of the proxy's machine; a company's own authority is trusted through SSL_CERT_FILE."
        ),
        (Sent::No, "origin_refused") => {
            t!(words, "If you trust this page, start the proxy with --allow-origin and this page's origin.")
        }
        (Sent::No, "host_refused") => t!(
            words,
            "Use an address that the proxy knows as its own. If this name is yours, start the proxy with --host and this name."
        ),
        (Sent::No, "read_only") => t!(words, "To allow it, start the proxy without --read-only."),
        (Sent::No, _) => words.known(&proxy.what_to_do),
    }
}

/// Whether another program spoke, so that its words are worth showing beside ours.
fn speaks(error: &CallError) -> bool {
    matches!(error, CallError::Api(_) | CallError::Proxy(_) | CallError::Unreadable { .. })
}

/// Whether the advice speaks of a call that may have changed something.
fn is_about_acting(error: &CallError) -> bool {
    matches!(error, CallError::Proxy(proxy) if proxy.sent != Sent::No)
}

fn sent_words(sent: Sent, words: &Words) -> AttrValue {
    match sent {
        Sent::No => t!(words, "The request did not reach the API."),
        Sent::Yes => t!(words, "The whole request had been sent to the API."),
        Sent::Unknown => t!(words, "It is not known how much of the request had been sent to the API."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The clauses are matched by their text, so they must be core's own.
    #[test]
    fn every_reason_of_core_is_known_here() {
        use reinstall_core::api::{RawAnswer, read_answer};
        let known = include_str!("error_box.rs");
        let answers = [(200, "no", false), (200, "{\"response\":1}", false), (500, "no", false), (200, "no", true)];
        for (status, body, from_proxy) in answers {
            let raw = RawAnswer { status, body, from_proxy, ..RawAnswer::default() };
            let error = read_answer::<serde_json::Value>(&raw).unwrap_err();
            let CallError::Unreadable { why, .. } = error else { panic!("{error:?}") };
            assert!(known.contains(&format!("\"{why}\" => t!(words, \"{why}\")")), "{why}");
        }
    }

    #[test]
    fn what_other_programs_say_becomes_a_sentence() {
        let says = |message: &str| {
            message_of(&CallError::Proxy(ProxyError {
                code: "x".into(),
                message: message.into(),
                sent: Sent::No,
                what_to_do: String::new(),
            }))
        };
        let table = [
            ("élan", "Élan."),
            (" it broke ", "It broke."),
            ("Why?", "Why?"),
            ("", ""),
            ("好。", "好。"),
            ("好", "好。"),
        ];
        for (message, sentence) in table {
            assert_eq!(says(message), sentence);
        }
    }
}
