//! Connecting, and why it failed.

use super::{Answered, Entering};
use crate::hooks::{SessionAction, SessionDispatcher};
use crate::pages::connect::refusal::{NotRestoredBox, RefusalBox};
use crate::pages::connect::typed::{Hint, hints};
use crate::services::client::connect;
use crate::services::keystore::{BrowserKey, KeyError};
use crate::services::proxy_info::proxy_info;
use crate::services::store::{self, Remembered, StoreError};
use crate::services::{Cancel, Credentials};
use futures_util::future::LocalBoxFuture;
use reinstall_core::Secret;
use reinstall_core::api::{CallError, DEMO_ACCESS_KEY_ID, DEMO_ACCESS_KEY_PASSWORD, ServerCode};
use std::rc::Rc;
use yew::prelude::*;

/// What somebody connects with.
#[derive(Clone, Debug)]
pub enum Given {
    /// An access key's ID and password.
    AccessKey(String, Secret),
    /// An API token.
    Token(Secret),
    /// The sandbox's public access key, and nothing but a sandbox.
    Sandbox,
}

/// What the first call was made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// An access key.
    AccessKey,
    /// An API token.
    Token,
}

/// A try that failed, and what it was made with.
#[derive(Clone, Debug, PartialEq)]
pub struct NotConnected {
    /// Why.
    pub why: Refused,
    /// With what.
    pub way: Way,
    /// What a closer look at what was typed showed.
    pub hints: Vec<Hint>,
}

/// Why somebody is not connected.
#[derive(Clone, Debug, PartialEq)]
pub enum Refused {
    /// There is no proxy to speak to; the session says why.
    Proxy,
    /// A sandbox was wanted, and the proxy leads to the real API. Nothing was sent.
    NotASandbox,
    /// The browser cannot or will not sign.
    Key(KeyError),
    /// The first call failed.
    Call {
        /// How.
        error: Rc<CallError>,
        /// By how many seconds this machine's clock is ahead of the API's, where that is known.
        ahead: Option<i64>,
    },
    /// The key works, and this device cannot remember it.
    Store(StoreError),
    /// It was stopped, or a newer try took its place.
    Stopped,
}

/// Why the remembered key could not be used.
#[derive(Clone, Debug, PartialEq)]
pub struct NotRestored {
    /// What came back.
    pub error: Rc<CallError>,
    /// By how many seconds this machine's clock is ahead of the API's, where that is known.
    pub ahead: Option<i64>,
}

/// Whether the key, or how it was used, is what the API refuses.
pub fn is_wrong_signature(error: &CallError) -> bool {
    matches!(error, CallError::Api(api) if api.known() == Some(ServerCode::AuthfailureSignatureFailure))
}

pub(super) fn refusal(failed: &NotConnected) -> Html {
    html! { <RefusalBox failed={failed.clone()} /> }
}

pub(super) fn not_restored(why: &NotRestored, onretry: Callback<()>) -> Html {
    html! { <NotRestoredBox why={why.clone()} {onretry} /> }
}

/// Asks the proxy, imports the key, tries it, remembers it where that was wished. Where it fails nobody is connected who was
/// not before.
pub(super) fn enter(
    session: SessionDispatcher,
    cancel: Cancel,
    entering: Entering,
) -> LocalBoxFuture<'static, Result<(), NotConnected>> {
    Box::pin(async move {
        try_to_enter(&session, &cancel, &entering).await.map_err(|why| {
            // Whatever it said, it said it because it was stopped.
            let why = if cancel.is_stopped() { Refused::Stopped } else { why };
            let way = if matches!(entering.given, Given::Token(_)) { Way::Token } else { Way::AccessKey };
            let hints = match (&why, &entering.given) {
                (Refused::Call { error, .. }, Given::AccessKey(id, password)) if is_wrong_signature(error) => {
                    hints(id, password.expose())
                }
                _ => Vec::new(),
            };
            NotConnected { why, way, hints }
        })
    })
}

async fn try_to_enter(session: &SessionDispatcher, cancel: &Cancel, entering: &Entering) -> Result<(), Refused> {
    let go_on = || if cancel.is_stopped() { Err(Refused::Stopped) } else { Ok(()) };
    let endpoint = &entering.endpoint;
    let answer = proxy_info(endpoint, cancel).await;
    go_on()?;
    session.dispatch(SessionAction::Proxy(endpoint.clone(), answer.clone()));
    let info = answer.map_err(|_| Refused::Proxy)?.info;
    let import = async |id: &str, password: &Secret| {
        BrowserKey::import(id, password).await.map(Credentials::Key).map_err(Refused::Key)
    };
    let credentials = match &entering.given {
        Given::Token(token) => Credentials::Token(token.clone()),
        Given::AccessKey(id, password) => import(id, password).await?,
        Given::Sandbox if info.sandbox => import(DEMO_ACCESS_KEY_ID, &DEMO_ACCESS_KEY_PASSWORD.into()).await?,
        Given::Sandbox => return Err(Refused::NotASandbox),
    };
    let tried = connect(endpoint, &info.upstream_host, credentials, cancel).await;
    go_on()?;
    if let Some(ahead) = tried.ahead {
        session.dispatch(SessionAction::Clock(ahead));
    }
    let client = tried.outcome.map_err(|error| Refused::Call { error: Rc::new(error), ahead: tried.ahead })?;
    if entering.remember
        && let Credentials::Key(key) = &client.credentials
    {
        let kept = Remembered { key: key.clone(), endpoint: endpoint.clone() };
        store::remember(&kept).await.map_err(Refused::Store)?;
        go_on()?;
    }
    session.dispatch(SessionAction::Connected(Rc::new(client)));
    Ok(())
}

/// Asks the proxy at `endpoint` (`None`: the one that was remembered, else the page's own) who it is, unless that is the
/// likely one, which answered already; and connects with the key that is remembered for it, if there is one.
pub(super) fn restore(
    session: SessionDispatcher,
    cancel: Cancel,
    endpoint: Option<String>,
    (likely, likely_answer): Answered,
) -> LocalBoxFuture<'static, ()> {
    Box::pin(async move {
        // A store that does not work is said where something has to be stored.
        let remembered = store::remembered().await.ok().flatten();
        let kept_endpoint = remembered.as_ref().map(|kept| kept.endpoint.clone());
        let endpoint = endpoint.or(kept_endpoint).unwrap_or_default();
        let answer = if endpoint == likely { likely_answer } else { proxy_info(&endpoint, &cancel).await };
        if cancel.is_stopped() {
            return;
        }
        let host = answer.as_ref().ok().map(|asked| asked.info.upstream_host.clone());
        session.dispatch(SessionAction::Proxy(endpoint.clone(), answer));
        let (Some(kept), Some(host)) = (remembered.filter(|kept| kept.endpoint == endpoint), host) else { return };
        let tried = connect(&endpoint, &host, Credentials::Key(kept.key), &cancel).await;
        if cancel.is_stopped() {
            return;
        }
        if let Some(ahead) = tried.ahead {
            session.dispatch(SessionAction::Clock(ahead));
        }
        session.dispatch(match tried.outcome {
            Ok(client) => SessionAction::Connected(Rc::new(client)),
            Err(error) => SessionAction::NotRestored(NotRestored { error: Rc::new(error), ahead: tried.ahead }),
        });
    })
}
