//! A question that stands before everything else until it is answered: the browser's own modal dialog. It keeps the focus
//! inside, and gives it back to where it was when it closes.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Properties of [`Dialog`].
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// What it is about; its name for a screen reader.
    pub title: AttrValue,
    /// Whether it is shown. Who shows it takes it away again, also at `oncancel`.
    pub open: bool,
    /// Escape: the answer that changes nothing.
    pub oncancel: Callback<()>,
    /// The question, and a button for each answer. Drawn while it is open only.
    pub children: Html,
}

/// A modal dialog over the page.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let element = use_node_ref();
    {
        let element = element.clone();
        use_effect_with(props.open, move |open| {
            if let Some(dialog) = element.cast::<HtmlDialogElement>()
                && dialog.open() != *open
            {
                if *open {
                    // Refused only where it is shown already, or not on the page.
                    drop(dialog.show_modal());
                } else {
                    dialog.close();
                }
            }
        });
    }
    let (open, oncancel) = (props.open, props.oncancel.clone());
    // Escape closes it; so does this page, which needs no answer then.
    let onclose = Callback::from(move |_: Event| {
        if open {
            oncancel.emit(());
        }
    });
    let title_id = format!("{}-title", props.id);
    html! {
        <dialog id={props.id.clone()} ref={element} aria-labelledby={title_id.clone()} {onclose}>
            if props.open {
                <h2 id={title_id}>{ &props.title }</h2>
                { props.children.clone() }
            }
        </dialog>
    }
}
