//! Connect: which proxy, which credentials.

use crate::components::error_box::ErrorBox;
use crate::hooks::{Load, SessionAction, restore, use_session};
use crate::router::use_navigator;
use crate::routes::Route;
use crate::services::client::connect;
use crate::services::keystore::{BrowserKey, can_sign};
use crate::services::proxy_info::proxy_info;
use crate::services::store::{self, Remembered};
use crate::services::{Credentials, ProxyInfo};
use crate::state::draft::FieldIssue;
use crate::ui::{Choice, PageHeading, TextField};
use reinstall_core::api::{CallError, DEMO_ACCESS_KEY_ID, DEMO_ACCESS_KEY_PASSWORD};
use reinstall_core::{Secret, path};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`ConnectPage`].
#[derive(Properties, PartialEq)]
pub struct ConnectPageProps {
    /// Another page waits at this URL; do not leave it.
    #[prop_or_default]
    pub stay: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    AccessKey,
    Token,
}

#[derive(Clone, PartialEq)]
enum Progress {
    Idle,
    Busy,
    Failed(Rc<CallError>),
    Refused(AttrValue),
}

/// The way in.
#[component]
pub fn ConnectPage(props: &ConnectPageProps) -> Html {
    let session = use_session();
    let navigator = use_navigator();
    let way = use_state_eq(|| Way::AccessKey);
    let id = use_state_eq(String::new);
    let password = use_state_eq(Secret::default);
    let token = use_state_eq(Secret::default);
    let endpoint = use_state_eq(|| session.endpoint.clone());
    let remember = use_state_eq(|| false);
    let progress = use_state_eq(|| Progress::Idle);
    let tried = use_state_eq(|| false);

    // A sandbox's credentials are public, so they are filled in; what was typed is left alone.
    let sandbox = session.proxy().is_some_and(|info| info.sandbox);
    {
        let (id, password) = (id.clone(), password.clone());
        use_effect_with(sandbox, move |sandbox| {
            if *sandbox && id.is_empty() && password.is_empty() {
                id.set(DEMO_ACCESS_KEY_ID.to_owned());
                password.set(DEMO_ACCESS_KEY_PASSWORD.into());
            }
        });
    }

    let start = {
        let (session, progress, remember, password, token) =
            (session.dispatcher(), progress.clone(), *remember, password.clone(), token.clone());
        let endpoint = endpoint.trim().trim_end_matches('/').to_owned();
        let stay = props.stay;
        move |given: Given| {
            progress.set(Progress::Busy);
            let (session, progress, endpoint, navigator) =
                (session.clone(), progress.clone(), endpoint.clone(), navigator.clone());
            let (password, token) = (password.clone(), token.clone());
            spawn_local(async move {
                let answer = proxy_info(&endpoint).await;
                session.dispatch(SessionAction::Proxy(endpoint.clone(), answer.clone()));
                match enter(&endpoint, answer, given, remember).await {
                    Ok(client) => {
                        // The text is dropped; only the browser's key handle is left.
                        password.set(Secret::default());
                        token.set(Secret::default());
                        session.dispatch(SessionAction::Connected(client));
                        if !stay && let Some(navigator) = navigator {
                            navigator.push(&Route::Instances);
                        }
                    }
                    Err(failed) => progress.set(failed),
                }
            });
        }
    };

    let bad_endpoint = !is_endpoint(endpoint.trim());
    let missing = |empty: bool, field: &'static str, message: &str| {
        let issue = FieldIssue::error(path![field], message);
        if *tried && empty { vec![issue] } else { Vec::new() }
    };
    let onsubmit = {
        let (start, tried, way, id, password, token, busy) = (
            start.clone(),
            tried.clone(),
            *way,
            id.clone(),
            password.clone(),
            token.clone(),
            *progress == Progress::Busy,
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if bad_endpoint {
                return;
            }
            let given = match way {
                Way::AccessKey if id.trim().is_empty() || password.expose().trim().is_empty() => return,
                Way::AccessKey => Given::AccessKey((*id).clone(), (*password).clone()),
                Way::Token if token.expose().trim().is_empty() => return,
                Way::Token => Given::Token(Secret::from(token.expose().trim())),
            };
            if !busy {
                start(given);
            }
        })
    };
    let use_sandbox = {
        let tried = tried.clone();
        Callback::from(move |_| {
            if bad_endpoint {
                tried.set(true);
                return;
            }
            start(Given::AccessKey(DEMO_ACCESS_KEY_ID.to_owned(), DEMO_ACCESS_KEY_PASSWORD.into()));
        })
    };
    let choose = |chosen: Way| {
        let way = way.clone();
        Callback::from(move |()| way.set(chosen))
    };
    let typed_secret = |secret: &UseStateHandle<Secret>| {
        let secret = secret.clone();
        Callback::from(move |text: String| secret.set(text.into()))
    };
    let busy = *progress == Progress::Busy;
    html! {
        <>
            <PageHeading text="Connect" />
            <p>{ "Requests are signed in this browser and sent through the proxy. The access key password never leaves this page." }</p>
            <ProxyState endpoint={(*endpoint).clone()} />
            if !can_sign() && *way == Way::AccessKey {
                <p class="notice" data-severity="error" role="alert">{ crate::services::keystore::KeyError::NoWebCrypto.to_string() }</p>
            }
            <form class="panel" {onsubmit} novalidate={true} aria-busy={busy.then_some("true")}>
                <fieldset>
                    <legend>{ "Credentials" }</legend>
                    <Choice name="way" value="key" label="An access key" checked={*way == Way::AccessKey} onchoose={choose(Way::AccessKey)} />
                    <Choice name="way" value="token" label="A bearer token" checked={*way == Way::Token} onchoose={choose(Way::Token)} />
                    if *way == Way::AccessKey {
                        <TextField
                            id="access-key-id" label="Access key ID" value={(*id).clone()} autocomplete="username" required={true}
                            oninput={let id = id.clone(); Callback::from(move |text| id.set(text))}
                            issues={missing(id.trim().is_empty(), "accessKeyId", "Type the access key ID.")}
                        />
                        <TextField
                            id="access-key-password" label="Access key password" kind="password" autocomplete="current-password"
                            value={password.expose().to_owned()} required={true} oninput={typed_secret(&password)}
                            issues={missing(password.expose().trim().is_empty(), "accessKeyPassword", "Type the access key password.")}
                        />
                        <div class="choice">
                            <input
                                type="checkbox" id="remember" checked={*remember} aria-describedby="remember-hint"
                                onchange={let remember = remember.clone(); Callback::from(move |event: Event| remember.set(event.target_unchecked_into::<HtmlInputElement>().checked()))}
                            />
                            <label for="remember">{ "Remember on this device" }</label>
                            <p class="hint" id="remember-hint">{ "Keeps a key that this browser can use and nobody can read. Disconnect forgets it." }</p>
                        </div>
                    } else {
                        <TextField
                            id="api-token" label="API token" kind="password" autocomplete="off" value={token.expose().to_owned()} required={true}
                            oninput={typed_secret(&token)} hint="Kept in memory only, until this page is closed."
                            issues={missing(token.expose().trim().is_empty(), "token", "Type the API token.")}
                        />
                    }
                </fieldset>
                <details open={!session.endpoint.is_empty() || (*tried && bad_endpoint)}>
                    <summary>{ "Proxy" }</summary>
                    <TextField
                        id="endpoint" label="Proxy address" value={(*endpoint).clone()} placeholder="this page's own address" inputmode="url"
                        oninput={let endpoint = endpoint.clone(); Callback::from(move |text| endpoint.set(text))}
                        hint="Leave it empty where the proxy serves this page. Otherwise something like https://proxy.example:8787; that proxy must allow this page's origin, and this page's policy (connect-src) must allow that address."
                        issues={missing(bad_endpoint, "endpoint", "Type an address with http:// or https://, a host, and nothing after it, like https://proxy.example:8787; or leave it empty.")}
                    />
                </details>
                <div class="actions">
                    <button type="submit" class="primary" disabled={busy}>{ "Connect" }</button>
                    if sandbox {
                        <button type="button" onclick={use_sandbox} disabled={busy}>{ "Use sandbox" }</button>
                    }
                </div>
                <p role="status">{ if busy { "Connecting…" } else { "" } }</p>
            </form>
            if let Some(error) = &session.refused && *progress == Progress::Idle {
                <ErrorBox title="The key that this device remembers was not accepted." error={error.clone()} />
            }
            { match &*progress {
                // That no proxy answers is said above.
                Progress::Failed(_) if matches!(session.info, Load::Failed(_)) => html! {},
                Progress::Failed(error) => html! { <ErrorBox title="Not connected." error={error.clone()} /> },
                Progress::Refused(words) => html! { <p class="notice" data-severity="error" role="alert">{ words }</p> },
                Progress::Idle | Progress::Busy => html! {},
            } }
        </>
    }
}

