//! Connect: which proxy, which credentials.

pub mod clock_notice;
pub mod credential;
pub mod diagnosis;
pub mod proxy_state;
pub mod refusal;
pub mod typed;

pub use clock_notice::ClockNotice;

use self::credential::CredentialField;
use self::proxy_state::ProxyState;
use self::typed::{Kind, fault};
use crate::components::error_box::marked;
use crate::components::waiting::Waiting;
use crate::hooks::{Proxy, SessionAction, restore, use_session, use_words};
use crate::inside::{self, Entering, Given, Module, NotConnected, Refused, Way, use_inside};
use crate::locales::Words;
use crate::router::{use_navigator, use_route};
use crate::routes::Route;
use crate::services::Cancel;
use crate::services::keystore::{KeyError, can_sign};
use crate::services::proxy_info::proxy_info;
use crate::state::draft::FieldIssue;
use crate::t;
use crate::ui::{Choice, PageHeading, PageLink, TextField};
use reinstall_core::api::{DEMO_ACCESS_KEY_ID, DEMO_ACCESS_KEY_PASSWORD};
use reinstall_core::{Secret, path};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// Properties of [`ConnectPage`].
#[derive(Properties, PartialEq)]
pub struct ConnectPageProps {
    /// Another page waits at this URL; do not leave it.
    #[prop_or_default]
    pub stay: bool,
}

#[derive(Clone, PartialEq)]
enum Progress {
    Idle,
    Busy(Cancel),
    Stopped,
    /// What connects could not be fetched.
    NotLoaded,
    Failed(Module, NotConnected),
}

