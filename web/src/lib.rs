//! The reinstall portal: connect, pick a server, fill a form that cannot send nonsense, review what
//! will be lost, confirm, and watch it through to RUNNING.
//!
//! | where | what |
//! | --- | --- |
//! | [`pages`] | one file a URL |
//! | [`components`] | know the domain |
//! | [`ui`] | know nothing of it |
//! | [`state`] | drafts, reviews, jobs: plain Rust without web types, tested natively |
//! | [`hooks`] | one hook a file |
//! | [`locales`] | the words on the screen, in both languages |
//! | [`services`] | fetch, WebCrypto, IndexedDB, the clock |

pub mod app;
pub mod components;
pub mod crash;
pub mod hooks;
pub mod inside;
pub mod locales;
pub mod pages;
pub mod router;
pub mod routes;
pub mod services;
pub mod state;
pub mod ui;

/// Mounts the portal into the page's body, in the language of whoever reads it.
pub fn start() {
    crash::install();
    wasm_bindgen_futures::spawn_local(async {
        let locale = hooks::wanted_locale(hooks::stored::<state::preferences::Preferences>().locale);
        // Where the other language cannot be had the portal works in English.
        let words = services::texts::words(locale).await.unwrap_or(locales::Words::ENGLISH);
        yew::Renderer::<app::App>::with_props(app::AppProps { words }).render();
    });
}
