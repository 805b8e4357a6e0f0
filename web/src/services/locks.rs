//! Web Locks: of all tabs of this browser only one drives a server's reinstall.

use js_sys::{Array, Function, Object, Promise, Reflect};
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

/// The browser offers no locks, so nothing would keep two tabs apart: nothing may be driven here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "This browser keeps no locks between its tabs (Web Locks) for this page. Open the portal by https, or by http://localhost, in a current browser."
)]
pub struct NoLocks;

/// A lock, held until it is dropped or the tab is gone.
#[derive(Debug)]
pub struct Held {
    release: Function,
}

impl Drop for Held {
    fn drop(&mut self) {
        // Resolving a promise does not throw.
        drop(self.release.call0(&JsValue::UNDEFINED));
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
///
/// # Errors
/// [`NoLocks`] where the browser has none to give.
pub async fn lock_instance(instance_id: &str, patience: Patience) -> Result<Option<Held>, NoLocks> {
    let (answered, answer) = promise();
    let (released, release) = promise();
    let granted = Closure::once_into_js(move |lock: JsValue| -> Promise {
        drop(answer.call1(&JsValue::UNDEFINED, &JsValue::from_bool(!lock.is_null())));
        if lock.is_null() { Promise::resolve(&JsValue::UNDEFINED) } else { released }
    });
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &(patience == Patience::Now).into()).map_err(|_| NoLocks)?;
    let asked = request(&format!("reinstall {instance_id}"), &options, &granted).map_err(|_| NoLocks)?;
    // What `request` returns ends with the lock, or fails at once.
    let first = JsFuture::from(Promise::race(&Array::of2(&answered, &asked))).await.map_err(|_| NoLocks)?;
    Ok(first.is_truthy().then_some(Held { release }))
}

/// A promise and the function that resolves it.
fn promise() -> (Promise, Function) {
    let mut resolve = JsValue::UNDEFINED.unchecked_into::<Function>();
    let promise = Promise::new(&mut |resolver, _| resolve = resolver);
    (promise, resolve)
}
