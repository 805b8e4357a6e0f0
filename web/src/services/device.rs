//! Small texts that this device keeps (`localStorage`): preferences and drafts. Never a secret.

use web_sys::Storage;

/// The browser keeps nothing: it is forbidden here, or full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotKept;

/// All keys begin with it: other programs may share the origin.
const PREFIX: &str = "reinstall.";

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The text under this key.
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{key}")).ok()?
}

/// Keeps a text under this key, or nothing any more.
///
/// # Errors
/// [`NotKept`] where the browser keeps nothing.
pub fn set(key: &str, value: Option<&str>) -> Result<(), NotKept> {
    let storage = storage().ok_or(NotKept)?;
    let key = format!("{PREFIX}{key}");
    match value {
        Some(value) => storage.set_item(&key, value),
        None => storage.remove_item(&key),
    }
    .map_err(|_| NotKept)
}

/// Every key that begins with `start`, without that start.
pub fn keys(start: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let length = storage.length().unwrap_or(0);
    let start = format!("{PREFIX}{start}");
    let key = |index| Some(storage.key(index).ok()??.strip_prefix(&start)?.to_owned());
    (0..length).filter_map(key).collect()
}

/// The key of ours that a `storage` event is about.
pub fn own_key(key: &str) -> Option<&str> {
    key.strip_prefix(PREFIX)
}
