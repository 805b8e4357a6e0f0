//! The address bar as a value: where the visitor is, and how a page leads to another.
//!
//! By hand: for these eight routes yew-router and what it brings (gloo-history, serde_urlencoded, route-recognizer) were 25 kB
//! of 350 that a first visit loads, compressed.

use crate::routes::Route;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use yew::prelude::*;

/// Where the visitor is.
#[derive(Clone, Debug, PartialEq)]
struct Place {
    route: Route,
    /// What follows the question mark.
    query: AttrValue,
}

impl Place {
    /// What the address bar shows.
    fn shown() -> Self {
        let part = |read: fn(&web_sys::Location) -> Result<String, JsValue>| {
            web_sys::window().and_then(|window| read(&window.location()).ok()).unwrap_or_default()
        };
        let query = part(web_sys::Location::search);
        Self {
            route: Route::recognize(&part(web_sys::Location::pathname)),
            query: query.strip_prefix('?').unwrap_or(&query).to_owned().into(),
        }
    }
}

/// Leads to other pages.
#[derive(Clone, PartialEq)]
pub struct Navigator {
    place: UseStateSetter<Place>,
}

impl Navigator {
    /// Goes to a page; "back" leads to this one.
    pub fn push(&self, route: &Route) {
        self.go(route, "", true);
    }

    /// Goes to a page in place of this one: "back" leads to the one before.
    pub fn replace(&self, route: &Route) {
        self.go(route, "", false);
    }

    /// Goes to a page with something after the question mark, which must be encoded; "back" leads to this one.
    pub fn push_query(&self, route: &Route, query: &str) {
        self.go(route, query, true);
    }

    /// Stays on a page and changes what follows the question mark, which must be encoded.
    pub fn replace_query(&self, route: &Route, query: &str) {
        self.go(route, query, false);
    }

    fn go(&self, route: &Route, query: &str, leaves_a_trace: bool) {
        let mut url = route.to_path();
        if !query.is_empty() {
            url = format!("{url}?{query}");
        }
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            // A browser refuses the thousandth change in a minute. The page changes all the same.
            let _refused = if leaves_a_trace {
                history.push_state_with_url(&JsValue::NULL, "", Some(&url))
            } else {
                history.replace_state_with_url(&JsValue::NULL, "", Some(&url))
            };
        }
        self.place.set(Place { route: route.clone(), query: query.to_owned().into() });
    }
}

/// Follows the address bar, for everything inside.
#[component]
pub fn Router(props: &html::ChildrenProps) -> Html {
    let place = use_state_eq(Place::shown);
    {
        let place = place.setter();
        use_effect_with((), move |()| {
            let moved = Closure::<dyn FnMut()>::new(move || place.set(Place::shown()));
            let window = web_sys::window();
            if let Some(window) = &window {
                // It does not fail for a function.
                drop(window.add_event_listener_with_callback("popstate", moved.as_ref().unchecked_ref()));
            }
            move || {
                if let Some(window) = window {
                    drop(window.remove_event_listener_with_callback("popstate", moved.as_ref().unchecked_ref()));
                }
            }
        });
    }
    html! {
        <ContextProvider<Navigator> context={Navigator { place: place.setter() }}>
            <ContextProvider<Place> context={(*place).clone()}>{ props.children.clone() }</ContextProvider<Place>>
        </ContextProvider<Navigator>>
    }
}

/// The page that the address bar names; `None` outside [`Router`].
#[hook]
pub fn use_route() -> Option<Route> {
    use_context::<Place>().map(|place| place.route)
}

/// What follows the question mark in the address bar, as it stands there.
#[hook]
pub fn use_query() -> AttrValue {
    use_context::<Place>().map(|place| place.query).unwrap_or_default()
}

/// Leads to other pages; `None` outside [`Router`].
#[hook]
pub fn use_navigator() -> Option<Navigator> {
    use_context::<Navigator>()
}

/// What a click on a link to this page does: it stays inside the portal.
#[hook]
pub fn use_follow(to: &Route) -> Callback<MouseEvent> {
    let navigator = use_navigator();
    let to = to.clone();
    Callback::from(move |event: MouseEvent| {
        // Let the browser open new tabs and windows as usual.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
            && let Some(navigator) = &navigator
        {
            event.prevent_default();
            navigator.push(&to);
        }
    })
}
