//! A field for one part of a credential.

use super::typed::{Kind, fault};
use crate::hooks::use_words;
use crate::state::draft::FieldIssue;
use crate::t;
use crate::ui::FieldShell;
use reinstall_core::issue::Severity;
use reinstall_core::path;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`CredentialField`].
#[derive(Properties, PartialEq)]
pub struct CredentialFieldProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// The visible and accessible name.
    pub label: AttrValue,
    /// What it takes. Anything but an ID is covered until somebody wants to see it.
    pub kind: Kind,
    /// What stands in it.
    pub value: AttrValue,
    /// What the browser may fill in.
    pub autocomplete: AttrValue,
    /// What to say where it is empty; `None`: nothing.
    pub missing: Option<AttrValue>,
    /// Typed or pasted.
    pub oninput: Callback<String>,
}

/// One line: covered where it is secret, with words on Caps Lock, on spaces around what was pasted, and on characters that
/// cannot be part of it.
#[component]
pub fn CredentialField(props: &CredentialFieldProps) -> Html {
    let words = use_words();
    let is_secret = props.kind != Kind::Id;
    let shown = use_state_eq(|| false);
    let caps_lock = use_state_eq(|| false);
    let trimmed = use_state_eq(|| false);
    let oninput = {
        let (typed, trimmed) = (props.oninput.clone(), trimmed.clone());
        Callback::from(move |event: InputEvent| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            let text = input.value();
            // Pasted or dropped. What somebody types is left alone: the next letter may follow the space.
            let came_whole = ["insertFromPaste", "insertFromDrop"].contains(&event.input_type().as_str());
            let inner = if came_whole { text.trim() } else { text.as_str() };
            trimmed.set(inner.len() < text.len());
            if inner.len() < text.len() {
                input.set_value(inner);
            }
            typed.emit(inner.to_owned());
        })
    };
    let onkey = {
        let caps_lock = caps_lock.clone();
        Callback::from(move |event: KeyboardEvent| caps_lock.set(event.get_modifier_state("CapsLock")))
    };
    let onblur = {
        let caps_lock = caps_lock.clone();
        Callback::from(move |_: FocusEvent| caps_lock.set(false))
    };
    let toggle = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(!*shown))
    };

    let issue = |severity, message: AttrValue| FieldIssue {
        severity,
        ..FieldIssue::error(path![props.id.to_string()], message.to_string())
    };
    let mut issues = Vec::new();
    if props.value.trim().is_empty() {
        issues.extend(props.missing.clone().map(|message| issue(Severity::Error, message)));
    }
    issues.extend(fault(&props.value, props.kind, &words).map(|message| issue(Severity::Error, message)));
    if *trimmed {
        issues.push(issue(Severity::Notice, t!(words, "The spaces around what you pasted were left out.")));
    } else if !props.value.trim().is_empty() && props.value.trim() != &*props.value {
        issues.push(issue(Severity::Notice, t!(words, "The spaces around it will be left out.")));
    }
    if *caps_lock && is_secret {
        issues.push(issue(Severity::Warning, t!(words, "Caps Lock is on.")));
    }
    let is_invalid = issues.iter().any(|issue| issue.severity == Severity::Error);
    html! {
        <FieldShell
            id={props.id.clone()}
            label={props.label.clone()}
            {issues}
            beside={if is_secret {
                html! {
                    <button type="button" class="quiet" aria-controls={props.id.clone()} onclick={toggle}>
                        { match (props.kind, *shown) {
                            (Kind::Token, false) => t!(words, "Show token"),
                            (Kind::Token, true) => t!(words, "Hide token"),
                            (_, false) => t!(words, "Show password"),
                            (_, true) => t!(words, "Hide password"),
                        } }
                    </button>
                }
            } else {
                html! {}
            }}
        >
            <input
                id={props.id.clone()}
                type={if is_secret && !*shown { "password" } else { "text" }}
                value={props.value.clone()}
                autocomplete={props.autocomplete.clone()}
                autocapitalize="off"
                autocorrect="off"
                spellcheck="false"
                required={true}
                aria-invalid={is_invalid.then_some("true")}
                aria-describedby={format!("{}-issues", props.id)}
                onkeydown={onkey.clone()}
                onkeyup={onkey}
                {onblur}
                {oninput}
            />
        </FieldShell>
    }
}
