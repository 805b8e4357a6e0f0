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
//! | [`services`] | fetch, WebCrypto, IndexedDB, the clock |

pub mod app;
pub mod components;
pub mod crash;
pub mod hooks;
pub mod pages;
pub mod routes;
pub mod services;
pub mod state;
pub mod ui;

/// Mounts the portal into the page's body.
pub fn start() {
    crash::install();
    yew::Renderer::<app::App>::new().render();
}
