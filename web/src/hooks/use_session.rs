//! Which proxy, and who is connected.

use crate::services::client::connect;
use crate::services::keystore::{BrowserKey, KeyError};
use crate::services::proxy_info::{Asked, proxy_info};
use crate::services::store::{self, Remembered, StoreError};
use crate::services::{Cancel, Client, Credentials, ProxyInfo, ProxyTrouble};
use reinstall_core::Secret;
use reinstall_core::api::{CallError, DEMO_ACCESS_KEY_ID, DEMO_ACCESS_KEY_PASSWORD};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What is known of the proxy.
#[derive(Clone, Debug, PartialEq)]
pub enum Proxy {
    /// Nothing yet.
    Unasked,
    /// It answered.
    Ready(Rc<ProxyInfo>),
    /// There is none to speak to.
    Trouble(Rc<ProxyTrouble>),
}

/// Why the remembered key could not be used.
#[derive(Clone, Debug, PartialEq)]
pub struct NotRestored {
    /// What came back.
    pub error: Rc<CallError>,
    /// By how many seconds this machine's clock is ahead of the API's, where that is known.
    pub ahead: Option<i64>,
}

/// The connection of this visit.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// The proxy's origin; empty: this page's own.
    pub endpoint: String,
    /// What is known of the proxy there.
    pub info: Proxy,
    /// The try that is under way: to reach a proxy, or to connect.
    pub trying: Option<Cancel>,
    /// By how many seconds this machine's clock is ahead of the last server's that told its own. 0 where none did.
    pub ahead: i64,
    /// Present while connected.
    pub client: Option<Rc<Client>>,
    /// Whether a key is remembered is being found out, or it is being tried.
    pub restoring: bool,
    /// Why the remembered key could not be used.
    pub refused: Option<NotRestored>,
}

impl Session {
    /// What the proxy said, once it has.
    pub fn proxy(&self) -> Option<&ProxyInfo> {
        match &self.info {
            Proxy::Ready(info) => Some(info),
            Proxy::Unasked | Proxy::Trouble(_) => None,
        }
    }
}

/// A change of the connection.
#[derive(Clone, Debug)]
pub enum SessionAction {
    /// A try begins. One that is under way ends: only the newest may say anything.
    Began(Cancel),
    /// The proxy at this origin answered, or did not.
    Proxy(String, Result<Asked, ProxyTrouble>),
    /// The API's answer showed by how many seconds this machine's clock is ahead.
    Clock(i64),
    /// Somebody connected.
    Connected(Rc<Client>),
    /// The remembered key could not be used.
    NotRestored(NotRestored),
    /// A try is over, however it went.
    Ended(Cancel),
    /// Signed out.
    Disconnected,
}

impl Reducible for Session {
    type Action = SessionAction;

    fn reduce(mut self: Rc<Self>, action: SessionAction) -> Rc<Self> {
        let session = Rc::make_mut(&mut self);
        match action {
            SessionAction::Began(cancel) => {
                if let Some(older) = session.trying.replace(cancel) {
                    // Does nothing the second time, so it may stand here.
                    older.stop();
                }
            }
            SessionAction::Proxy(endpoint, answer) => {
                if session.endpoint != endpoint {
                    session.client = None;
                }
                session.endpoint = endpoint;
                session.info = match answer {
                    Ok(asked) => {
                        session.ahead = asked.ahead.unwrap_or(0);
                        Proxy::Ready(Rc::new(asked.info))
                    }
                    Err(trouble) => Proxy::Trouble(Rc::new(trouble)),
                };
            }
            SessionAction::Clock(ahead) => session.ahead = ahead,
            SessionAction::Connected(client) => {
                session.client = Some(client);
                session.refused = None;
            }
            SessionAction::NotRestored(why) => session.refused = Some(why),
            SessionAction::Ended(cancel) => {
                if session.trying.as_ref() == Some(&cancel) {
                    session.trying = None;
                    session.restoring = false;
                    if session.info == Proxy::Unasked {
                        session.info = Proxy::Trouble(Rc::new(ProxyTrouble::Stopped));
                    }
                }
            }
            SessionAction::Disconnected => {
                session.client = None;
                session.refused = None;
            }
        }
        self
    }
}

/// The session and its dispatcher.
pub type SessionHandle = UseReducerHandle<Session>;

/// What changes the session.
pub type SessionDispatcher = UseReducerDispatcher<Session>;

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

