//! What the proxy says: which world a reinstall would hit, or what to start where none answers.

use super::diagnosis::{Diagnosis, Places, of_proxy};
use crate::components::error_box::marked;
use crate::components::waiting::Waiting;
use crate::hooks::{Proxy, use_online, use_session, use_words};
use crate::services::ProxyTrouble;
use crate::{t, t_html};
use yew::prelude::*;

/// Properties of [`ProxyState`].
#[derive(Properties, PartialEq)]
pub struct ProxyStateProps {
    /// The page tries to connect, and says so itself.
    pub connecting: bool,
    /// Asks the proxy at the address that the page shows.
    pub onask: Callback<()>,
}

/// The card beside the form. Its room is reserved while the proxy is asked.
#[component]
pub fn ProxyState(props: &ProxyStateProps) -> Html {
    let words = use_words();
    let session = use_session();
    let online = use_online();
    let page = page_origin();
    let proxy = if session.endpoint.is_empty() { page.as_str() } else { session.endpoint.as_str() };

    // What failed for want of a network is asked again once there is one.
    let wants_network = !online && session.trying.is_none() && matches!(session.info, Proxy::Trouble(_));
    {
        let waited = use_mut_ref(|| false);
        let onask = props.onask.clone();
        use_effect_with((online, wants_network), move |(online, wants_network)| {
            let mut waited = waited.borrow_mut();
            if *online && std::mem::take(&mut *waited) {
                onask.emit(());
            }
            *waited |= wants_network;
        });
    }

    let asking = session.trying.clone().filter(|_| !props.connecting);
    let waiting = asking.map(|cancel| {
        let onstop = Callback::from(move |()| cancel.stop());
        html! { <Waiting what={t!(words, "Asking the proxy…")} {onstop} /> }
    });
    let state = match &session.info {
        Proxy::Unasked => "pending",
        Proxy::Ready(info) if info.sandbox => "sandbox",
        Proxy::Ready(_) => "live",
        Proxy::Trouble(_) => "none",
    };
    html! {
        <section class="proxy-state" data-environment={state} aria-label={t!(words, "Where this leads")}>
            if !online {
                <p class="offline" role="status"><strong>{ t!(words, "This device is offline.") }</strong></p>
            }
            { match &session.info {
                Proxy::Unasked => html! {},
                Proxy::Ready(info) => {
                    let host = || html! { <code>{ &info.upstream_host }</code> };
                    html! {
                        <>
                            <p class="big">{ if info.sandbox { t!(words, "A sandbox") } else { t!(words, "The real API") } }</p>
                            <p>{ if info.sandbox {
                                t_html!(words, "This proxy leads to a sandbox at {host}: no real server is touched.", host = host())
                            } else {
                                t_html!(words, "This proxy leads to the real API at {host}: a reinstall wipes a real server.", host = host())
                            } }</p>
                            <p class="hint">{ t!(words, "Proxy {address}, version {version}", address = proxy, version = info.version) }</p>
                        </>
                    }
                }
                Proxy::Trouble(trouble) => {
                    let Diagnosis { what, advice } = of_proxy(trouble, Places { proxy, page: &page }, &words);
                    let code = if let ProxyTrouble::Refuses(refusal) = &**trouble { Some(refusal.code.clone()) } else { None };
                    html! {
                        <div role="alert">
                            <p class="big">{ t!(words, "No proxy answers.") }</p>
                            <p>{ what }{ code.map(|code| html! { <>{ " " }<code>{ code }</code></> }) }</p>
                            <p>{ marked(&advice) }</p>
                            <p class="hint">{ t!(words, "Without a proxy a browser cannot reach the API.") }</p>
                        </div>
                    }
                }
            } }
            if let Some(waiting) = waiting {
                { waiting }
            } else if matches!(session.info, Proxy::Trouble(_)) {
                <button type="button" disabled={props.connecting} onclick={props.onask.reform(|_| ())}>{ t!(words, "Ask again") }</button>
            }
        </section>
    }
}

/// This page's origin.
pub fn page_origin() -> String {
    // A page without one cannot have loaded the portal.
    web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}
