//! Whether this device has a network.

use crate::services::reach::is_online;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

/// Whether the browser believes that this device has a network; follows it.
#[hook]
pub fn use_online() -> bool {
    let online = use_state_eq(is_online);
    {
        let online = online.clone();
        use_effect_with((), move |()| {
            let changed = Closure::<dyn Fn()>::new(move || online.set(is_online()));
            let window = web_sys::window();
            if let Some(window) = &window {
                for event in ["online", "offline"] {
                    drop(window.add_event_listener_with_callback(event, changed.as_ref().unchecked_ref()));
                }
            }
            move || {
                if let Some(window) = window {
                    for event in ["online", "offline"] {
                        drop(window.remove_event_listener_with_callback(event, changed.as_ref().unchecked_ref()));
                    }
                }
            }
        });
    }
    *online
}