/// The way in.
#[component]
pub fn ConnectPage(props: &ConnectPageProps) -> Html {
    let words = use_words();
    let session = use_session();
    let inside = use_inside();
    let navigator = use_navigator();
    let is_home = use_route() == Some(Route::Home);
    let way = use_state_eq(|| Way::AccessKey);
    let id = use_state_eq(String::new);
    let password = use_state_eq(Secret::default);
    let token = use_state_eq(Secret::default);
    // Until somebody types one, it is the address that was asked.
    let typed_endpoint = use_state_eq(|| None::<String>);
    let remember = use_state_eq(|| false);
    let progress = use_state_eq(|| Progress::Idle);
    let tried = use_state_eq(|| false);
    let latest = use_mut_ref(|| None::<Cancel>);

    let endpoint = (*typed_endpoint).clone().unwrap_or_else(|| session.endpoint.clone());
    let address = endpoint.trim().trim_end_matches('/').to_owned();
    let sandbox = session.proxy().map(|info| info.sandbox);

    // A sandbox's credentials are public, so they are filled in, and taken out again where they open nothing. What was
    // typed is left alone.
    {
        let (id, password) = (id.clone(), password.clone());
        use_effect_with(sandbox, move |sandbox| {
            let is_demo = *id == DEMO_ACCESS_KEY_ID && password.expose() == DEMO_ACCESS_KEY_PASSWORD;
            if *sandbox == Some(true) && id.is_empty() && password.is_empty() {
                id.set(DEMO_ACCESS_KEY_ID.to_owned());
                password.set(DEMO_ACCESS_KEY_PASSWORD.into());
            } else if *sandbox == Some(false) && is_demo {
                id.set(String::new());
                password.set(Secret::default());
            }
        });
    }
    // Whoever comes back with a remembered key wants the servers, not this page.
    {
        let (navigator, latest) = (navigator.clone(), latest.clone());
        use_effect_with((session.client.is_some(), is_home && !props.stay), move |(connected, leave)| {
            if *connected
                && *leave
                && latest.borrow().is_none()
                && let Some(navigator) = navigator
            {
                navigator.replace(&Route::Instances);
            }
        });
    }
    // Nobody is taken from another page because a try ended that was begun here.
    {
        let latest = latest.clone();
        use_effect_with((), move |()| {
            move || {
                if let Some(cancel) = latest.take() {
                    cancel.stop();
                }
            }
        });
    }

    let ask = {
        let (dispatcher, address) = (session.dispatcher(), address.clone());
        Callback::from(move |()| spawn_local(restore(dispatcher.clone(), Some(address.clone()))))
    };
    let start = {
        let (dispatcher, progress, remember, latest) =
            (session.dispatcher(), progress.clone(), *remember, latest.clone());
        let (password, token, address, stay) = (password.clone(), token.clone(), address.clone(), props.stay);
        let navigator = navigator.clone();
        Callback::from(move |given: Given| {
            let cancel = Cancel::new();
            latest.replace(Some(cancel.clone()));
            progress.set(Progress::Busy(cancel.clone()));
            let (dispatcher, progress, latest, navigator) =
                (dispatcher.clone(), progress.clone(), latest.clone(), navigator.clone());
            let (password, token) = (password.clone(), token.clone());
            let entering = Entering { endpoint: address.clone(), given, remember };
            spawn_local(async move {
                dispatcher.dispatch(SessionAction::Began(cancel.clone()));
                let outcome = match inside::load(&cancel).await {
                    Ok(Some(module)) => match (module.enter)(dispatcher.clone(), cancel.clone(), entering).await {
                        Ok(()) => Ok(()),
                        Err(NotConnected { why: Refused::Stopped, .. }) => Err(Progress::Stopped),
                        Err(failed) => Err(Progress::Failed(module, failed)),
                    },
                    Ok(None) => Err(Progress::Stopped),
                    Err(inside::NotLoaded) => {
                        // The network may be gone, or the proxy, which delivers the page as well: its card then says so.
                        let answer = proxy_info(&entering.endpoint, &cancel).await;
                        if cancel.is_stopped() {
                            Err(Progress::Stopped)
                        } else {
                            dispatcher.dispatch(SessionAction::Proxy(entering.endpoint, answer));
                            Err(Progress::NotLoaded)
                        }
                    }
                };
                dispatcher.dispatch(SessionAction::Ended(cancel.clone()));
                if *latest.borrow() != Some(cancel) {
                    return;
                }
                latest.take();
                match outcome {
                    Ok(()) => {
                        // The text is dropped; only the browser's key handle is left.
                        password.set(Secret::default());
                        token.set(Secret::default());
                        if !stay && let Some(navigator) = navigator {
                            navigator.push(&Route::Instances);
                        }
                    }
                    Err(failed) => progress.set(failed),
                }
            });
        })
    };

    let bad_endpoint = !is_endpoint(&address);
    let busy = matches!(*progress, Progress::Busy(_));
    let onsubmit = {
        let (start, tried, progress, way) = (start.clone(), tried.clone(), progress.clone(), *way);
        let (id, password, token) = (id.clone(), password.clone(), token.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            let usable = |text: &str, kind| !text.trim().is_empty() && fault(text, kind, &Words::ENGLISH).is_none();
            let first_bad = match way {
                Way::AccessKey if !usable(&id, Kind::Id) => Some(ID),
                Way::AccessKey if !usable(password.expose(), Kind::Password) => Some(PASSWORD),
                Way::Token if !usable(token.expose(), Kind::Token) => Some(TOKEN),
                _ if bad_endpoint => Some(ENDPOINT),
                _ => None,
            };
            match (first_bad, way) {
                (Some(field), _) => {
                    // What the last try came to belongs to what was typed then.
                    if !busy {
                        progress.set(Progress::Idle);
                    }
                    focus(field);
                }
                (None, _) if busy => {}
                (None, Way::AccessKey) => start.emit(Given::AccessKey(id.trim().to_owned(), (*password).clone())),
                (None, Way::Token) => start.emit(Given::Token(Secret::from(token.expose().trim()))),
            }
        })
    };
    let use_sandbox = {
        let (tried, start) = (tried.clone(), start.clone());
        Callback::from(move |_: MouseEvent| {
            if bad_endpoint {
                tried.set(true);
                focus(ENDPOINT);
            } else {
                start.emit(Given::Sandbox);
            }
        })
    };
    let no_sandbox = match (&session.info, sandbox) {
        (_, Some(true)) => None,
        (_, Some(false)) => Some(t!(
            words,
            "This proxy leads to the real API. A proxy with a sandbox behind it is started by `cargo xtask serve`."
        )),
        (Proxy::Unasked, None) => Some(t!(words, "The proxy is still being asked what it leads to.")),
        (_, None) => Some(t!(words, "That needs a proxy that answers.")),
    };

    let choose = |chosen: Way| {
        let way = way.clone();
        Callback::from(move |()| way.set(chosen))
    };
    let typed_secret = |secret: &UseStateHandle<Secret>| {
        let secret = secret.clone();
        Callback::from(move |text: String| secret.set(text.into()))
    };
    let missing = |message: AttrValue| (*tried).then_some(message);
    let by_key = *way == Way::AccessKey;
    let endpoint_issues = if *tried && bad_endpoint {
        let message = t!(
            words,
            "Type an address with http:// or https://, a host, and nothing after it, like https://proxy.example:8787; or leave it empty."
        );
        vec![FieldIssue::error(path![ENDPOINT], message.to_string())]
    } else {
        Vec::new()
    };
    html! {
        <>
            <PageHeading text={t!(words, "Connect")} />
            <p>{ t!(words, "Requests are signed in this browser and sent through the proxy. The access key password never leaves this page.") }</p>
            if session.client.is_some() && !busy {
                <p class="notice" data-severity="notice">
                    { t!(words, "You are connected.") }{ " " }
                    <PageLink to={Route::Instances}>{ t!(words, "Go to the instances") }</PageLink>
                </p>
            }
            if let (Some(why), Some(inside), Progress::Idle) = (&session.refused, inside, &*progress) {
                { (inside.not_restored)(why, ask.clone()) }
            }
            <div class="connect">
                <ProxyState connecting={busy} onask={ask.clone()} />
                <form class="panel" {onsubmit} novalidate={true} aria-busy={busy.then_some("true")}>
                    <fieldset>
                        <legend>{ t!(words, "Credentials") }</legend>
                        <div class="ways">
                            <Choice name="way" value="key" label={t!(words, "An access key")} checked={by_key} onchoose={choose(Way::AccessKey)} />
                            <Choice name="way" value="token" label={t!(words, "A bearer token")} checked={!by_key} onchoose={choose(Way::Token)} />
                        </div>
                        if by_key {
                            <CredentialField
                                key={ID} id={ID} label={t!(words, "Access key ID")} kind={Kind::Id} autocomplete="username" value={(*id).clone()}
                                missing={missing(t!(words, "Type the access key ID."))}
                                oninput={let id = id.clone(); Callback::from(move |text| id.set(text))}
                            />
                            <CredentialField
                                key={PASSWORD} id={PASSWORD} label={t!(words, "Access key password")} kind={Kind::Password}
                                autocomplete="current-password" value={password.expose().to_owned()}
                                missing={missing(t!(words, "Type the access key password."))} oninput={typed_secret(&password)}
                            />
                        } else {
                            <CredentialField
                                key={TOKEN} id={TOKEN} label={t!(words, "API token")} kind={Kind::Token} autocomplete="off"
                                value={token.expose().to_owned()}
                                missing={missing(t!(words, "Type the API token."))} oninput={typed_secret(&token)}
                            />
                        }
                        <div class="choice">
                            <input
                                type="checkbox" id="remember" checked={by_key && *remember} disabled={!by_key} aria-describedby="remember-hint"
                                onchange={let remember = remember.clone(); Callback::from(move |event: Event| remember.set(event.target_unchecked_into::<HtmlInputElement>().checked()))}
                            />
                            <label for="remember">{ t!(words, "Remember on this device") }</label>
                            <p class="hint" id="remember-hint">{ if by_key {
                                t!(words, "Keeps a key that this browser can use and nobody can read. Disconnect forgets it.")
                            } else {
                                t!(words, "A token is never remembered: it stays in memory until this page is closed.")
                            } }</p>
                        </div>
                    </fieldset>
                    <details open={!session.endpoint.is_empty() || (*tried && bad_endpoint)}>
                        <summary>{ t!(words, "Proxy") }</summary>
                        <TextField
                            id={ENDPOINT} label={t!(words, "Proxy address")} value={endpoint} inputmode="url"
                            placeholder={t!(words, "this page's own address")}
                            oninput={let typed = typed_endpoint.clone(); Callback::from(move |text| typed.set(Some(text)))}
                            hint={t!(words, "Leave it empty where the proxy serves this page. Otherwise something like https://proxy.example:8787; that proxy must allow this page's origin, and this page's policy (connect-src) must allow that address.")}
                            issues={endpoint_issues}
                        />
                    </details>
                    if by_key && !can_sign() {
                        <p class="notice" data-severity="error" role="alert">{ KeyError::NoWebCrypto.sentence(&words) }</p>
                    }
                    <div class="actions">
                        <button type="submit" class="primary" disabled={busy}>{ t!(words, "Connect") }</button>
                        <button
                            type="button" onclick={use_sandbox} disabled={busy || no_sandbox.is_some()}
                            aria-describedby={no_sandbox.is_some().then_some("no-sandbox")}
                        >
                            { t!(words, "Use sandbox") }
                        </button>
                    </div>
                    <p class="hint" id="no-sandbox">{ marked(&no_sandbox.unwrap_or_default()) }</p>
                    // Below the buttons: it comes with the proxy's answer, and must not move them.
                    if by_key {
                        <ClockNotice onask={ask} />
                    }
                    <div class="outcome">
                        { match &*progress {
                            Progress::Idle => html! {},
                            Progress::Busy(cancel) => {
                                let cancel = cancel.clone();
                                let onstop = Callback::from(move |()| cancel.stop());
                                html! { <Waiting what={t!(words, "Connecting…")} {onstop} /> }
                            }
                            Progress::Stopped => html! {
                                <p role="status">{ t!(words, "Stopped. Nobody is connected, and what you typed is still here.") }</p>
                            },
                            Progress::NotLoaded => inside::not_loaded(&words, None),
                            Progress::Failed(module, failed) => (module.refusal)(failed),
                        } }
                    </div>
                </form>
            </div>
        </>
    }
}

