//! What touches the browser, in a real one: WebCrypto, IndexedDB, randomness, dates.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use reinstall_core::api::{AccessKey, Sign, StringToSign, sign::CanonicalRequest};
use reinstall_core::job::{Asked, Event, Facts, Job, Plan};
use reinstall_core::machine::Instance;
use reinstall_core::rules::sign_in::{PASSWORD_MAX_CHARS, PasswordClass, missing_classes};
use reinstall_core::time::UnixSeconds;
use reinstall_portal::services::clock::parse_http_date;
use reinstall_portal::services::fingerprint::{NoFingerprint, fingerprint};
use reinstall_portal::services::keystore::BrowserKey;
use reinstall_portal::services::random::{PasswordShape, new_id, new_password};
use reinstall_portal::services::store::{self, Remembered};
use reinstall_portal::services::{device, drafts};
use reinstall_portal::state::draft::{Draft, KEPT_FOR, SavedDraft};
use reinstall_portal::state::public_key::PublicKey;
use reinstall_portal::state::review::Reading;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The vendor's signing vectors that need no other header: key, time, content type, host, body, signature.
fn vectors() -> Vec<serde_json::Value> {
    [
        include_str!("../../tests/data/signing/reinstall_minimal.json"),
        include_str!("../../tests/data/signing/reinstall_unicode_raw_utf8.json"),
        include_str!("../../tests/data/signing/long_secret_and_utf8_secret.json"),
        include_str!("../../tests/data/signing/official_documentation_example.json"),
        include_str!("../../tests/data/signing/describe_instances_local_sandbox_host.json"),
    ]
    .map(|text| serde_json::from_str(text).unwrap())
    .into()
}

#[wasm_bindgen_test]
async fn webcrypto_signs_as_the_vendor_does() {
    for vector in vectors() {
        let text = |member: &str| vector[member].as_str().unwrap().to_owned();
        let canonical = CanonicalRequest::new(
            &[("content-type", &text("contentType")), ("host", &text("host"))],
            text("body").as_bytes(),
        );
        let to_sign = StringToSign::new(&text("timestamp"), &canonical);
        let secret = text("secretKeyPassword").into();
        let key = BrowserKey::import(&text("secretKeyId"), &secret).await.unwrap();
        let signature = key.sign(&to_sign).await.unwrap();
        assert_eq!(signature.to_string(), text("signature"), "{}", text("name"));
        assert_eq!(signature, AccessKey::new("", &secret).signature(&to_sign), "both signers agree");
    }
}

#[wasm_bindgen_test]
async fn the_key_cannot_be_read_back() {
    let key = BrowserKey::import("ID", &"Canary~1".into()).await.unwrap();
    assert!(!key.handle().extractable());
    let crypto = web_sys::window().unwrap().crypto().unwrap().subtle();
    let exported = JsFuture::from(crypto.export_key("raw", key.handle()).unwrap()).await;
    assert!(exported.is_err(), "the browser gave the secret away");
}

