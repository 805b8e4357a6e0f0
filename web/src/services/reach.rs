//! Why nothing came back. A browser tells a page only that a request failed, so what can be told apart is tried here.

use super::transport::Cancel;
use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;
use js_sys::Reflect;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode};

/// How long the browser may take to report what its policy blocked, in milliseconds: the event may come after the error.
const POLICY_REPORT_MILLIS: u32 = 50;

/// Why nothing came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreached {
    /// The browser says that this device has no network.
    Offline,
    /// This page came by https, and the address is plain http on another machine.
    MixedContent,
    /// This page's own policy (connect-src) does not let it ask there.
    PagePolicy,
    /// Something answers, and does not let a page of this origin read it.
    OriginRefused,
    /// Nobody answers.
    Silent,
}

/// Whether the browser believes that this device has a network.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Finds out why a request to the proxy at `endpoint` (an origin; empty: this page's own) failed.
pub async fn why(endpoint: &str, cancel: &Cancel) -> Unreached {
    if !is_online() {
        return Unreached::Offline;
    }
    if endpoint.is_empty() {
        return Unreached::Silent;
    }
    let by_https = web_sys::window().and_then(|window| window.location().protocol().ok()).as_deref() == Some("https:");
    if by_https && endpoint.strip_prefix("http://").is_some_and(|host| !is_loopback(host)) {
        return Unreached::MixedContent;
    }
    // Without CORS the browser says whether anybody answered, though not what.
    let blocked = Blocked::listen();
    let probe = Request::get(&format!("{endpoint}/healthz"))
        .mode(RequestMode::NoCors)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&cancel.signal()));
    if probe.send().await.is_ok() {
        return Unreached::OriginRefused;
    }
    TimeoutFuture::new(POLICY_REPORT_MILLIS).await;
    if blocked.seen() { Unreached::PagePolicy } else { Unreached::Silent }
}

/// Whether `host[:port]` is this machine itself, which browsers trust like https.
fn is_loopback(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "localhost" || name.ends_with(".localhost") || name.starts_with("127.") || host.starts_with("[::1]")
}

/// Hears what the page's policy blocks, while it lives.
struct Blocked {
    seen: Rc<Cell<bool>>,
    listener: Closure<dyn Fn(Event)>,
}

const POLICY_EVENT: &str = "securitypolicyviolation";

impl Blocked {
    fn listen() -> Self {
        let seen = Rc::new(Cell::new(false));
        let listener = {
            let seen = Rc::clone(&seen);
            Closure::<dyn Fn(Event)>::new(move |event: Event| {
                let directive =
                    Reflect::get(&event, &"effectiveDirective".into()).ok().and_then(|value| value.as_string());
                seen.set(seen.get() || directive.as_deref() == Some("connect-src"));
            })
        };
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            drop(document.add_event_listener_with_callback(POLICY_EVENT, listener.as_ref().unchecked_ref()));
        }
        Self { seen, listener }
    }

    fn seen(&self) -> bool {
        self.seen.get()
    }
}

impl Drop for Blocked {
    fn drop(&mut self) {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            drop(document.remove_event_listener_with_callback(POLICY_EVENT, self.listener.as_ref().unchecked_ref()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_itself_is_known_by_its_names() {
        for host in
            ["localhost", "localhost:8787", "127.0.0.1:8787", "127.1.2.3", "[::1]:8787", "[::1]", "a.localhost:1"]
        {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["proxy.example", "localhost.example:80", "10.127.0.1", "[::2]:8787"] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
