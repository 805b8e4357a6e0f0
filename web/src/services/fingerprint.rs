//! The fingerprint of a public key, as `ssh-keygen -l` prints it.

use crate::state::public_key::PublicKey;
use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;

/// Why there is no fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFingerprint {
    /// The text is no key of the type that it names.
    NotAKey,
    /// This page may not use WebCrypto: it came over plain HTTP from another machine.
    NoWebCrypto,
}

/// `SHA256:` and the digest in base64 without padding.
///
/// # Errors
/// [`NoFingerprint`] where it cannot be told.
pub async fn fingerprint(key: &PublicKey) -> Result<String, NoFingerprint> {
    let window = web_sys::window().ok_or(NoFingerprint::NoWebCrypto)?;
    // The browser's base64 gives one character for each byte.
    let bytes: Result<Vec<u8>, _> =
        window.atob(&key.blob).map_err(|_| NoFingerprint::NotAKey)?.chars().map(u8::try_from).collect();
    let bytes = bytes.map_err(|_| NoFingerprint::NotAKey)?;
    if !holds(&bytes, &key.algorithm) {
        return Err(NoFingerprint::NotAKey);
    }
    let subtle = super::keystore::subtle().map_err(|_| NoFingerprint::NoWebCrypto)?;
    let promise = subtle
        .digest_with_str_and_js_u8_array("SHA-256", &Uint8Array::from(bytes.as_slice()))
        .map_err(|_| NoFingerprint::NoWebCrypto)?;
    let digest = JsFuture::from(promise).await.map_err(|_| NoFingerprint::NoWebCrypto)?;
    let digest: String = Uint8Array::new(&digest).to_vec().into_iter().map(char::from).collect();
    let base64 = window.btoa(&digest).map_err(|_| NoFingerprint::NoWebCrypto)?;
    Ok(format!("SHA256:{}", base64.trim_end_matches('=')))
}

/// Whether the key begins with its type, behind four bytes that say how long that is (RFC 4253 section 6.6).
fn holds(bytes: &[u8], algorithm: &str) -> bool {
    let Some((length, rest)) = bytes.split_first_chunk::<4>() else { return false };
    usize::try_from(u32::from_be_bytes(*length)).is_ok_and(|length| length == algorithm.len())
        && rest.starts_with(algorithm.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn a_key_names_its_type_itself() {
        assert!(holds(b"\0\0\0\x07ssh-rsa\0\0", "ssh-rsa"));
        for bytes in [b"\0\0\0\x07ssh-dss\0".as_slice(), b"\0\0\0\x0bssh-rsa\0\0\0\0", b"\0\0\0\x07ssh", b"\0"] {
            assert!(!holds(bytes, "ssh-rsa"), "{bytes:?}");
        }
    }
}