const ID: &str = "access-key-id";
const PASSWORD: &str = "access-key-password";
const TOKEN: &str = "api-token";
const ENDPOINT: &str = "endpoint";

/// Takes whoever pressed the button to the field that keeps it from working.
fn focus(id: &str) {
    let field = web_sys::window().and_then(|window| window.document()?.get_element_by_id(id));
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        // Without focus the field still says what is wrong.
        drop(field.focus());
    }
}

/// Nothing, or an origin: a scheme, a host, perhaps a port.
fn is_endpoint(text: &str) -> bool {
    let host = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    let is_strange = |c: char| c.is_whitespace() || c.is_control() || "/?#@\\".contains(c);
    text.is_empty() || host.is_some_and(|host| !host.is_empty() && !host.contains(is_strange))
}

#[cfg(test)]
mod tests {
    use super::is_endpoint;

    #[test]
    fn an_endpoint_is_an_origin_or_nothing() {
        for text in ["", "http://localhost:8787", "https://proxy.example", "http://[::1]:8787"] {
            assert!(is_endpoint(text), "{text}");
        }
        for text in [
            "proxy.example:8787",
            "https://proxy.example/path",
            "ftp://proxy.example",
            "http:",
            "http://a b",
            "http://a\0",
        ] {
            assert!(!is_endpoint(text), "{text}");
        }
    }
}
