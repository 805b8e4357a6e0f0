//! An instance's status: the API's word, a colour and a shape.

use crate::hooks::use_words;
use crate::t;
use reinstall_core::machine::InstanceStatus;
use yew::prelude::*;

/// Properties of [`Status`].
#[derive(Properties, PartialEq)]
pub struct StatusProps {
    /// The status.
    pub status: InstanceStatus,
}

/// The word is the API's own. The shape is drawn in the word's colour, so that it stays where colours are forced.
#[component]
pub fn Status(props: &StatusProps) -> Html {
    let words = use_words();
    let word = AttrValue::from(props.status.name().to_owned());
    html! {
        <span class="status" data-status={word.clone()}>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d={shape(&props.status)} /></svg>
            <bdi>{ if word.is_empty() { t!(words, "unknown") } else { word } }</bdi>
        </span>
    }
}

/// One shape for one meaning, all within 16 by 16.
fn shape(status: &InstanceStatus) -> &'static str {
    match status {
        // A full disc: on.
        InstanceStatus::Running => "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z",
        // A square: off.
        InstanceStatus::Stopped => "M3 3h10v10H3z",
        // Half a disc in a ring: being installed.
        InstanceStatus::Installing => "M8 1a7 7 0 1 0 0 14A7 7 0 1 0 8 1zm0 2a5 5 0 0 1 0 10z",
        // A hollow ring: about to be something else.
        InstanceStatus::Pending | InstanceStatus::Creating | InstanceStatus::Booting | InstanceStatus::Stopping => {
            "M8 1a7 7 0 1 0 0 14A7 7 0 1 0 8 1zm0 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z"
        }
        // A cross: failed.
        InstanceStatus::InstallFailed | InstanceStatus::CreateFailed => {
            "M3.5 1.5L8 6l4.5-4.5l2 2L10 8l4.5 4.5l-2 2L8 10l-4.5 4.5l-2-2L6 8L1.5 3.5z"
        }
        // A bar: in the recycle bin.
        InstanceStatus::Recycle => "M1.5 6h13v4h-13z",
        // A diamond: nobody knows.
        InstanceStatus::Missing | InstanceStatus::Unknown(_) => "M8 1l7 7l-7 7l-7-7zm0 3L4 8l4 4l4-4z",
    }
}