/// Nothing, or an origin: a scheme, a host, perhaps a port.
fn is_endpoint(text: &str) -> bool {
    let text = text.trim_end_matches('/');
    let host = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    let is_host = |host: &str| !host.is_empty() && !host.contains(|c: char| c.is_whitespace() || "/?#@\\".contains(c));
    text.is_empty() || host.is_some_and(is_host)
}

enum Given {
    AccessKey(String, Secret),
    Token(Secret),
}

/// Imports the key, tries it, remembers it where that was wished.
async fn enter(
    endpoint: &str,
    answer: Result<ProxyInfo, CallError>,
    given: Given,
    remember: bool,
) -> Result<Rc<crate::services::Client>, Progress> {
    let failed = |error: CallError| Progress::Failed(Rc::new(error));
    let refused = |words: String| Progress::Refused(words.into());
    let info = answer.map_err(failed)?;
    let credentials = match given {
        Given::Token(token) => Credentials::Token(token),
        Given::AccessKey(id, password) => {
            Credentials::Key(BrowserKey::import(&id, &password).await.map_err(|error| refused(error.to_string()))?)
        }
    };
    let client = connect(endpoint, &info.upstream_host, credentials).await.map_err(failed)?;
    if remember && let Credentials::Key(key) = &client.credentials {
        let kept = Remembered { key: key.clone(), endpoint: endpoint.to_owned() };
        store::remember(&kept).await.map_err(|error| {
            refused(format!("{error} The key cannot be remembered; connect without \"Remember on this device\"."))
        })?;
    }
    Ok(Rc::new(client))
}

