//! Who is calling: an access key's signature or a token, checked as the API documents it.

use crate::envelope::Refusal;
use reinstall_core::Secret;
use reinstall_core::api::authorization::{Authorization, Received, SignatureRefusal, verify};
use reinstall_core::api::sign::CanonicalRequest;
use reinstall_core::api::{AccessKey, ServerCode, Sign, StringToSign};
use reinstall_core::time::UnixSeconds;

/// What opens the sandbox.
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    /// The access key, if signed calls are taken.
    pub access_key: Option<AccessKey>,
    /// The API token, if one is taken.
    pub token: Option<Secret>,
}

impl Credentials {
    /// Names the caller, or refuses (D4): form of the header, then key, then signature, then time.
    ///
    /// # Errors
    /// A 401 with the code of the first check that fails.
    pub fn identify(
        &self,
        header: &dyn Fn(&str) -> Option<String>,
        body: &[u8],
        now: UnixSeconds,
    ) -> Result<&'static str, Refusal> {
        let authorization =
            header("authorization").ok_or_else(|| malformed("The Authorization header is missing")).and_then(
                |value| Authorization::parse(&value).ok_or_else(|| malformed("The Authorization header is invalid")),
            )?;
        match authorization {
            Authorization::Bearer(token) => {
                let known = self.token.as_ref().is_some_and(|expected| same(expected, &token));
                known.then_some("token").ok_or_else(|| malformed("The access token is invalid or has expired"))
            }
            Authorization::Signed { credential, signed_headers, signature } => {
                let wrong = || Refusal::new(ServerCode::AuthfailureSignatureFailure, "The signature is incorrect");
                let key = self.access_key.as_ref().filter(|key| key.access_key_id() == credential).ok_or_else(wrong)?;
                match verify(&Received { header, body, now }, &signed_headers, &signature, key) {
                    Ok(()) => Ok("access key"),
                    Err(SignatureRefusal::Malformed) => {
                        Err(malformed("A signed header or X-ZC-Timestamp is missing or invalid"))
                    }
                    Err(SignatureRefusal::Wrong) => Err(wrong()),
                    Err(SignatureRefusal::Expired) => Err(Refusal::new(
                        ServerCode::AuthfailureSignatureExpired,
                        "The signature has expired: the time differs from the server's by more than five minutes",
                    )),
                }
            }
        }
    }
}

fn malformed(message: &str) -> Refusal {
    Refusal::new(ServerCode::AuthfailureInvalidAuthorization, message)
}

/// Compares in constant time: both tokens are put through the same HMAC, whose results are compared so.
fn same(expected: &Secret, given: &Secret) -> bool {
    let key = AccessKey::new("token", &Secret::from("compares tokens"));
    let text = |token: &Secret| StringToSign::new(token.expose(), &CanonicalRequest::new(&[], b""));
    key.verifies(&text(expected), &key.signature(&text(given)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(credentials: &Credentials, authorization: Option<&str>) -> Result<&'static str, &'static str> {
        let header = |name: &str| (name == "authorization").then(|| authorization.map(str::to_owned)).flatten();
        credentials.identify(&header, b"{}", UnixSeconds(0)).map_err(|refusal| {
            assert_eq!(refusal.status, 401);
            refusal.code.name()
        })
    }

    #[test]
    fn a_token_must_be_the_very_token() {
        let credentials = Credentials { access_key: None, token: Some("demo-token".into()) };
        assert_eq!(answer(&credentials, Some("Bearer demo-token")), Ok("token"));
        assert_eq!(answer(&credentials, Some("bearer  demo-token ")), Ok("token"));
        let wrong = ["Bearer demo-toke", "Bearer demo-token2", "Bearer DEMO-TOKEN", "Bearer x", "Bearer", "Basic YTpi"];
        for header in wrong.map(Some).into_iter().chain([None]) {
            assert_eq!(answer(&credentials, header), Err("AUTHFAILURE_INVALID_AUTHORIZATION"), "{header:?}");
        }
    }

    #[test]
    fn what_is_not_configured_opens_nothing() {
        let nothing = Credentials::default();
        let signature = "0".repeat(64);
        let signed = format!("ZC2-HMAC-SHA256 Credential=, SignedHeaders=content-type;host, Signature={signature}");
        assert_eq!(answer(&nothing, Some("Bearer x")), Err("AUTHFAILURE_INVALID_AUTHORIZATION"));
        assert_eq!(answer(&nothing, Some(&signed)), Err("AUTHFAILURE_INVALID_AUTHORIZATION"));
        let signed = signed.replace("Credential=", "Credential=any");
        assert_eq!(answer(&nothing, Some(&signed)), Err("AUTHFAILURE_SIGNATURE_FAILURE"));
    }
}
