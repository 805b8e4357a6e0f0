//! What only a visitor who goes on past the way in needs: the other pages, and what drives the jobs. As the portal is
//! deployed it is a WebAssembly module of its own, fetched when it is first wanted (build.rs, crates/wasm-bindgen-runner).

use crate::components::loaded::loaded;
use crate::hooks::{Loading, use_load, use_session, use_words};
use crate::pages;
use crate::router::use_route;
use crate::routes::Route;
use crate::services::runner::Runner;
use crate::services::{Client, store};
use crate::t;
use reinstall_core::api::CallError;
use std::rc::Rc;
use yew::prelude::*;

/// What the module offers. Whatever is reached through it only, is in it.
#[derive(Clone, Copy, Debug)]
pub struct Module {
    page: fn(Route) -> Html,
    /// Drives the jobs from now on, as this client.
    pub drive: fn(&Rc<Runner>, Option<Rc<Client>>),
}

/// There is one module.
impl PartialEq for Module {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[cfg(split)]
#[wasm_split_helpers::wasm_split(inside, fallible)]
fn module() -> Result<Module, NotLoaded> {
    Ok(Module { page, drive: Runner::drive })
}

#[cfg(not(split))]
async fn module() -> Result<Module, NotLoaded> {
    Ok(Module { page, drive: Runner::drive })
}

#[derive(Debug)]
struct NotLoaded;

#[cfg(split)]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Fetches the module for whoever is connected, names a page of it, or has jobs.
#[component]
pub fn InsideProvider(props: &html::ChildrenProps) -> Html {
    let route = use_route();
    let session = use_session();
    let is_inside = !matches!(route, None | Some(Route::Home | Route::Connect | Route::NotFound));
    let is_wanted = is_inside || session.client.is_some();
    let loading = use_load(is_wanted, |&is_wanted| async move {
        // Where the store does not work there is nothing to drive.
        if !is_wanted && !store::has_jobs().await.unwrap_or(false) {
            return std::future::pending().await;
        }
        module().await.map_err(|NotLoaded| CallError::Unreachable { why: "a part of the portal did not come".into() })
    });
    html! {
        <ContextProvider<Loading<Module>> context={loading}>{ props.children.clone() }</ContextProvider<Loading<Module>>>
    }
}

/// How far the module is.
#[hook]
pub fn use_inside() -> Loading<Module> {
    #[expect(clippy::expect_used, reason = "the provider wraps the whole app; without it nothing works")]
    use_context::<Loading<Module>>().expect("InsideProvider wraps the app")
}

/// Properties of [`Inside`].
#[derive(Properties, PartialEq)]
pub struct InsideProps {
    /// Which page.
    pub route: Route,
}

/// A page of the module.
#[component]
pub fn Inside(props: &InsideProps) -> Html {
    let words = use_words();
    let loading = use_inside();
    loaded(&loading, &t!(words, "the page"), |module| (module.page)(props.route.clone()))
}

fn page(route: Route) -> Html {
    match route {
        Route::Instances => html! { <pages::Connected><pages::instances::InstancesPage /></pages::Connected> },
        Route::Reinstall { instance_id } => html! {
            <pages::Connected>
                <pages::reinstall::ReinstallPage key={instance_id.clone()} instance_id={instance_id.clone()} review={false} />
            </pages::Connected>
        },
        Route::Review { instance_id } => html! {
            <pages::Connected>
                <pages::reinstall::ReinstallPage key={instance_id.clone()} instance_id={instance_id.clone()} review={true} />
            </pages::Connected>
        },
        Route::Jobs => html! { <pages::jobs::JobsPage /> },
        Route::Job { id } => html! { <pages::job::JobPage key={id.clone()} id={id.clone()} /> },
        // These are in the first module: app.rs.
        Route::Home | Route::Connect | Route::NotFound => html! {},
    }
}
