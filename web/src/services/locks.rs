//! Web Locks: of all tabs of this browser only one drives a server's reinstall.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    // web-sys counts the interface among the unstable ones, though every browser has it since 2022.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request(name: &str, options: &Object, granted: &JsValue) -> Result<Promise, JsValue>;
}

/// A lock, held until it is dropped or the tab is gone.
#[derive(Debug)]
pub struct Held {
    /// Absent where the browser has no locks: then there is nothing to hold, and nothing to keep
    /// tabs apart. That is a page opened over plain HTTP.
    release: Option<Function>,
}

impl Held {
    /// Holds nothing.
    pub const fn nothing() -> Self {
        Self { release: None }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // Resolving a promise does not throw.
            drop(release.call0(&JsValue::UNDEFINED));
        }
    }
}

/// Whether to wait for a lock that another tab holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Until it is free, however long.
    Wait,
    /// Not at all.
    Now,
}

/// Takes the lock that keeps tabs from reinstalling the same server; `None` where another has it.
pub async fn lock_instance(instance_id: &str, patience: Patience) -> Option<Held> {
    let (answered, answer) = promise();
    let (released, release) = promise();
    let granted = Closure::once_into_js(move |lock: JsValue| -> Promise {
        drop(answer.call1(&JsValue::UNDEFINED, &JsValue::from_bool(!lock.is_null())));
        if lock.is_null() { Promise::resolve(&JsValue::UNDEFINED) } else { released }
    });
    let options = Object::new();
    let set = Reflect::set(&options, &"ifAvailable".into(), &(patience == Patience::Now).into());
    if set.is_err() || request(&format!("reinstall {instance_id}"), &options, &granted).is_err() {
        return Some(Held::nothing());
    }
    match JsFuture::from(answered).await {
        Ok(yes) if yes.is_truthy() => Some(Held { release: Some(release) }),
        _ => None,
    }
}

/// A promise and the function that resolves it.
fn promise() -> (Promise, Function) {
    let mut resolve = JsValue::UNDEFINED.unchecked_into::<Function>();
    let promise = Promise::new(&mut |resolver, _| resolve = resolver);
    (promise, resolve)
}
