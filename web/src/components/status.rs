//! An instance's status: the API's word, a colour and a shape.

use reinstall_core::machine::InstanceStatus;
use yew::prelude::*;

/// Properties of [`Status`].
#[derive(Properties, PartialEq)]
pub struct StatusProps {
    /// The status.
    pub status: InstanceStatus,
}

/// The word is the API's own.
#[component]
pub fn Status(props: &StatusProps) -> Html {
    let word = props.status.name().to_owned();
    html! {
        <span class="status" data-status={word.clone()}>{ if word.is_empty() { "unknown".to_owned() } else { word } }</span>
    }
}