/// Connects: asks the proxy, imports the key, tries it, remembers it where that was wished.
///
/// # Errors
/// [`Refused`]; then nobody is connected who was not before.
pub async fn enter(
    session: &SessionDispatcher,
    cancel: &Cancel,
    endpoint: &str,
    given: Given,
    remember: bool,
) -> Result<(), Refused> {
    session.dispatch(SessionAction::Began(cancel.clone()));
    let outcome = try_to_enter(session, cancel, endpoint, given, remember).await;
    session.dispatch(SessionAction::Ended(cancel.clone()));
    match outcome {
        // Whatever it said, it said it because it was stopped.
        Err(_) if cancel.is_stopped() => Err(Refused::Stopped),
        other => other,
    }
}

async fn try_to_enter(
    session: &SessionDispatcher,
    cancel: &Cancel,
    endpoint: &str,
    given: Given,
    remember: bool,
) -> Result<(), Refused> {
    let go_on = || if cancel.is_stopped() { Err(Refused::Stopped) } else { Ok(()) };
    let answer = proxy_info(endpoint, cancel).await;
    go_on()?;
    session.dispatch(SessionAction::Proxy(endpoint.to_owned(), answer.clone()));
    let info = answer.map_err(|_| Refused::Proxy)?.info;
    let import = async |id: &str, password: &Secret| {
        BrowserKey::import(id, password).await.map(Credentials::Key).map_err(Refused::Key)
    };
    let credentials = match given {
        Given::Token(token) => Credentials::Token(token),
        Given::AccessKey(id, password) => import(&id, &password).await?,
        Given::Sandbox if info.sandbox => import(DEMO_ACCESS_KEY_ID, &DEMO_ACCESS_KEY_PASSWORD.into()).await?,
        Given::Sandbox => return Err(Refused::NotASandbox),
    };
    let tried = connect(endpoint, &info.upstream_host, credentials, cancel).await;
    go_on()?;
    if let Some(ahead) = tried.ahead {
        session.dispatch(SessionAction::Clock(ahead));
    }
    let client = tried.outcome.map_err(|error| Refused::Call { error: Rc::new(error), ahead: tried.ahead })?;
    if remember && let Credentials::Key(key) = &client.credentials {
        let kept = Remembered { key: key.clone(), endpoint: endpoint.to_owned() };
        store::remember(&kept).await.map_err(Refused::Store)?;
        go_on()?;
    }
    session.dispatch(SessionAction::Connected(Rc::new(client)));
    Ok(())
}

/// Asks the proxy at `endpoint` (`None`: the one that was remembered, else the page's own) who it is,
/// and connects with the key that is remembered for it, if there is one.
pub async fn restore(session: SessionDispatcher, endpoint: Option<String>) {
    let cancel = Cancel::new();
    session.dispatch(SessionAction::Began(cancel.clone()));
    try_to_restore(&session, &cancel, endpoint).await;
    session.dispatch(SessionAction::Ended(cancel));
}

async fn try_to_restore(session: &SessionDispatcher, cancel: &Cancel, endpoint: Option<String>) {
    // A store that does not work is said where something has to be stored.
    let remembered = store::remembered().await.ok().flatten();
    let kept_endpoint = remembered.as_ref().map(|kept| kept.endpoint.clone());
    let endpoint = endpoint.or(kept_endpoint).unwrap_or_default();
    let answer = proxy_info(&endpoint, cancel).await;
    if cancel.is_stopped() {
        return;
    }
    let host = answer.as_ref().ok().map(|asked| asked.info.upstream_host.clone());
    session.dispatch(SessionAction::Proxy(endpoint.clone(), answer));
    let (Some(kept), Some(host)) = (remembered.filter(|kept| kept.endpoint == endpoint), host) else { return };
    let tried = connect(&endpoint, &host, Credentials::Key(kept.key), cancel).await;
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
}

/// Asks the page's own proxy who it is, and connects with the remembered key, if there is one.
#[component]
pub fn SessionProvider(props: &html::ChildrenProps) -> Html {
    let session = use_reducer(|| Session {
        endpoint: String::new(),
        info: Proxy::Unasked,
        trying: None,
        ahead: 0,
        client: None,
        restoring: true,
        refused: None,
    });
    {
        let dispatcher = session.dispatcher();
        use_effect_with((), move |()| {
            spawn_local(restore(dispatcher, None));
        });
    }
    html! {
        <ContextProvider<SessionHandle> context={session}>{ props.children.clone() }</ContextProvider<SessionHandle>>
    }
}

/// The session of this visit.
#[hook]
pub fn use_session() -> SessionHandle {
    #[expect(clippy::expect_used, reason = "the provider wraps the whole app; without it nothing works")]
    use_context::<SessionHandle>().expect("SessionProvider wraps the app")
}
