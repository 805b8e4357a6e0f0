//! A field for code: a textarea with line numbers beside it.

use crate::state::user_data::line_count;
use web_sys::{Element, HtmlTextAreaElement};
use yew::prelude::*;

/// Properties of [`CodeEditor`].
#[derive(Properties, PartialEq)]
pub struct CodeEditorProps {
    /// Unique on the page; a label names it.
    pub id: AttrValue,
    /// What stands in it; lines end in LF, or the browser would change them.
    pub value: AttrValue,
    /// Typed.
    pub oninput: Callback<String>,
    /// How many lines it shows.
    #[prop_or(12)]
    pub rows: u32,
    /// The ids of the elements that describe it.
    pub described_by: AttrValue,
    /// What stands in it would be refused.
    #[prop_or_default]
    pub invalid: bool,
}

/// The numbers are one text that changes with the number of lines, and scroll with the field: a key costs no more for them.
/// Lines are not wrapped, so that a number stands beside each. Tab leaves the field, as everywhere.
#[component]
pub fn CodeEditor(props: &CodeEditorProps) -> Html {
    let gutter = use_node_ref();
    let numbers = use_memo(line_count(&props.value), |count| {
        AttrValue::from((1..=*count).map(|number| number.to_string()).collect::<Vec<_>>().join("\n"))
    });
    let oninput =
        props.oninput.reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    let onscroll = use_callback(gutter.clone(), |event: Event, gutter| {
        if let Some(gutter) = gutter.cast::<Element>() {
            gutter.set_scroll_top(event.target_unchecked_into::<Element>().scroll_top());
        }
    });
    html! {
        <div class="code-editor">
            <pre class="line-numbers" aria-hidden="true" ref={gutter}>{ (*numbers).clone() }</pre>
            <textarea
                id={props.id.clone()}
                value={props.value.clone()}
                rows={props.rows.to_string()}
                wrap="off"
                dir="ltr"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-invalid={props.invalid.then_some("true")}
                aria-describedby={props.described_by.clone()}
                {oninput}
                {onscroll}
            />
        </div>
    }
}
