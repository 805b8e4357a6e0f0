//! The preferences of this device, kept as they change and shared with the other tabs.

use crate::services::device;
use crate::state::preferences::{KEYS, Preferences, PreferencesAction};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::StorageEvent;
use yew::prelude::*;

/// The preferences and their dispatcher.
pub type PreferencesHandle = UseReducerHandle<Preferences>;

/// What this device keeps.
pub fn stored_preferences() -> Preferences {
    let mut preferences = Preferences::default();
    for key in KEYS {
        preferences.read(key, device::get(key).as_deref());
    }
    preferences
}

/// Reads the preferences, keeps every change, and puts the theme on the document.
#[component]
pub fn PreferencesProvider(props: &html::ChildrenProps) -> Html {
    let preferences = use_reducer(stored_preferences);
    {
        let before = use_mut_ref(|| (*preferences).clone());
        use_effect_with((*preferences).clone(), move |preferences| {
            let before = std::mem::replace(&mut *before.borrow_mut(), preferences.clone());
            for ((key, value), (_, old)) in preferences.stored().into_iter().zip(before.stored()) {
                if value != old {
                    // Where nothing can be kept the choice still holds for this visit.
                    device::set(key, value.as_deref()).ok();
                }
            }
        });
    }
    use_effect_with(preferences.theme, |theme| {
        if let Some(root) = web_sys::window().and_then(|window| window.document()?.document_element()) {
            drop(root.set_attribute("data-theme", theme.name()));
        }
    });
    {
        let dispatcher = preferences.dispatcher();
        use_effect_with((), move |()| {
            listen(move |key, value| dispatcher.dispatch(PreferencesAction::Stored(key, value)))
        });
    }
    html! {
        <ContextProvider<PreferencesHandle> context={preferences}>{ props.children.clone() }</ContextProvider<PreferencesHandle>>
    }
}

/// The preferences of this device.
#[hook]
pub fn use_preferences() -> PreferencesHandle {
    #[expect(clippy::expect_used, reason = "the provider wraps the whole app; without it nothing works")]
    use_context::<PreferencesHandle>().expect("PreferencesProvider wraps the app")
}

/// Tells of what other tabs keep; returns what ends it.
pub(super) fn listen(changed: impl Fn(String, Option<String>) + 'static) -> impl FnOnce() {
    let told = Closure::<dyn Fn(StorageEvent)>::new(move |event: StorageEvent| {
        if let Some(key) = event.key().as_deref().and_then(device::own_key) {
            changed(key.to_owned(), event.new_value());
        }
    });
    let window = web_sys::window();
    if let Some(window) = &window {
        drop(window.add_event_listener_with_callback("storage", told.as_ref().unchecked_ref()));
    }
    move || {
        if let Some(window) = window {
            drop(window.remove_event_listener_with_callback("storage", told.as_ref().unchecked_ref()));
        }
    }
}
