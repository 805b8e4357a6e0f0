//! The access key's secret as a WebCrypto key that never leaves the browser.

use crate::locales::Words;
use crate::t;
use js_sys::{Array, Object, Reflect, Uint8Array};
use reinstall_core::Secret;
use reinstall_core::api::{Sign, Signature, StringToSign};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};
use yew::AttrValue;

/// Why the browser cannot sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// WebCrypto is missing: the page came over plain HTTP from another machine.
    NoWebCrypto,
    /// WebCrypto refused.
    Refused,
}

impl KeyError {
    /// What is wrong and what to do.
    pub fn sentence(self, words: &Words) -> AttrValue {
        match self {
            Self::NoWebCrypto => t!(
                words,
                "This page was opened over plain http, and browsers sign only on https or on this machine itself (localhost). Open the portal by https, or by http://localhost."
            ),
            Self::Refused => {
                t!(words, "The browser's WebCrypto refused the key. Try another browser, or use an API token.")
            }
        }
    }
}

/// The browser's WebCrypto.
pub(super) fn subtle() -> Result<SubtleCrypto, KeyError> {
    let window = web_sys::window().ok_or(KeyError::NoWebCrypto)?;
    let crypto = window.crypto().map_err(|_| KeyError::NoWebCrypto)?;
    // Typed as always there, but undefined where the context is not secure.
    let subtle = Reflect::get(&crypto, &"subtle".into()).map_err(|_| KeyError::NoWebCrypto)?;
    if subtle.is_undefined() { Err(KeyError::NoWebCrypto) } else { Ok(subtle.unchecked_into()) }
}

/// Whether this page may sign at all.
pub fn can_sign() -> bool {
    subtle().is_ok()
}

/// An access key whose secret half is a non-extractable WebCrypto key.
#[derive(Clone, Debug, PartialEq)]
pub struct BrowserKey {
    id: String,
    key: CryptoKey,
}

impl BrowserKey {
    /// Imports the secret. The caller drops its text afterwards.
    ///
    /// # Errors
    /// [`KeyError`] where the browser cannot or will not.
    pub async fn import(id: &str, password: &Secret) -> Result<Self, KeyError> {
        let refused = |_: JsValue| KeyError::Refused;
        let algorithm = Object::new();
        Reflect::set(&algorithm, &"name".into(), &"HMAC".into()).map_err(refused)?;
        Reflect::set(&algorithm, &"hash".into(), &"SHA-256".into()).map_err(refused)?;
        let bytes = Uint8Array::from(password.expose().trim().as_bytes());
        let usages = Array::of1(&"sign".into());
        let promise = subtle()?.import_key_with_object("raw", &bytes, &algorithm, false, &usages).map_err(refused)?;
        let key = JsFuture::from(promise).await.map_err(refused);
        bytes.fill(0, 0, bytes.length());
        Ok(Self { id: id.trim().to_owned(), key: key?.unchecked_into() })
    }

    /// A key that was imported earlier and kept by the browser.
    pub fn from_handle(id: String, key: CryptoKey) -> Self {
        Self { id, key }
    }

    /// The handle, which holds no readable secret.
    pub fn handle(&self) -> &CryptoKey {
        &self.key
    }
}

impl Sign for BrowserKey {
    type Error = KeyError;

    fn access_key_id(&self) -> &str {
        &self.id
    }

    async fn sign(&self, text: &StringToSign) -> Result<Signature, KeyError> {
        let refused = |_: JsValue| KeyError::Refused;
        let message = Uint8Array::from(text.as_bytes());
        let promise = subtle()?.sign_with_str_and_js_u8_array("HMAC", &self.key, &message).map_err(refused)?;
        let buffer = JsFuture::from(promise).await.map_err(refused)?;
        let bytes: [u8; 32] = Uint8Array::new(&buffer).to_vec().try_into().map_err(|_| KeyError::Refused)?;
        Ok(Signature::from_bytes(bytes))
    }
}
