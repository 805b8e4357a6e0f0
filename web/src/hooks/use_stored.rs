//! What this device keeps of somebody's choices, as they change, and shared with the other tabs.

use crate::services::device;
use crate::state::preferences::Stored;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::StorageEvent;
use yew::prelude::*;

/// What this device keeps.
pub fn stored<T: Stored>() -> T {
    let mut kept = T::default();
    for key in T::KEYS {
        kept.read(key, device::get(key).as_deref());
    }
    kept
}

/// Reads them, and keeps every change.
#[hook]
pub fn use_stored<T: Stored>() -> UseReducerHandle<T> {
    let handle = use_reducer(stored::<T>);
    {
        let before = use_mut_ref(|| (*handle).clone());
        use_effect_with((*handle).clone(), move |now| {
            let before = std::mem::replace(&mut *before.borrow_mut(), now.clone());
            for (key, (value, old)) in T::KEYS.iter().zip(now.stored().into_iter().zip(before.stored())) {
                if value != old {
                    // Where nothing can be kept the choice still holds for this visit.
                    device::set(key, value.as_deref()).ok();
                }
            }
        });
    }
    {
        let dispatcher = handle.dispatcher();
        use_effect_with((), move |()| listen(move |key, value| dispatcher.dispatch(T::changed_elsewhere(key, value))));
    }
    handle
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
