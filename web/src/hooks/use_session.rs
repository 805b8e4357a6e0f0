//! Which proxy, and who is connected.

use super::Load;
use crate::services::client::connect;
use crate::services::proxy_info::proxy_info;
use crate::services::{Client, Credentials, ProxyInfo, store};
use reinstall_core::api::CallError;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The connection of this visit.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// The proxy's origin; empty: this page's own.
    pub endpoint: String,
    /// What the proxy says about itself.
    pub info: Load<ProxyInfo>,
    /// Present while connected.
    pub client: Option<Rc<Client>>,
    /// A remembered key is being tried.
    pub restoring: bool,
    /// Why the remembered key was not accepted.
    pub refused: Option<Rc<CallError>>,
}

impl Session {
    /// What the proxy said, once it has.
    pub fn proxy(&self) -> Option<&ProxyInfo> {
        match &self.info {
            Load::Ready(info) => Some(info),
            Load::Pending | Load::Failed(_) => None,
        }
    }
}

/// A change of the connection.
#[derive(Clone, Debug)]
pub enum SessionAction {
    /// The proxy at this origin answered, or did not.
    Proxy(String, Result<ProxyInfo, CallError>),
    /// Somebody connected.
    Connected(Rc<Client>),
    /// The remembered key, if any, has been tried.
    Restored(Result<Option<Rc<Client>>, CallError>),
    /// Signed out.
    Disconnected,
}

impl Reducible for Session {
    type Action = SessionAction;

    fn reduce(mut self: Rc<Self>, action: SessionAction) -> Rc<Self> {
        let session = Rc::make_mut(&mut self);
        match action {
            SessionAction::Proxy(endpoint, answer) => {
                if session.endpoint != endpoint {
                    session.client = None;
                }
                session.endpoint = endpoint;
                session.info = match answer {
                    Ok(info) => Load::Ready(Rc::new(info)),
                    Err(error) => Load::Failed(Rc::new(error)),
                };
            }
            SessionAction::Connected(client) => {
                session.client = Some(client);
                session.refused = None;
            }
            SessionAction::Restored(result) => {
                let (client, refused) = match result {
                    Ok(client) => (client, None),
                    Err(error) => (None, Some(Rc::new(error))),
                };
                session.client = session.client.take().or(client);
                session.refused = refused;
                session.restoring = false;
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

/// Asks the proxy at `endpoint` (`None`: the one that was remembered, else the page's own) who it is,
/// and connects with the key that is remembered for it, if there is one.
pub async fn restore(dispatcher: UseReducerDispatcher<Session>, endpoint: Option<String>) {
    // A store that does not work is said where something has to be stored.
    let remembered = store::remembered().await.ok().flatten();
    let kept_endpoint = remembered.as_ref().map(|kept| kept.endpoint.clone());
    let endpoint = endpoint.or(kept_endpoint).unwrap_or_default();
    let answer = proxy_info(&endpoint).await;
    let host = answer.as_ref().ok().map(|info| info.upstream_host.clone());
    dispatcher.dispatch(SessionAction::Proxy(endpoint.clone(), answer));
    let restored = match (remembered.filter(|kept| kept.endpoint == endpoint), host) {
        (Some(kept), Some(host)) => {
            connect(&endpoint, &host, Credentials::Key(kept.key)).await.map(|client| Some(Rc::new(client)))
        }
        _ => Ok(None),
    };
    dispatcher.dispatch(SessionAction::Restored(restored));
}

/// Asks the page's own proxy who it is, and connects with the remembered key, if there is one.
#[component]
pub fn SessionProvider(props: &html::ChildrenProps) -> Html {
    let session = use_reducer(|| Session {
        endpoint: String::new(),
        info: Load::Pending,
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
