//! Labelled fields whose issues are tied to them, on the screen and for screen readers.

use crate::hooks::use_words;
use crate::locales::Words;
use crate::state::draft::FieldIssue;
use crate::t;
use reinstall_core::issue::Severity;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Properties of [`Issues`].
#[derive(Properties, PartialEq)]
pub struct IssuesProps {
    /// The element's id, which the field's `aria-describedby` names.
    pub id: AttrValue,
    /// What to show.
    pub issues: Vec<FieldIssue>,
}

/// The word for a severity: colour is never the only sign.
pub fn severity_word(severity: Severity, words: &Words) -> AttrValue {
    match severity {
        Severity::Error => t!(words, "Error:"),
        Severity::Warning => t!(words, "Warning:"),
        Severity::Notice => t!(words, "Notice:"),
    }
}

/// The name of a severity in attributes.
pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "notice",
    }
}

/// The issues of one field, announced as they change. They can take the focus, so that a summary can lead to them.
#[component]
pub fn Issues(props: &IssuesProps) -> Html {
    let words = use_words();
    html! {
        <div id={props.id.clone()} class="issues" aria-live="polite" tabindex="-1">
            for issue in props.issues.iter() {
                <p class="issue" data-severity={severity_name(issue.severity)} data-code={issue.code}>
                    <strong>{ severity_word(issue.severity, &words) }{ " " }</strong>
                    { &issue.message }
                    if let Some(code) = issue.server_code {
                        { " " }<code>{ code }</code>
                    }
                </p>
            }
        </div>
    }
}

/// What every field has.
#[derive(Clone, Properties, PartialEq)]
pub struct FieldShellProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// The visible and accessible name.
    pub label: AttrValue,
    /// A sentence below the field.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Its issues.
    #[prop_or_default]
    pub issues: Vec<FieldIssue>,
    /// The element itself.
    pub children: Html,
    /// What stands beside the element, e.g. a button.
    #[prop_or_default]
    pub beside: Html,
}

/// Label above, issues below.
#[component]
pub fn FieldShell(props: &FieldShellProps) -> Html {
    html! {
        <div class="field">
            <label for={props.id.clone()}>{ &props.label }</label>
            <div class="control">{ props.children.clone() }{ props.beside.clone() }</div>
            if let Some(hint) = &props.hint {
                <p class="hint" id={format!("{}-hint", props.id)}>{ hint }</p>
            }
            <Issues id={format!("{}-issues", props.id)} issues={props.issues.clone()} />
        </div>
    }
}

fn described_by(id: &str, has_hint: bool) -> String {
    if has_hint { format!("{id}-hint {id}-issues") } else { format!("{id}-issues") }
}

fn invalid(issues: &[FieldIssue]) -> Option<&'static str> {
    issues.iter().any(|issue| issue.severity == Severity::Error).then_some("true")
}

/// Properties of [`TextField`].
#[derive(Properties, PartialEq)]
pub struct TextFieldProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// The visible and accessible name.
    pub label: AttrValue,
    /// What stands in it.
    pub value: AttrValue,
    /// Typed.
    pub oninput: Callback<String>,
    /// A sentence below.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Its issues.
    #[prop_or_default]
    pub issues: Vec<FieldIssue>,
    /// `text` or `password`.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// What the browser may fill in.
    #[prop_or(AttrValue::Static("off"))]
    pub autocomplete: AttrValue,
    /// Which keyboard a phone shows.
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    /// Shown while it is empty.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// The field must be filled in.
    #[prop_or_default]
    pub required: bool,
    /// What stands beside it.
    #[prop_or_default]
    pub beside: Html,
}

/// One line of text.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let oninput = props.oninput.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <FieldShell
            id={props.id.clone()}
            label={props.label.clone()}
            hint={props.hint.clone()}
            issues={props.issues.clone()}
            beside={props.beside.clone()}
        >
            <input
                id={props.id.clone()}
                type={props.kind.clone()}
                value={props.value.clone()}
                autocomplete={props.autocomplete.clone()}
                autocapitalize="off"
                spellcheck="false"
                inputmode={props.inputmode.clone()}
                placeholder={props.placeholder.clone()}
                required={props.required}
                aria-invalid={invalid(&props.issues)}
                aria-describedby={described_by(&props.id, props.hint.is_some())}
                {oninput}
            />
        </FieldShell>
    }
}

/// Properties of [`SelectField`].
#[derive(Properties, PartialEq)]
pub struct SelectFieldProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// The visible and accessible name.
    pub label: AttrValue,
    /// Chosen: the option's value.
    pub onchange: Callback<String>,
    /// A sentence below.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Its issues.
    #[prop_or_default]
    pub issues: Vec<FieldIssue>,
    /// The options; the chosen one is `selected`.
    pub children: Html,
}

/// One of several values.
#[component]
pub fn SelectField(props: &SelectFieldProps) -> Html {
    let onchange = props.onchange.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    html! {
        <FieldShell
            id={props.id.clone()}
            label={props.label.clone()}
            hint={props.hint.clone()}
            issues={props.issues.clone()}
        >
            <select
                id={props.id.clone()}
                aria-invalid={invalid(&props.issues)}
                aria-describedby={described_by(&props.id, props.hint.is_some())}
                {onchange}
            >
                { props.children.clone() }
            </select>
        </FieldShell>
    }
}
