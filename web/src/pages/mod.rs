//! One page a URL.

pub mod connect;
pub mod instances;
pub mod job;
pub mod jobs;
pub mod not_found;
pub mod reinstall;

use crate::hooks::use_session;
use yew::prelude::*;

/// Shows its content to a connected visitor, and the way to connect to any other, at the same URL:
/// after connecting the content is there.
#[component]
pub fn Connected(props: &html::ChildrenProps) -> Html {
    let session = use_session();
    if session.client.is_some() {
        props.children.clone()
    } else if session.restoring {
        html! { <p role="status">{ "Connecting…" }</p> }
    } else {
        html! { <connect::ConnectPage stay={true} /> }
    }
}
