//! What only a visitor who goes on past the form of Connect needs: connecting itself, the other pages, and what drives the
//! jobs. As the portal is deployed it is a WebAssembly module of its own, fetched when it is first wanted (build.rs,
//! crates/wasm-bindgen-runner).

mod root;
mod way_in;

pub use self::way_in::{Given, NotConnected, NotRestored, Refused, Way, is_wrong_signature};

use crate::hooks::{Load, Loading, SessionDispatcher, use_load, use_session, use_words};
use crate::pages::opening::opening;
use crate::router::use_route;
use crate::routes::Route;
use crate::services::proxy_info::Asked;
use crate::services::{Cancel, ProxyTrouble, store_exists};
use crate::t;
use futures_util::future::{Either, LocalBoxFuture, select};
use reinstall_core::api::CallError;
use std::pin::pin;
use yew::prelude::*;

/// What the module offers. Whatever is reached through it only, is in it.
#[derive(Clone, Copy, Debug)]
pub struct Module {
    /// The page of a route, none where that is not in the module; and what all of them share, which stays while they change.
    root: fn(Option<Route>, Callback<Summary>) -> Html,
    /// Connects.
    pub enter: fn(SessionDispatcher, Cancel, Entering) -> LocalBoxFuture<'static, Result<(), NotConnected>>,
    /// Connects with the remembered key, at the proxy that is named or the one that was remembered. Of the likely one it is
    /// known already what it answered.
    pub restore: fn(SessionDispatcher, Cancel, Option<String>, Answered) -> LocalBoxFuture<'static, ()>,
    /// Why nobody is connected.
    pub refusal: fn(&NotConnected) -> Html,
    /// Why the remembered key could not be used, and what tries it again.
    pub not_restored: fn(&NotRestored, Callback<()>) -> Html,
}

/// There is one module.
impl PartialEq for Module {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// With what somebody connects.
#[derive(Clone, Debug)]
pub struct Entering {
    /// The proxy's origin; empty: this page's own.
    pub endpoint: String,
    /// The credentials.
    pub given: Given,
    /// The key is to be remembered on this device.
    pub remember: bool,
}

/// What the frame around the pages tells of what is inside.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// How many jobs are being watched.
    pub running: usize,
    /// Why this browser's storage does not work.
    pub trouble: Option<AttrValue>,
    /// Forgets what whoever disconnects leaves behind: drafts and the remembered key.
    pub forget: Callback<()>,
}

/// A proxy's origin, and what it said of itself.
pub type Answered = (String, Result<Asked, ProxyTrouble>);

const MODULE: Module = Module {
    root: root::root,
    enter: way_in::enter,
    restore: way_in::restore,
    refusal: way_in::refusal,
    not_restored: way_in::not_restored,
};

#[cfg(split)]
#[wasm_split_helpers::wasm_split(inside, fallible)]
fn module() -> Result<Module, NotLoaded> {
    Ok(MODULE)
}

#[cfg(not(split))]
async fn module() -> Result<Module, NotLoaded> {
    Ok(MODULE)
}

/// The module could not be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

#[cfg(split)]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// The module, or `None` where the try was stopped before it was there.
///
/// # Errors
/// [`NotLoaded`] where the server of this page does not deliver it.
pub async fn load(cancel: &Cancel) -> Result<Option<Module>, NotLoaded> {
    let loading = pin!(module());
    match select(loading, pin!(cancel.ended())).await {
        Either::Left((module, _)) => module.map(Some),
        Either::Right(_) => Ok(None),
    }
}

/// What the frame shows of what is inside.
type SummaryHandle = UseStateHandle<Summary>;

/// Fetches the module for whoever is connected or was refused, names a page of it, or has been here before.
#[component]
pub fn InsideProvider(props: &html::ChildrenProps) -> Html {
    let route = use_route();
    let session = use_session();
    let is_wanted = is_inside(route.as_ref()) || session.client.is_some() || session.refused.is_some();
    let loading = use_load(is_wanted, |&is_wanted| async move {
        if !is_wanted && !store_exists().await {
            return std::future::pending().await;
        }
        module().await.map_err(|NotLoaded| CallError::Unreachable { why: String::new() })
    });
    let summary = use_state_eq(Summary::default);
    html! {
        <ContextProvider<Loading<Module>> context={loading}>
            <ContextProvider<SummaryHandle> context={summary}>{ props.children.clone() }</ContextProvider<SummaryHandle>>
        </ContextProvider<Loading<Module>>>
    }
}

fn is_inside(route: Option<&Route>) -> bool {
    !matches!(route, None | Some(Route::Home | Route::Connect | Route::NotFound))
}

/// The module, once it is there.
#[hook]
pub fn use_inside() -> Option<Module> {
    match use_context::<Loading<Module>>()?.state {
        Load::Ready(module) => Some(*module),
        Load::Pending | Load::Failed(_) => None,
    }
}

/// What the frame shows of what is inside.
#[hook]
pub fn use_summary() -> Summary {
    use_context::<SummaryHandle>().map(|handle| (*handle).clone()).unwrap_or_default()
}

/// The page of a route that is in the module, and all that stays while pages change.
#[component]
pub fn Inside() -> Html {
    let words = use_words();
    let route = use_route().filter(|route| is_inside(Some(route)));
    let Some((loading, summary)) = use_context::<Loading<Module>>().zip(use_context::<SummaryHandle>()) else {
        return html! {};
    };
    let tell = use_callback(summary.setter(), |summary, setter| setter.set(summary));
    match &loading.state {
        Load::Ready(module) => (module.root)(route, tell),
        Load::Pending => match &route {
            Some(route) => opening(route, t!(words, "Loading the page…"), None, &words),
            None => html! {},
        },
        Load::Failed(_) if route.is_some() => not_loaded(&words, Some(loading.again.clone())),
        Load::Failed(_) => html! {},
    }
}

/// Says that the module could not be fetched, and offers to try again where the page has no other way for it.
pub fn not_loaded(words: &crate::locales::Words, again: Option<Callback<()>>) -> Html {
    html! {
        <div class="notice" data-severity="error" role="alert">
            <p><strong>{ t!(words, "A part of the portal could not be loaded.") }</strong></p>
            <p>{ t!(words, "The server of this page did not deliver it. Check the network, then try again; if that does not help, load the page again.") }</p>
            if let Some(again) = again {
                <button type="button" onclick={again.reform(|_| ())}>{ t!(words, "Try again") }</button>
            }
        </div>
    }
}
