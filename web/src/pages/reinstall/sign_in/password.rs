//! The password: typed or generated, shown only while somebody looks at it, with the rule class by class.

use crate::hooks::use_words;
use crate::locales::Words;
use crate::services::random::{PasswordShape, new_password};
use crate::state::draft::{Edit, FieldIssue};
use crate::t;
use crate::ui::{CopyButton, TextField};
use gloo_timers::callback::Timeout;
use reinstall_core::Secret;
use reinstall_core::path;
use reinstall_core::rules::sign_in::{
    PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS, PASSWORD_SPECIAL, PasswordClass, missing_classes,
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, Node};
use yew::prelude::*;

/// For how many seconds a password stays readable at most.
const SHOWN_SECONDS: u32 = 60;

#[derive(Properties, PartialEq)]
pub(super) struct PasswordFieldsProps {
    pub(super) password: Secret,
    pub(super) edit: Callback<Edit>,
    pub(super) issues: Vec<FieldIssue>,
}

#[component]
pub(super) fn PasswordFields(props: &PasswordFieldsProps) -> Html {
    let PasswordFieldsProps { password, edit, issues } = props;
    let words = use_words();
    // Which showing it is; `None` while the password is masked.
    let shown = use_state_eq(|| None::<u32>);
    let no_randomness = use_state_eq(|| false);
    let shape = use_state_eq(PasswordShape::default);
    {
        let hide = shown.clone();
        use_effect_with(*shown, move |shown| {
            let timer = shown.map(|_| Timeout::new(SHOWN_SECONDS * 1000, move || hide.set(None)));
            move || drop(timer)
        });
    }
    let generate = {
        let (edit, shown, no_randomness, shape) = (edit.clone(), shown.clone(), no_randomness.clone(), *shape);
        Callback::from(move |_| match new_password(shape) {
            Ok(password) => {
                edit.emit(Edit::Password(password));
                shown.set(Some(shown.unwrap_or_default() + 1));
                no_randomness.set(false);
            }
            Err(_) => no_randomness.set(true),
        })
    };
    let toggle = {
        let shown = shown.clone();
        Callback::from(move |_| shown.set(if shown.is_some() { None } else { Some(0) }))
    };
    // Whoever goes on to another field has seen it. (`current_target` would be the element where Yew listens.)
    let whole = use_node_ref();
    let onfocusout = {
        let (shown, whole) = (shown.clone(), whole.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target().map(JsCast::unchecked_into::<Node>);
            if !whole.get().is_some_and(|whole| to.is_some() && whole.contains(to.as_ref())) {
                shown.set(None);
            }
        })
    };
    let mut issues = issues.clone();
    if *no_randomness {
        let message = t!(words, "This browser offers no randomness. Type a password instead.");
        issues.push(FieldIssue::error(path!["password"], message.to_string()));
    }
    let beside = html! {
        <>
            <button type="button" class="quiet" aria-pressed={shown.is_some().to_string()} onclick={toggle}>{ t!(words, "Show") }</button>
            <button type="button" class="quiet" onclick={generate}>{ t!(words, "Generate password") }</button>
            if !password.is_empty() {
                <CopyButton text={password.expose().to_owned()} secret={true} />
            }
        </>
    };
    html! {
        <div ref={whole} {onfocusout}>
            <TextField
                id="password" label={t!(words, "Password")} value={password.expose().to_owned()} autocomplete="new-password"
                kind={if shown.is_some() { "text" } else { "password" }} oninput={edit.reform(|text: String| Edit::Password(text.into()))}
                {issues} required={true} hint={t!(words, "This also becomes the IPMI password.")} {beside}
            />
            <div class="password-rule">
                { rule(password.expose(), &words) }
                { shape_fields(&shape, &words) }
            </div>
        </div>
    }
}

/// What a password must have, each with a word and a sign that say whether it does. The field's issues tell it to a screen
/// reader as one types; this list is there to be read.
fn rule(password: &str, words: &Words) -> Html {
    let missing: Vec<PasswordClass> = missing_classes(password).collect();
    let length = password.chars().count();
    let foreign = password.chars().any(|character| PasswordClass::of(character).is_none());
    let mut lines = vec![(
        t!(
            words,
            "{min} to {max} characters: {count}",
            min = PASSWORD_MIN_CHARS,
            max = PASSWORD_MAX_CHARS,
            count = length
        ),
        (PASSWORD_MIN_CHARS..=PASSWORD_MAX_CHARS).contains(&length),
    )];
    lines.extend(PasswordClass::ALL.map(|class| (class.term().word(words.locale()).into(), !missing.contains(&class))));
    lines.push((t!(words, "nothing but letters, digits and {special}", special = PASSWORD_SPECIAL), !foreign));
    html! {
        <ul class="rule" aria-label={t!(words, "What the rule asks for")}>
            for (text, met) in lines {
                <li data-met={met.to_string()}>
                    <span>{ text }</span>{ " " }
                    <strong>{ if met { t!(words, "met") } else { t!(words, "not yet") } }</strong>
                </li>
            }
        </ul>
    }
}

/// What the next generated one shall be like.
fn shape_fields(shape: &UseStateHandle<PasswordShape>, words: &Words) -> Html {
    let onlength = {
        let shape = shape.clone();
        Callback::from(move |event: Event| {
            if let Ok(length) = event.target_unchecked_into::<HtmlSelectElement>().value().parse() {
                shape.set(PasswordShape { length, ..*shape });
            }
        })
    };
    let onunmistakable = {
        let shape = shape.clone();
        Callback::from(move |event: Event| {
            let unmistakable = event.target_unchecked_into::<HtmlInputElement>().checked();
            shape.set(PasswordShape { unmistakable, ..*shape });
        })
    };
    html! {
        <div class="generator" role="group" aria-label={t!(words, "Generator")}>
            <label for="generated-length">{ t!(words, "Length") }</label>
            <select id="generated-length" onchange={onlength}>
                for length in (PASSWORD_MIN_CHARS..=PASSWORD_MAX_CHARS).rev() {
                    <option value={length.to_string()} selected={length == shape.length}>{ length }</option>
                }
            </select>
            <label>
                <input type="checkbox" checked={shape.unmistakable} onchange={onunmistakable} />
                { t!(words, "Without 0 O o, 1 I l") }
            </label>
        </div>
    }
}
