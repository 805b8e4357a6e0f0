//! SANDBOX or LIVE, in words, on every page.

use crate::hooks::{Load, use_session};
use yew::prelude::*;

/// Says what a reinstall would hit.
#[component]
pub fn EnvironmentBadge() -> Html {
    let session = use_session();
    let (word, name, title) = match &session.info {
        Load::Pending => ("…", "pending", "The proxy is being asked.".to_owned()),
        Load::Failed(_) => ("NO PROXY", "none", "No proxy answers; see Connect.".to_owned()),
        Load::Ready(info) if info.sandbox => {
            ("SANDBOX", "sandbox", format!("A sandbox at {}: no real server is touched.", info.upstream_host))
        }
        Load::Ready(info) => {
            ("LIVE", "live", format!("The real API at {}: servers are really wiped.", info.upstream_host))
        }
    };
    html! { <strong class="badge" data-environment={name} {title}>{ word }</strong> }
}
