//! Whether this browser has been here before, told without opening the store.

use super::store::DATABASE;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Whether there is a store, in which a key or jobs may be. A browser that does not tell is asked by opening it, so the
/// answer is then yes; where the store is forbidden there is none.
pub async fn store_exists() -> bool {
    let Some(asked) = databases() else { return true };
    let Ok(found) = JsFuture::from(asked).await else { return false };
    Array::from(&found).iter().any(|entry| member(&entry, "name").is_some_and(|name| name == DATABASE))
}

/// The promise of every database of this origin; `None` where the browser does not offer it.
fn databases() -> Option<Promise> {
    let factory = member(&js_sys::global(), "indexedDB")?;
    let databases: Function = member(&factory, "databases")?.dyn_into().ok()?;
    // A browser that forbids it throws, or gives a promise that fails.
    Some(databases.call0(&factory).map_or_else(|error| Promise::reject(&error), |promise| promise.unchecked_into()))
}

fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}
