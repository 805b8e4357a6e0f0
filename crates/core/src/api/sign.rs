//! ZC2-HMAC-SHA256, stage by stage: canonical request, string to sign, signature (section 2).
//!
//! Each stage is a value of its own, so that a difference to the vendor's names the stage.

use crate::prelude::*;
use crate::secret::Secret;
use crate::time::UnixSeconds;
use core::convert::Infallible;
use core::fmt;
use core::future::Future;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The name of the algorithm.
pub const ALGORITHM: &str = "ZC2-HMAC-SHA256";

/// What the signature is computed over, hashed: method, a fixed path, headers, body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanonicalRequest(String);

impl CanonicalRequest {
    /// `headers` are the signed ones, with lower-case names in ASCII order, values as they are sent.
    /// The real path is never part of it, nor is a query.
    pub fn new(headers: &[(&str, &str)], body: &[u8]) -> Self {
        let lines: String = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        let names = signed_names(headers.iter().map(|(name, _)| *name));
        Self(format!("POST\n/\n\n{lines}\n{names}\n{}", hex(&Sha256::digest(body))))
    }
}

impl fmt::Display for CanonicalRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `content-type;host`
pub(crate) fn signed_names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(";")
}

/// The text that the key signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringToSign(String);

impl StringToSign {
    /// Algorithm, time and the canonical request's hash.
    pub fn new(timestamp: &str, canonical: &CanonicalRequest) -> Self {
        Self(format!("{ALGORITHM}\n{timestamp}\n{}", hex(&Sha256::digest(canonical.0.as_bytes()))))
    }

    /// The bytes to be signed.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Display for StringToSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A signature; shown as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature([u8; 32]);

impl Signature {
    /// The result of HMAC-SHA-256.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads 64 hexadecimal digits of any case.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits: Vec<u8> =
            text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect::<Option<_>>()?;
        let bytes: Vec<u8> =
            digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
        if digits.len() == 64 { bytes.try_into().ok().map(Self) } else { None }
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// Something that can sign: an [`AccessKey`] in memory, or a browser's key that never leaves it.
pub trait Sign {
    /// Why signing can fail.
    type Error;

    /// The public half of the key, sent with every request.
    fn access_key_id(&self) -> &str;

    /// Signs the text.
    fn sign(&self, text: &StringToSign) -> impl Future<Output = Result<Signature, Self::Error>>;
}

/// An access key in memory.
#[derive(Clone, Debug)]
pub struct AccessKey {
    id: String,
    password: Secret,
}

impl AccessKey {
    /// Both halves; surrounding white space is dropped, as the vendor's Python SDK does.
    pub fn new(id: &str, password: &Secret) -> Self {
        Self { id: id.trim().to_owned(), password: Secret::from(password.expose().trim()) }
    }

    fn mac(&self, text: &StringToSign) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.password.expose().as_bytes()).ok()?;
        mac.update(text.as_bytes());
        Some(mac)
    }

    /// Signs the text at once.
    pub fn signature(&self, text: &StringToSign) -> Signature {
        // HMAC takes a key of any length, so there always is one.
        Signature(self.mac(text).map(|mac| mac.finalize().into_bytes().into()).unwrap_or_default())
    }

    /// Whether `signature` is this key's, compared in constant time.
    pub fn verifies(&self, text: &StringToSign, signature: &Signature) -> bool {
        self.mac(text).is_some_and(|mac| mac.verify_slice(&signature.0).is_ok())
    }
}

impl Sign for AccessKey {
    type Error = Infallible;

    fn access_key_id(&self) -> &str {
        &self.id
    }

    async fn sign(&self, text: &StringToSign) -> Result<Signature, Infallible> {
        Ok(self.signature(text))
    }
}

/// When the text was signed, as it is sent.
pub(crate) fn timestamp_text(timestamp: UnixSeconds) -> String {
    timestamp.to_string()
}

/// Lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_reads_what_it_writes() {
        let signature = Signature([0x0f; 32]);
        assert_eq!(Signature::from_hex(&signature.to_string()), Some(signature));
        for wrong in ["", "0", &"0".repeat(63), &"0".repeat(65), &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(Signature::from_hex(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn an_access_key_does_not_print_its_password() {
        let key = AccessKey::new("ID", &"Canary~1".into());
        assert!(!format!("{key:?}").contains("Canary"));
    }
}
