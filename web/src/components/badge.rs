//! SANDBOX or LIVE, in words, on every page.

use crate::hooks::{Proxy, use_session, use_words};
use crate::t;
use yew::prelude::*;

/// Says what a reinstall would hit.
#[component]
pub fn EnvironmentBadge() -> Html {
    let words = use_words();
    let session = use_session();
    let (word, name, title) = match &session.info {
        Proxy::Unasked => (AttrValue::Static("…"), "pending", t!(words, "The proxy is being asked.")),
        Proxy::Trouble(_) => (t!(words, "NO PROXY"), "none", t!(words, "No proxy answers; see Connect.")),
        Proxy::Ready(info) if info.sandbox => (
            AttrValue::Static("SANDBOX"),
            "sandbox",
            t!(words, "A sandbox at {host}: no real server is touched.", host = info.upstream_host),
        ),
        Proxy::Ready(info) => (
            AttrValue::Static("LIVE"),
            "live",
            t!(words, "The real API at {host}: servers are really wiped.", host = info.upstream_host),
        ),
    };
    html! { <strong class="badge" data-environment={name} {title}>{ word }</strong> }
}
