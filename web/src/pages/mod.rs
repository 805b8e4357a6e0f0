//! One page a URL.

pub mod connect;
pub mod instances;
pub mod job;
pub mod jobs;
pub mod not_found;
pub mod opening;
pub mod reinstall;

use crate::hooks::{use_session, use_words};
use crate::router::use_route;
use crate::routes::Route;
use crate::t;
use yew::prelude::*;

/// Shows its content to a connected visitor, and the way to connect to any other, at the same URL:
/// after connecting the content is there.
#[component]
pub fn Connected(props: &html::ChildrenProps) -> Html {
    let words = use_words();
    let session = use_session();
    let route = use_route().unwrap_or(Route::Instances);
    if session.client.is_some() {
        html! {
            <>
                <connect::ClockNotice />
                { props.children.clone() }
            </>
        }
    } else if session.restoring {
        let onstop = session.trying.clone().map(|cancel| Callback::from(move |()| cancel.stop()));
        opening::opening(&route, t!(words, "Connecting…"), onstop, &words)
    } else {
        html! { <connect::ConnectPage stay={true} /> }
    }
}
