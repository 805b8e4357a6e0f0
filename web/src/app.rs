//! Providers, the frame around every page, and which page a URL shows.

use crate::components::badge::EnvironmentBadge;
use crate::components::settings::{LanguageTrouble, Settings};
use crate::components::shortcuts::Shortcuts;
use crate::hooks::{
    AnnouncerProvider, PRODUCT, PreferencesProvider, SessionAction, SessionProvider, WordsProvider, use_session,
    use_words,
};
use crate::inside::{Inside, InsideProvider, Summary, use_summary};
use crate::locales::Words;
use crate::pages;
use crate::router::{Router, use_follow, use_route};
use crate::routes::Route;
use crate::t;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// Properties of [`App`].
#[derive(Properties, PartialEq)]
pub struct AppProps {
    /// The words that the page starts with.
    pub words: Words,
}

/// The portal.
#[component]
pub fn App(props: &AppProps) -> Html {
    html! {
        <PreferencesProvider>
            <WordsProvider start={props.words.clone()}>
                <Router>
                    <SessionProvider>
                        <InsideProvider>
                            <Frame />
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
    let Summary { running, trouble, forget } = use_summary();
    let disconnect = {
        let dispatcher = session.dispatcher();
        Callback::from(move |_| {
            dispatcher.dispatch(SessionAction::Disconnected);
            forget.emit(());
        })
    };
    let sheet_is_open = use_state_eq(|| false);
    let onsheet = use_callback(sheet_is_open.setter(), |open, sheet| sheet.set(open));
    let onmain = Callback::from(|event: MouseEvent| {
        // By hand: the hash would become a part of the page's URL, and of what is shared and gone back to.
        if let Some(main) = web_sys::window().and_then(|window| window.document()?.get_element_by_id("main")) {
            event.prevent_default();
            drop(main.unchecked_into::<web_sys::HtmlElement>().focus());
        }
    });
    html! {
        <AnnouncerProvider>
            <a class="skip" href="#main" onclick={onmain}>{ t!(words, "Skip to the content") }</a>
            <header class="frame">
                <span class="product">{ PRODUCT }</span>
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
                <Settings onshortcuts={onsheet.reform(|()| true)} />
            </header>
            <LanguageTrouble />
            if let Some(trouble) = &trouble {
                <p class="notice" data-severity="error" role="alert">
                    { t!(words, "This browser's storage (IndexedDB) does not work: {why}. Free some space, or leave the private window.", why = trouble) }
                </p>
            }
            <main id="main" tabindex="-1">{ page(&route) }<Inside /></main>
            <Shortcuts open={*sheet_is_open} onopen={onsheet} />
        </AnnouncerProvider>
    }
}

#[derive(Properties, PartialEq)]
struct NavLinkProps {
    to: Route,
    label: AttrValue,
}

#[component]
fn NavLink(props: &NavLinkProps) -> Html {
    // The first page is Connect under another address.
    let shown = use_route().map(|route| if route == Route::Home { Route::Connect } else { route });
    let current = shown.as_ref() == Some(&props.to);
    let onclick = use_follow(&props.to);
    html! {
        <a href={props.to.to_path()} aria-current={current.then_some("page")} {onclick}>{ &props.label }</a>
    }
}

fn page(route: &Route) -> Html {
    match route {
        Route::Home | Route::Connect => html! { <pages::connect::ConnectPage /> },
        Route::NotFound => html! { <pages::not_found::NotFoundPage /> },
        _ => html! {},
    }
}