#[wasm_bindgen_test]
async fn a_remembered_key_still_signs_and_can_be_forgotten() {
    let key = BrowserKey::import("ID", &"examplesecret".into()).await.unwrap();
    let to_sign = StringToSign::new("1773000000", &CanonicalRequest::new(&[("host", "x")], b"{}"));
    let before = key.sign(&to_sign).await.unwrap();
    store::remember(&Remembered { key, endpoint: "https://proxy.example".into() }).await.unwrap();
    let kept = store::remembered().await.unwrap().unwrap();
    assert_eq!((kept.key.access_key_id(), kept.endpoint.as_str()), ("ID", "https://proxy.example"));
    assert_eq!(kept.key.sign(&to_sign).await.unwrap(), before);
    store::forget().await.unwrap();
    assert_eq!(store::remembered().await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn a_stored_job_is_the_job() {
    let plan = Plan {
        id: new_id().unwrap(),
        instance_id: "1".into(),
        instance_name: "web-01".into(),
        instance_type_id: "M6C".into(),
        asked: Asked { hostname: Some("new".into()), ..Asked::default() },
        before: Facts::default(),
    };
    let (job, _) = Job::new(plan, UnixSeconds(1000)).step(Event::Confirmed, UnixSeconds(1001));
    store::put_job(&job).await.unwrap();
    let (newer, _) = job.clone().step(Event::Answered { request_id: "T1".into() }, UnixSeconds(1002));
    store::put_job(&newer).await.unwrap();
    let stored: Vec<Job> = store::jobs().await.unwrap().into_iter().filter(|stored| stored.id == job.id).collect();
    assert_eq!(stored, [newer], "the newest state, once");
}

#[wasm_bindgen_test]
async fn fingerprints_are_those_of_ssh_keygen() {
    let of = async |line: &str| fingerprint(&PublicKey::parse(line).unwrap()).await;
    // What `ssh-keygen -lf` prints for these keys.
    for (line, printed) in [
        (
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINJ4xv2UD8NDiEjN1h1rujdHU9IwHWfY/iRcIr3m4OAw",
            "SHA256:BpUL0PEU4dWUah2ZgdYPrEXA04gYJ8GWKIix8SDIHdE",
        ),
        (
            "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBHIqmnQYLEtjbgG5talF8qRNWa0dFp7vZ+8BD1nmPxFigLe5K6yhz8SdxBS5pA02SgfYK+LrK/0qqyNC06ms/Uw=",
            "SHA256:iRWhM5HrzhRs8TJvgahzVfReQ7elSXXN5MjUXd8dtsg",
        ),
    ] {
        assert_eq!(of(line).await.as_deref(), Ok(printed));
    }
    for line in ["ssh-ed25519 AAAA!", "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAA", "ssh-rsa AAAA"] {
        assert_eq!(of(line).await, Err(NoFingerprint::NotAKey), "{line}");
    }
}

#[wasm_bindgen_test]
fn generated_passwords_meet_the_rule_and_differ() {
    let passwords: Vec<String> =
        (0..200).map(|_| new_password(PasswordShape::default()).unwrap().expose().to_owned()).collect();
    for password in &passwords {
        assert_eq!(password.chars().count(), PASSWORD_MAX_CHARS);
        assert_eq!(missing_classes(password).count(), 0);
        assert!(password.chars().all(|character| PasswordClass::of(character).is_some()));
    }
    let mut unique = passwords.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), passwords.len());
}

#[wasm_bindgen_test]
fn dates_of_http_are_read() {
    assert_eq!(parse_http_date("Sun, 08 Mar 2026 20:00:00 GMT"), Some(UnixSeconds(1_773_000_000)));
    assert_eq!(parse_http_date("yesterday"), None);
}

#[wasm_bindgen_test]
fn drafts_that_nobody_touches_are_kept_for_30_days() {
    let then = UnixSeconds(1_700_000_000);
    let draft = SavedDraft::of(&Draft::for_instance(&Instance::default()), &Reading::default(), then, then);
    drafts::keep("1", Some(&draft)).unwrap();
    device::set("draft.2", Some("no draft")).unwrap();
    assert_eq!(drafts::find("2", then), None);
    assert_eq!(drafts::aside("2").as_deref(), Some("no draft"), "set aside, as it was");
    drafts::sweep(then.plus(KEPT_FOR));
    assert_eq!(drafts::find("1", then), Some(draft.clone()));
    assert!(drafts::aside("2").is_some());
    drafts::sweep(then.plus(KEPT_FOR + 1));
    assert_eq!((drafts::find("1", then), drafts::aside("2")), (None, None));

    drafts::keep("1", Some(&draft)).unwrap();
    device::set("theme", Some("dark")).unwrap();
    drafts::clear();
    assert_eq!(drafts::find("1", then), None);
    assert_eq!(device::get("theme").as_deref(), Some("dark"), "a preference is no draft");
    device::set("theme", None).unwrap();
}
