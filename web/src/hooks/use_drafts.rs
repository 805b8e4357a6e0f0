//! The drafts of this visit, kept on the device as they change, and shared with the other tabs.

use super::use_stored::listen;
use crate::services::clock::now;
use crate::services::drafts;
use crate::state::draft::{Drafts, DraftsAction, Elsewhere, SavedDraft, ToKeep};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

/// So long after the last edit a draft is kept, in milliseconds.
const PAUSE_MILLIS: u32 = 300;

/// The drafts of this visit and their dispatcher.
pub type DraftsHandle = UseReducerHandle<Drafts>;

/// Wraps the app.
#[component]
pub fn DraftsProvider(props: &html::ChildrenProps) -> Html {
    let handle = use_reducer(Drafts::default);
    let latest = use_mut_ref(|| handle.clone());
    latest.replace(handle.clone());
    {
        let latest = Rc::clone(&latest);
        use_effect_with(handle.unsaved(), move |unsaved| {
            let timer = (!unsaved.is_empty()).then(|| Timeout::new(PAUSE_MILLIS, move || keep(&latest)));
            move || drop(timer)
        });
    }
    {
        let (dispatcher, latest) = (handle.dispatcher(), Rc::clone(&latest));
        use_effect_with((), move |()| {
            drafts::sweep(now());
            let told = listen(move |key, value| {
                let Some(id) = drafts::instance_of(&key) else { return };
                let elsewhere = match value.as_deref().map(SavedDraft::from_text) {
                    Some(Ok(saved)) => Elsewhere::Changed(Box::new(saved)),
                    None => Elsewhere::Removed,
                    // Another version of this program is at work there; this one writes over nothing until it is edited.
                    Some(Err(_)) => return,
                };
                dispatcher.dispatch(DraftsAction::Elsewhere(id.to_owned(), elsewhere));
            });
            let leaving = on_leaving(move || keep(&latest));
            move || {
                told();
                leaving();
            }
        });
    }
    let dispatcher = handle.dispatcher();
    html! {
        <ContextProvider<UseReducerDispatcher<Drafts>> context={dispatcher}>
            <ContextProvider<DraftsHandle> context={handle}>{ props.children.clone() }</ContextProvider<DraftsHandle>>
        </ContextProvider<UseReducerDispatcher<Drafts>>>
    }
}

/// The drafts of this visit.
#[hook]
pub fn use_drafts() -> DraftsHandle {
    #[expect(clippy::expect_used, reason = "the provider wraps the whole app; without it nothing works")]
    use_context::<DraftsHandle>().expect("DraftsProvider wraps the app")
}

/// Forgets every draft, here and on the device. Whoever uses it is not drawn again at each edit.
#[hook]
pub fn use_forget_drafts() -> Callback<()> {
    let dispatcher = use_context::<UseReducerDispatcher<Drafts>>();
    use_callback((), move |(), ()| {
        if let Some(dispatcher) = &dispatcher {
            dispatcher.dispatch(DraftsAction::Clear);
        }
        drafts::clear();
    })
}

/// Keeps what is not kept yet.
fn keep(latest: &RefCell<DraftsHandle>) {
    let handle = latest.borrow().clone();
    let mut kept = Vec::new();
    for (id, revision) in handle.unsaved() {
        let done = match handle.to_keep(&id, now()) {
            ToKeep::Save(saved) => drafts::keep(&id, Some(&saved)),
            ToKeep::Remove => drafts::keep(&id, None),
        };
        match done {
            Ok(()) => kept.push((id, revision)),
            Err(_) => return handle.dispatch(DraftsAction::NotKept),
        }
    }
    if !kept.is_empty() {
        handle.dispatch(DraftsAction::Kept(kept));
    }
}

/// Tells that the page may be going away; returns what ends it.
fn on_leaving(leaving: impl Fn() + 'static) -> impl FnOnce() {
    const EVENTS: [&str; 2] = ["pagehide", "visibilitychange"];
    let told = Closure::<dyn Fn()>::new(leaving);
    let window = web_sys::window();
    for event in EVENTS {
        if let Some(window) = &window {
            drop(window.add_event_listener_with_callback(event, told.as_ref().unchecked_ref()));
        }
    }
    move || {
        for event in EVENTS {
            if let Some(window) = &window {
                drop(window.remove_event_listener_with_callback(event, told.as_ref().unchecked_ref()));
            }
        }
    }
}
