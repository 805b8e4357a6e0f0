//! The other side of signing: reading an `Authorization` header and checking it, as a server does.

use super::sign::{ALGORITHM, AccessKey, CanonicalRequest, Signature, StringToSign};
use crate::prelude::*;
use crate::secret::Secret;
use crate::time::UnixSeconds;

/// How far the request's time may be off the server's clock, in seconds, in either direction.
pub const TIMESTAMP_TOLERANCE_SECONDS: u64 = 300;

/// The longest `Authorization` header that is read, in bytes.
const MAX_BYTES: usize = 8 * 1024;

/// A parsed `Authorization` header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authorization {
    /// An API token.
    Bearer(Secret),
    /// An access key's signature.
    Signed {
        /// The access key ID.
        credential: String,
        /// The names of the signed headers, in lower case, in the order given.
        signed_headers: Vec<String>,
        /// The signature.
        signature: Signature,
    },
}

impl Authorization {
    /// Reads the header's value; `None` where it does not have the documented form.
    pub fn parse(value: &str) -> Option<Self> {
        let value = value.trim();
        if value.len() > MAX_BYTES {
            return None;
        }
        let (scheme, rest) = value.split_once(' ')?;
        if scheme.eq_ignore_ascii_case("Bearer") {
            let token = rest.trim();
            return (!token.is_empty() && !token.contains(char::is_whitespace)).then(|| Self::Bearer(token.into()));
        }
        if scheme != ALGORITHM {
            return None;
        }
        let mut parts = rest.split(',').map(str::trim);
        let credential = parts.next()?.strip_prefix("Credential=")?;
        let signed_headers = parts.next()?.strip_prefix("SignedHeaders=")?;
        let signature = Signature::from_hex(parts.next()?.strip_prefix("Signature=")?)?;
        let signed_headers: Vec<String> = signed_headers.split(';').map(str::to_owned).collect();
        let well_formed = parts.next().is_none()
            && !credential.is_empty()
            && signed_headers.is_sorted()
            && signed_headers.iter().all(|name| !name.is_empty() && !name.contains(|c: char| c.is_ascii_uppercase()))
            && ["content-type", "host"].iter().all(|name| signed_headers.iter().any(|signed| signed == name));
        well_formed.then(|| Self::Signed { credential: credential.to_owned(), signed_headers, signature })
    }
}

/// What a server compares a signature with.
pub struct Received<'a> {
    /// The value of a header by its lower-case name, as received.
    pub header: &'a dyn Fn(&str) -> Option<String>,
    /// The exact body.
    pub body: &'a [u8],
    /// The server's clock.
    pub now: UnixSeconds,
}

/// Why a signed request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureRefusal {
    /// A signed header or the timestamp is missing or malformed.
    #[error("a signed header or the timestamp is missing or malformed")]
    Malformed,
    /// The signature is not this key's for this request.
    #[error("the signature does not fit")]
    Wrong,
    /// The signature is right, but the time is more than five minutes off.
    #[error("the time is more than five minutes off")]
    Expired,
}

/// Verifies a signature the way the API documents it. The key is looked up by the caller.
///
/// # Errors
/// See [`SignatureRefusal`].
pub fn verify(
    received: &Received<'_>,
    signed_headers: &[String],
    signature: &Signature,
    key: &AccessKey,
) -> Result<(), SignatureRefusal> {
    let timestamp = (received.header)("x-zc-timestamp").ok_or(SignatureRefusal::Malformed)?;
    let timestamp = timestamp.trim();
    let seconds: i64 = timestamp.parse().map_err(|_| SignatureRefusal::Malformed)?;
    let values: Vec<String> = signed_headers
        .iter()
        .map(|name| (received.header)(name).map(|value| value.trim().to_owned()))
        .collect::<Option<_>>()
        .ok_or(SignatureRefusal::Malformed)?;
    let fits = |value: fn(&str) -> String| {
        let values: Vec<String> = values.iter().map(|text| value(text)).collect();
        let headers: Vec<(&str, &str)> =
            signed_headers.iter().map(String::as_str).zip(values.iter().map(String::as_str)).collect();
        let canonical = CanonicalRequest::new(&headers, received.body);
        key.verifies(&StringToSign::new(timestamp, &canonical), signature)
    };
    // D2: the values as received, then as the vendor's page has them, in lower case.
    if !fits(str::to_owned) && !fits(str::to_lowercase) {
        return Err(SignatureRefusal::Wrong);
    }
    if received.now.0.abs_diff(seconds) > TIMESTAMP_TOLERANCE_SECONDS {
        return Err(SignatureRefusal::Expired);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_documented_form_is_read() {
        let signature = "0".repeat(64);
        let good = format!("ZC2-HMAC-SHA256 Credential=ID, SignedHeaders=content-type;host, Signature={signature}");
        assert!(matches!(Authorization::parse(&good), Some(Authorization::Signed { .. })));
        assert_eq!(Authorization::parse("Bearer abc"), Some(Authorization::Bearer("abc".into())));
        let bad = [
            String::new(),
            "Bearer".into(),
            "Bearer ".into(),
            "Bearer a b".into(),
            "Basic YTpi".into(),
            good.replace("ZC2-HMAC-SHA256", "ZC2-HMAC-MD5"),
            good.replace("Credential=ID", "Credential="),
            good.replace("content-type;host", "host;content-type"),
            good.replace("content-type;host", "host"),
            good.replace("content-type;host", "Content-Type;host"),
            good.replace(&signature, "0"),
            format!("{good}, More=1"),
            "x".repeat(MAX_BYTES + 1),
        ];
        for header in bad {
            assert_eq!(Authorization::parse(&header), None, "{header}");
        }
    }
}
