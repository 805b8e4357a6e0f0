//! A modal dialog over the native element: the browser keeps the focus in it, closes it on Escape and gives the focus back.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Properties of [`Dialog`].
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// Whether it is shown.
    pub open: bool,
    /// Closed, by Escape or by a form of method `dialog`; whoever holds `open` sets it to false.
    pub onclose: Callback<()>,
    /// The id of the element that names it.
    pub labelled_by: AttrValue,
    /// What stands in it; drawn only while it is open.
    pub children: Html,
}

/// Shown with `showModal`, so what is behind it can neither be clicked nor reached by Tab.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with(props.open, move |open| {
            if let Some(element) = dialog.cast::<HtmlDialogElement>() {
                match (*open, element.open()) {
                    // It fails only where it is not in the page, or open already.
                    (true, false) => drop(element.show_modal()),
                    (false, true) => element.close(),
                    _ => {}
                }
            }
        });
    }
    let onclose = props.onclose.reform(|_: Event| ());
    html! {
        <dialog ref={dialog} aria-labelledby={props.labelled_by.clone()} {onclose}>
            if props.open {
                { props.children.clone() }
            }
        </dialog>
    }
}
