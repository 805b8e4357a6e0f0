//! A labelled menu that follows the page's address: back and forward choose in it too.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// One choice.
#[derive(Clone, PartialEq)]
pub(super) struct Choice {
    pub(super) value: AttrValue,
    pub(super) label: AttrValue,
    /// Only said, not to be chosen.
    pub(super) disabled: bool,
}

#[derive(Properties, PartialEq)]
pub(super) struct MenuProps {
    pub(super) id: AttrValue,
    pub(super) label: AttrValue,
    pub(super) choices: Vec<Choice>,
    /// The value of the chosen one.
    pub(super) chosen: AttrValue,
    pub(super) onchoose: Callback<String>,
    #[prop_or_default]
    pub(super) class: Classes,
}

#[component]
pub(super) fn Menu(props: &MenuProps) -> Html {
    let select = use_node_ref();
    {
        // The attribute `selected` stops mattering once a person has chosen: the value is set.
        let select = select.clone();
        use_effect_with((props.chosen.clone(), props.choices.clone()), move |(chosen, _)| {
            if let Some(select) = select.cast::<HtmlSelectElement>() {
                select.set_value(chosen);
            }
        });
    }
    let onchange = props.onchoose.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    html! {
        <div class={classes!("field", props.class.clone())} data-chosen={(!props.chosen.is_empty()).to_string()}>
            <label for={props.id.clone()}>{ &props.label }</label>
            <select ref={select} id={props.id.clone()} {onchange}>
                for choice in props.choices.iter() {
                    <option key={choice.value.to_string()} value={choice.value.clone()} disabled={choice.disabled}>{ &choice.label }</option>
                }
            </select>
        </div>
    }
}
