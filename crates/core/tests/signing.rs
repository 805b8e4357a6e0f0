//! The vendor's own signatures, stage by stage, and the refusals of a server.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use reinstall_core::Secret;
use reinstall_core::api::authorization::{Authorization, Received, SignatureRefusal, verify};
use reinstall_core::api::sign::CanonicalRequest;
use reinstall_core::api::{AccessKey, StringToSign};
use reinstall_core::time::UnixSeconds;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vector {
    secret_key_id: String,
    secret_key_password: String,
    timestamp: String,
    host: String,
    content_type: String,
    body: String,
    canonical_request: String,
    string_to_sign: String,
    signature: String,
    authorization: String,
}

#[derive(Deserialize)]
struct Negative {
    base: String,
    change: Change,
    now: i64,
    expect: Expect,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Change {
    body: Option<String>,
    server_secret: Option<String>,
    server_knows_key_id: Option<bool>,
    content_type: Option<String>,
    host: Option<String>,
    #[serde(deserialize_with = "given")]
    authorization: Option<Option<String>>,
    action: Option<String>,
}

#[derive(Deserialize)]
struct Expect {
    code: Option<String>,
}

/// Tells `null` from absent.
fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/signing")
}

fn cases<T: for<'de> Deserialize<'de>>(folder: &Path) -> Vec<(String, T)> {
    let mut cases: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let case = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            (path.file_stem().unwrap().to_string_lossy().into_owned(), case)
        })
        .collect();
    cases.sort_by(|(a, _), (b, _): &(String, T)| a.cmp(b));
    cases
}

#[test]
fn every_vector_of_the_vendor_is_reproduced_byte_for_byte() {
    let vectors: Vec<(String, Vector)> = cases(&folder());
    assert_eq!(vectors.len(), 23);
    for (name, vector) in vectors {
        let headers = [("content-type", vector.content_type.as_str()), ("host", vector.host.as_str())];
        let canonical = CanonicalRequest::new(&headers, vector.body.as_bytes());
        assert_eq!(canonical.to_string(), vector.canonical_request, "{name}: canonical request");
        let text = StringToSign::new(&vector.timestamp, &canonical);
        assert_eq!(text.to_string(), vector.string_to_sign, "{name}: string to sign");
        let key = AccessKey::new(&vector.secret_key_id, &vector.secret_key_password.as_str().into());
        assert_eq!(key.signature(&text).to_string(), vector.signature, "{name}: signature");

        let Some(Authorization::Signed { credential, signature, .. }) = Authorization::parse(&vector.authorization)
        else {
            panic!("{name}: the vendor's own header is not read");
        };
        assert_eq!((credential, signature.to_string()), (vector.secret_key_id, vector.signature), "{name}: header");
    }
}

/// What the server makes of a vector with one thing changed; `None` where it accepts.
fn refusal(vector: &Vector, change: &Change, now: i64) -> Option<String> {
    let sent = change.authorization.clone().unwrap_or_else(|| Some(vector.authorization.clone()));
    let Some(Authorization::Signed { signed_headers, signature, .. }) = sent.as_deref().and_then(Authorization::parse)
    else {
        return Some("AUTHFAILURE_INVALID_AUTHORIZATION".into());
    };
    if change.server_knows_key_id == Some(false) {
        return Some("AUTHFAILURE_SIGNATURE_FAILURE".into());
    }
    let header = |name: &str| match name {
        "content-type" => Some(change.content_type.clone().unwrap_or_else(|| vector.content_type.clone())),
        "host" => Some(change.host.clone().unwrap_or_else(|| vector.host.clone())),
        "x-zc-timestamp" => Some(vector.timestamp.clone()),
        _ => None,
    };
    let password = change.server_secret.clone().unwrap_or_else(|| vector.secret_key_password.clone());
    let received = Received {
        header: &header,
        body: change.body.as_deref().unwrap_or(&vector.body).as_bytes(),
        now: UnixSeconds(now),
    };
    match verify(
        &received,
        &signed_headers,
        &signature,
        &AccessKey::new(&vector.secret_key_id, &Secret::from(password)),
    ) {
        Ok(()) if change.action.is_some() => Some("AUTHFAILURE_UNAUTHORIZED_OPERATION".into()),
        Ok(()) => None,
        Err(SignatureRefusal::Malformed) => Some("AUTHFAILURE_INVALID_AUTHORIZATION".into()),
        Err(SignatureRefusal::Wrong) => Some("AUTHFAILURE_SIGNATURE_FAILURE".into()),
        Err(SignatureRefusal::Expired) => Some("AUTHFAILURE_SIGNATURE_EXPIRED".into()),
    }
}

#[test]
fn a_server_refuses_what_it_must() {
    let vectors: Vec<(String, Vector)> = cases(&folder());
    let negatives: Vec<(String, Negative)> = cases(&folder().join("negative"));
    assert_eq!(negatives.len(), 11);
    for (name, negative) in negatives {
        let (_, vector) = vectors.iter().find(|(base, _)| *base == negative.base).unwrap();
        assert_eq!(refusal(vector, &negative.change, negative.now), negative.expect.code, "{name}");
    }
}

#[test]
fn every_vector_passes_its_own_verification() {
    for (name, vector) in cases::<Vector>(&folder()) {
        let now = vector.timestamp.parse().unwrap();
        assert_eq!(refusal(&vector, &Change::default(), now), None, "{name}");
    }
}
