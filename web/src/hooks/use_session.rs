//! Which proxy, and who is connected.

use crate::inside::{self, NotRestored};
use crate::services::proxy_info::{Asked, proxy_info};
use crate::services::{Cancel, Client, ProxyInfo, ProxyTrouble, store_exists};
use futures_util::future::join;
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

/// Asks the proxy at `endpoint` (`None`: the one that was remembered, else the page's own) who it is, and connects with the
/// key that is remembered for it, if there is one.
pub async fn restore(session: SessionDispatcher, endpoint: Option<String>) {
    let cancel = Cancel::new();
    session.dispatch(SessionAction::Began(cancel.clone()));
    // The page's own proxy is asked while the module comes that knows whether another one was remembered.
    let likely = endpoint.clone().unwrap_or_default();
    let module = async {
        // Whoever was never here has nothing that could be restored.
        if store_exists().await { inside::load(&cancel).await.ok().flatten() } else { None }
    };
    let (answer, module) = join(proxy_info(&likely, &cancel), module).await;
    if let Some(module) = module {
        (module.restore)(session.clone(), cancel.clone(), endpoint, (likely, answer)).await;
    } else if !cancel.is_stopped() {
        session.dispatch(SessionAction::Proxy(likely, answer));
    }
    session.dispatch(SessionAction::Ended(cancel));
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
