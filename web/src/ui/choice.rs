//! One option of a group of radio buttons.

use yew::prelude::*;

/// Properties of [`Choice`].
#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// The group's name, the same for all its options.
    pub name: AttrValue,
    /// Unique in the group.
    pub value: AttrValue,
    /// What it is called.
    pub label: AttrValue,
    /// Whether it is the chosen one.
    pub checked: bool,
    /// A sentence below.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Why it cannot be chosen; then it is disabled.
    #[prop_or_default]
    pub disabled_reason: Option<AttrValue>,
    /// Chosen.
    pub onchoose: Callback<()>,
}

/// A radio button with its label, and the reason where it is disabled.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let id = format!("{}-{}", props.name, props.value);
    let hint_id = format!("{id}-hint");
    let hint = props.disabled_reason.as_ref().or(props.hint.as_ref());
    let onchange = props.onchoose.reform(|_| ());
    html! {
        <div class="choice">
            <input
                type="radio"
                id={id.clone()}
                name={props.name.clone()}
                value={props.value.clone()}
                checked={props.checked}
                disabled={props.disabled_reason.is_some()}
                aria-describedby={hint.map(|_| hint_id.clone())}
                {onchange}
            />
            <label for={id}>{ &props.label }</label>
            if let Some(hint) = hint {
                <p class="hint" id={hint_id}>{ hint }</p>
            }
        </div>
    }
}