#[derive(Properties, PartialEq)]
struct ProxyStateProps {
    endpoint: String,
}

/// What the proxy says, or what to start where none answers.
#[component]
fn ProxyState(props: &ProxyStateProps) -> Html {
    let session = use_session();
    let ask = {
        let (dispatcher, endpoint) = (session.dispatcher(), props.endpoint.clone());
        Callback::from(move |_| {
            spawn_local(restore(dispatcher.clone(), Some(endpoint.trim().trim_end_matches('/').to_owned())));
        })
    };
    match &session.info {
        Load::Pending => html! { <p role="status">{ "Asking the proxy…" }</p> },
        Load::Ready(info) => html! {
            <p class="notice" data-severity={if info.sandbox { "notice" } else { "warning" }}>
                { if info.sandbox { "This proxy leads to a sandbox at " } else { "This proxy leads to the real API at " } }
                <code>{ &info.upstream_host }</code>
                { if info.sandbox { ": no real server is touched." } else { ": a reinstall wipes a real server." } }
            </p>
        },
        Load::Failed(error) => html! {
            <div class="notice" data-severity="error" role="alert">
                <p><strong>{ "No proxy answers." }</strong>{ " " }{ error.to_string() }</p>
                <p>{ "Without a proxy a browser cannot reach the API. Start everything with " }<code>{ "cargo xtask serve" }</code>
                    { ", or the proxy alone with " }<code>{ "reinstall-proxy" }</code>{ ", or give another address under Proxy." }</p>
                <button type="button" onclick={ask}>{ "Ask again" }</button>
            </div>
        },
    }
}
