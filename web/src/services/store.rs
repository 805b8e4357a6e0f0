//! IndexedDB: jobs, and the handle of a remembered access key. Nothing here is a readable secret.

use super::keystore::BrowserKey;
use idb::{Database, DatabaseEvent, Factory, KeyPath, ObjectStoreParams, Query, TransactionMode};
use js_sys::Reflect;
use reinstall_core::api::Sign;
use reinstall_core::job::Job;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CryptoKey;

/// The database's name.
pub const DATABASE: &str = "zenlayer-reinstall";
const VERSION: u32 = 1;
const JOBS: &str = "jobs";
const KEYS: &str = "keys";

/// The name under which the one remembered key is kept.
const REMEMBERED: &str = "remembered";

/// The browser does not store: its storage is full, forbidden or broken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("This browser's storage (IndexedDB) does not work: {why}. Free some space, or leave the private window.")]
pub struct StoreError {
    /// What the browser said.
    pub why: String,
}

impl From<idb::Error> for StoreError {
    fn from(error: idb::Error) -> Self {
        Self { why: error.to_string() }
    }
}

impl From<JsValue> for StoreError {
    fn from(_: JsValue) -> Self {
        Self { why: "an object could not be read".to_owned() }
    }
}

thread_local! {
    /// One connection: writes through it happen in the order in which they were begun.
    static CONNECTION: RefCell<Option<Rc<Database>>> = const { RefCell::new(None) };
}

async fn open() -> Result<Rc<Database>, StoreError> {
    if let Some(database) = CONNECTION.with_borrow(Clone::clone) {
        return Ok(database);
    }
    let mut database = connect().await?;
    // Another tab with a newer portal wants to upgrade: let it, and open again when needed.
    database.on_version_change(|_| {
        if let Some(open) = CONNECTION.take() {
            open.close();
        }
    });
    database.on_close(|_| drop(CONNECTION.take()));
    let database = Rc::new(database);
    CONNECTION.set(Some(Rc::clone(&database)));
    Ok(database)
}

async fn connect() -> Result<Database, StoreError> {
    let mut request = Factory::new()?.open(DATABASE, Some(VERSION))?;
    request.on_upgrade_needed(|event| {
        let Ok(database) = event.database() else { return };
        let names = database.store_names();
        for (name, key) in [(JOBS, Some("id")), (KEYS, None)] {
            if !names.iter().any(|existing| existing == name) {
                let mut params = ObjectStoreParams::new();
                params.key_path(key.map(KeyPath::new_single));
                // Where this fails the transaction fails, and with it the opening.
                drop(database.create_object_store(name, params));
            }
        }
    });
    Ok(request.await?)
}

/// Stores a job; when this returns, it is written.
///
/// # Errors
/// [`StoreError`] where the browser does not store. Then nothing may be sent.
pub async fn put_job(job: &Job) -> Result<(), StoreError> {
    let database = open().await?;
    let transaction = database.transaction(&[JOBS], TransactionMode::ReadWrite)?;
    let value =
        js_sys::JSON::parse(&serde_json::to_string(job).map_err(|error| StoreError { why: error.to_string() })?)?;
    transaction.object_store(JOBS)?.put(&value, None)?.await?;
    transaction.commit()?.await?;
    Ok(())
}

/// Every stored job. One that cannot be read (of another version) is left where it is.
///
/// # Errors
/// [`StoreError`] where the browser does not store.
pub async fn jobs() -> Result<Vec<Job>, StoreError> {
    let database = open().await?;
    let transaction = database.transaction(&[JOBS], TransactionMode::ReadOnly)?;
    let values = transaction.object_store(JOBS)?.get_all(None, None)?.await?;
    transaction.await?;
    let read = |value: &JsValue| {
        let text: String = js_sys::JSON::stringify(value).ok()?.into();
        serde_json::from_str(&text).ok()
    };
    Ok(values.iter().filter_map(read).collect())
}

/// A remembered key, and the proxy that it is used with.
#[derive(Clone, Debug, PartialEq)]
pub struct Remembered {
    /// The key's handle.
    pub key: BrowserKey,
    /// The proxy's origin; empty: the portal's own.
    pub endpoint: String,
}

/// Keeps a key's handle on this device.
///
/// # Errors
/// [`StoreError`] where the browser does not store.
pub async fn remember(remembered: &Remembered) -> Result<(), StoreError> {
    let database = open().await?;
    let transaction = database.transaction(&[KEYS], TransactionMode::ReadWrite)?;
    let value = js_sys::Object::new();
    Reflect::set(&value, &"id".into(), &remembered.key.access_key_id().into())?;
    Reflect::set(&value, &"key".into(), remembered.key.handle())?;
    Reflect::set(&value, &"endpoint".into(), &remembered.endpoint.as_str().into())?;
    transaction.object_store(KEYS)?.put(&value, Some(&REMEMBERED.into()))?.await?;
    transaction.commit()?.await?;
    Ok(())
}

/// The remembered key, if there is one.
///
/// # Errors
/// [`StoreError`] where the browser does not store.
pub async fn remembered() -> Result<Option<Remembered>, StoreError> {
    let database = open().await?;
    let transaction = database.transaction(&[KEYS], TransactionMode::ReadOnly)?;
    let value = transaction.object_store(KEYS)?.get(Query::Key(REMEMBERED.into()))?.await?;
    transaction.await?;
    let Some(value) = value else { return Ok(None) };
    let id = Reflect::get(&value, &"id".into())?.as_string();
    let key = Reflect::get(&value, &"key".into())?.dyn_into::<CryptoKey>().ok();
    let endpoint = Reflect::get(&value, &"endpoint".into())?.as_string().unwrap_or_default();
    Ok(id.zip(key).map(|(id, key)| Remembered { key: BrowserKey::from_handle(id, key), endpoint }))
}

/// Forgets the remembered key.
///
/// # Errors
/// [`StoreError`] where the browser does not store.
pub async fn forget() -> Result<(), StoreError> {
    let database = open().await?;
    let transaction = database.transaction(&[KEYS], TransactionMode::ReadWrite)?;
    transaction.object_store(KEYS)?.delete(Query::Key(REMEMBERED.into()))?.await?;
    transaction.commit()?.await?;
    Ok(())
}
