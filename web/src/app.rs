//! Providers, the frame around every page, and which page a URL shows.

use crate::components::badge::EnvironmentBadge;
use crate::hooks::{
    JobsProvider, PreferencesProvider, SessionAction, SessionProvider, WordsProvider, use_jobs, use_session, use_words,
};
use crate::inside::{Inside, InsideProvider};
use crate::locales::Words;
use crate::pages;
use crate::router::{Router, use_follow, use_route};
use crate::routes::Route;
use crate::services::store;
use crate::state::draft::{Drafts, DraftsAction};
use crate::t;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The drafts of this visit and their dispatcher.
pub type DraftsHandle = UseReducerHandle<Drafts>;

/// The drafts of this visit.
#[hook]
pub fn use_drafts() -> DraftsHandle {
    #[expect(clippy::expect_used, reason = "the provider wraps the whole app; without it nothing works")]
    use_context::<DraftsHandle>().expect("the drafts wrap the app")
}

/// Properties of [`App`].
#[derive(Properties, PartialEq)]
pub struct AppProps {
    /// The words that the page starts with.
    pub words: Words,
}

/// The portal.
#[component]
pub fn App(props: &AppProps) -> Html {
    let drafts = use_reducer(Drafts::default);
    html! {
        <PreferencesProvider>
            <WordsProvider start={props.words.clone()}>
                <Router>
                    <SessionProvider>
                        <InsideProvider>
                            <JobsProvider>
                                <ContextProvider<DraftsHandle> context={drafts}>
                                    <Frame />
                                </ContextProvider<DraftsHandle>>
                            </JobsProvider>
                        </InsideProvider>
                    </SessionProvider>
                </Router>
            </WordsProvider>
        </PreferencesProvider>
    }
}

#[component]
fn Frame() -> Html {
    let words = use_words();
    let route = use_route().unwrap_or(Route::NotFound);
    let session = use_session();
    let jobs = use_jobs();
    let running = jobs.jobs.newest_first().into_iter().filter(|job| job.is_watching()).count();
    let drafts = use_drafts();
    let disconnect = {
        let (dispatcher, drafts) = (session.dispatcher(), drafts.dispatcher());
        Callback::from(move |_| {
            dispatcher.dispatch(SessionAction::Disconnected);
            // They hold the passwords and user data of whoever leaves.
            drafts.dispatch(DraftsAction::Clear);
            // Where the store does not work nothing was remembered either.
            spawn_local(async { drop(store::forget().await) });
        })
    };
    html! {
        <>
            <a class="skip" href="#main">{ t!(words, "Skip to the content") }</a>
            <header class="frame">
                <span class="product">{ "Zenlayer reinstall" }</span>
                <EnvironmentBadge />
                <nav aria-label={t!(words, "Pages")}>
                    <NavLink to={Route::Instances} label={t!(words, "Instances")} />
                    <NavLink to={Route::Jobs} label={if running > 0 { t!(words, "Jobs ({running})", running = running) } else { t!(words, "Jobs") }} />
                    if session.client.is_some() {
                        <button type="button" class="quiet" onclick={disconnect}>{ t!(words, "Disconnect") }</button>
                    } else {
                        <NavLink to={Route::Connect} label={t!(words, "Connect")} />
                    }
                </nav>
            </header>
            if let Some(trouble) = &jobs.jobs.trouble {
                <p class="notice" data-severity="error" role="alert">{ trouble }</p>
            }
            <main id="main" tabindex="-1">{ page(route) }</main>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct NavLinkProps {
    to: Route,
    label: AttrValue,
}

#[component]
fn NavLink(props: &NavLinkProps) -> Html {
    let current = use_route().as_ref() == Some(&props.to);
    let onclick = use_follow(&props.to);
    html! {
        <a href={props.to.to_path()} aria-current={current.then_some("page")} {onclick}>{ &props.label }</a>
    }
}

fn page(route: Route) -> Html {
    match route {
        Route::Home | Route::Connect => html! { <pages::connect::ConnectPage /> },
        Route::NotFound => html! { <pages::not_found::NotFoundPage /> },
        route => html! { <Inside {route} /> },
    }
}
