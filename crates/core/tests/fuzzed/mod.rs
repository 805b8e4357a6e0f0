//! What is promised about input that anybody may send: the bodies of the fuzz targets.
//!
//! Each function takes any bytes and panics where a promise is broken. `crates/core/fuzz` searches for such bytes, on a
//! nightly compiler; `corpus.rs` replays what it has collected, on every compiler. Inputs are text as far as possible, so
//! that a person can read and write them.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "each program uses a part; a panic is how a fuzz target speaks"
)]

use reinstall_core::api::authorization::{
    Authorization, Received, SignatureRefusal, TIMESTAMP_TOLERANCE_SECONDS, verify,
};
use reinstall_core::api::query::InstancesPage;
use reinstall_core::api::sign::{ALGORITHM, CanonicalRequest};
use reinstall_core::api::{AccessKey, Answer, CallError, RawAnswer, Signature, StringToSign};
use reinstall_core::disk::{DiskPlan, Disks, Gigabytes};
use reinstall_core::issue::{IssueCode, ParamKind};
use reinstall_core::machine::{Image, Instance, InstanceType};
use reinstall_core::read::{ELEMENTS_MAX, UNKNOWN_MEMBERS_MAX, read_json};
use reinstall_core::report::Param;
use reinstall_core::rules::sign_in::PasswordClass;
use reinstall_core::time::UnixSeconds;
use reinstall_core::{Context, Issue, Locale, ReinstallRequest, Report, Secret, check, check_value, prepare};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::LazyLock;

// ------------------------------------------------------------------ any text as a request

/// A context that owns what it knows.
#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
struct Known {
    instance: Option<Instance>,
    instance_type: Option<InstanceType>,
    image: Option<Image>,
}

/// What is known about the server; the first byte of an input chooses, `0` the first.
static CONTEXTS: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let contexts = [
        // Nothing.
        r#"{}"#,
        // A running server with its RAID and its image.
        r#"{"instance": {"instanceId": "1", "instanceStatus": "RUNNING", "imageId": "linux", "raidConfig": {"raidType": 1},
            "instanceType": {"instanceTypeId": "M", "isHA": false, "supportRaids": [0, 1],
            "diskInfo": {"totalDiskSize": 2200, "disks": [{"diskSize": 1100, "diskCount": 2}]}}},
            "image": {"imageId": "linux", "catalog": "ubuntu"}}"#,
        // A model whose disks differ, with the levels and the images that it takes.
        r#"{"instanceType": {"instanceTypeId": "MIX", "isHA": true, "supportRaids": [0, 1, 5], "imageIds": ["linux", "esxi"],
            "diskInfo": {"totalDiskSize": 5760, "disks": [{"diskSize": 480, "diskCount": 4}, {"diskSize": 960, "diskCount": 4}]}}}"#,
        // Many disks.
        r#"{"instance": {"instanceId": "1", "instanceStatus": "STOPPED"}, "instanceType": {"instanceTypeId": "W",
            "supportRaids": [0, 1, 5, 10], "diskInfo": {"totalDiskSize": 24000, "disks": [{"diskSize": 1000, "diskCount": 24}]}}}"#,
        // The three families of systems on one disk.
        r#"{"image": {"imageId": "linux", "osType": "linux"}, "instance": {"imageId": "linux"},
            "instanceType": {"diskInfo": {"totalDiskSize": 440, "disks": [{"diskSize": 440, "diskCount": 1}]}}}"#,
        r#"{"image": {"imageId": "windows", "osType": "windows"}, "instance": {"imageId": "windows"},
            "instanceType": {"diskInfo": {"totalDiskSize": 440, "disks": [{"diskSize": 440, "diskCount": 1}]}}}"#,
        r#"{"image": {"imageId": "esxi", "catalog": "esxi"}, "instance": {"imageId": "esxi"},
            "instanceType": {"diskInfo": {"totalDiskSize": 440, "disks": [{"diskSize": 440, "diskCount": 1}]}}}"#,
        // Garbled answers.
        r#"{"instanceType": {"supportRaids": [9223372036854775807], "imageIds": [""], "diskInfo": {
            "totalDiskSize": 9223372036854775807, "disks": [{"diskSize": 9223372036854775807, "diskCount": 9223372036854775807},
            {"diskSize": 9223372036854775807, "diskCount": 1}]}}}"#,
        r#"{"instanceType": {"supportRaids": [-1], "diskInfo": {"totalDiskSize": -1, "disks": [
            {"diskSize": -9223372036854775808, "diskCount": 3}, {"diskSize": 0, "diskCount": -1}]}}}"#,
        r#"{"instance": {"instanceStatus": "{status}\u0007", "raidConfig": {"raidType": -9223372036854775808,
            "customRaids": [{"diskSequence": [-9223372036854775808, 9223372036854775807]}]}},
            "instanceType": {"diskInfo": {"disks": [{"diskSize": 1, "diskCount": 3000}, {"diskSize": 7, "diskCount": 1}]}}}"#,
    ];
    contexts.into_iter().map(|text| serde_json::from_str(text).expect(text)).collect()
});

/// The choice that a byte makes among `count`: `0` the first.
fn choice(byte: u8, count: usize) -> usize {
    usize::from(byte.wrapping_sub(b'0')) % count
}

/// Each object has so many known members at most, and each member so many broken rules.
const KNOWN_ISSUES_MAX: usize = 32;

/// No text can cause more issues: the elements of the two lists and the objects around them, each with what is unknown in it.
const ISSUES_MAX: usize = (2 * ELEMENTS_MAX + 3) * (UNKNOWN_MEMBERS_MAX + 1 + KNOWN_ISSUES_MAX);

/// The context's byte, then the text.
pub fn check_json(data: &[u8]) {
    let Some((&byte, text)) = data.split_first() else { return };
    let Known { instance, instance_type, image } = &CONTEXTS[choice(byte, CONTEXTS.len())];
    let (instance, instance_type, image) = (instance.as_ref(), instance_type.as_ref(), image.as_ref());
    let context = Context { instance, instance_type, image };
    let text = String::from_utf8_lossy(text);

    let report = reinstall_core::check_json(&text, context);
    assert_eq!(report, reinstall_core::check_json(&text, context), "the same text, another report");
    assert!(report.issues.len() <= ISSUES_MAX, "{} issues", report.issues.len());
    assert!(report.issues.is_sorted_by_key(|issue| issue.path.field()), "not in the order of the fields");
    report.issues.iter().for_each(speaks);
    is_json_where_another_reader_says_so(&text, &report);
    if let Ok(value) = serde_json::from_str::<Value>(&text) {
        let tree = check_value(&value, context);
        assert_eq!(reinstall_core::check_json(&value.to_string(), context), tree, "text and tree differ");
    }

    let reading = read_json(&text);
    preparing_agrees(&reading.request, reading.issues.is_empty(), &report, context);
    password_is_not_told(&reading.request, context);
    nothing_is_lost(context.instance_type().unwrap_or(&InstanceType::default()), &reading.request);
}

/// serde_json reads what is JSON, and passes over what is JSON but for half a pair of surrogates.
fn is_json_where_another_reader_says_so(text: &str, report: &Report) {
    let is_json = !report.issues.iter().any(|issue| issue.code == IssueCode::InvalidJson);
    if serde_json::from_str::<Value>(text).is_ok() {
        assert!(is_json, "JSON is refused");
    }
    if serde_json::from_str::<IgnoredAny>(text).is_err() {
        assert!(!is_json, "what is no JSON is read");
    }
}

/// An issue has the values that its row declares, and its sentences have no gaps.
fn speaks(issue: &Issue) {
    let row = issue.code.row();
    let declared: Vec<_> = row.params.to_vec();
    let given: Vec<_> = issue.params.iter().map(|(name, value)| (name, kind(value))).collect();
    assert_eq!(given, declared, "{}: other values than declared", row.id);
    for locale in Locale::ALL {
        let message = issue.message(locale);
        assert!(!message.is_empty() && !message.contains(char::is_control), "{}: {message:?}", row.id);
        let quoted: String = issue.params.iter().map(|(_, value)| value.words(locale)).collect();
        has_no_gaps(&message, declared.iter().map(|(name, _)| *name), &quoted);
    }
}

fn kind(value: &Param) -> ParamKind {
    match value {
        Param::Number(_) => ParamKind::Number,
        Param::Text(_) => ParamKind::Text,
        Param::Term(_) => ParamKind::Term,
        Param::List(_) => ParamKind::List,
    }
}

/// No `{name}` is left, unless it was `quoted`.
fn has_no_gaps<'a>(sentence: &str, names: impl Iterator<Item = &'a str>, quoted: &str) {
    for name in names {
        let gap = format!("{{{name}}}");
        assert!(quoted.contains('{') || !sentence.contains(&gap), "{gap} is left in {sentence:?}");
    }
}

/// What is valid can be sent, and what is sent reads back as what was meant.
fn preparing_agrees(request: &ReinstallRequest, was_readable: bool, report: &Report, context: Context<'_>) {
    match prepare(request, context) {
        Ok(prepared) => {
            let again = read_json(prepared.body().expose());
            assert_eq!(again.issues, [], "the body cannot be read");
            assert_eq!(&again.request, prepared.request(), "the body says something else");
            let twice = prepare(prepared.request(), context).expect("what was prepared is valid");
            assert_eq!(twice.body(), prepared.body(), "preparing it again changes it");
            assert_eq!(twice.report(), prepared.report(), "preparing it again tells something else");
            assert!(report.is_valid() || !was_readable, "the text is refused, but the request is not");
        }
        Err(refused) => {
            assert!(!report.is_valid(), "the text is valid, but the request is not");
            assert!(!was_readable || refused == *report, "another report than for the text");
        }
    }
}

/// Another password with the same kinds of characters gives the same report, so that no report tells a character.
fn password_is_not_told(request: &ReinstallRequest, context: Context<'_>) {
    let Some(password) = request.password() else { return };
    let alike = |character| match PasswordClass::of(character) {
        Some(PasswordClass::Upper) => 'X',
        Some(PasswordClass::Lower) => 'x',
        Some(PasswordClass::Digit) => '0',
        Some(PasswordClass::Special) => '~',
        None => '\u{10ffff}',
    };
    let other: String = password.expose().chars().map(alike).collect();
    let other = ReinstallRequest { password: Some(other.into()), ..request.clone() };
    assert_eq!(check(request, context), check(&other, context), "the report depends on a character");
}

/// Every gigabyte of the model's disks is somewhere in the plan, and the plan can be read aloud.
fn nothing_is_lost(model: &InstanceType, request: &ReinstallRequest) {
    let plan = DiskPlan::new(model, request.raid_config.as_ref(), &request.partitions);
    let all: Gigabytes = Disks::of(model).into_iter().flat_map(Disks::iter).map(|disk| disk.size).sum();
    let in_arrays: Gigabytes = plan.arrays.iter().map(|array| array.raw).sum();
    let left_out: Gigabytes = plan.left_out.iter().map(|disk| disk.size).sum();
    assert_eq!(in_arrays.plus(left_out), all, "{plan:?}");
    for array in &plan.arrays {
        if let Some(usable) = array.usable {
            assert_eq!(usable.plus(array.redundancy).plus(array.uneven), array.raw, "{array:?}");
        }
    }
    let quoted: String = request.partitions.iter().filter_map(|partition| partition.fs_path.as_deref()).collect();
    for statement in plan.statements() {
        for locale in Locale::ALL {
            let sentence = statement.words(locale);
            assert!(!sentence.is_empty() && !sentence.contains(char::is_control), "{sentence:?}");
            has_no_gaps(&sentence, names(statement.sentence.template(locale)), &quoted);
        }
    }
}

/// The `{names}` of a template.
fn names(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

// ------------------------------------------------------------------ any answer

/// The first byte of an input chooses, `0` the first.
const STATUSES: [u16; 14] = [200, 400, 401, 403, 404, 429, 451, 500, 503, 201, 204, 302, 0, u16::MAX];

/// Three bytes (the status; a digit or more that is a sum: 1 from the proxy, 2 a challenge, 4 `Retry-After`, 8 nothing is
/// asked for; the seconds to wait), then the body.
pub fn read_answer(data: &[u8]) {
    let [status, flags, seconds, body @ ..] = data else { return };
    let body = String::from_utf8_lossy(body);
    let flags = flags.wrapping_sub(b'0');
    let answer = RawAnswer {
        status: STATUSES[choice(*status, STATUSES.len())],
        from_proxy: flags & 1 != 0,
        challenge: flags & 2 != 0,
        retry_after: (flags & 4 != 0).then(|| u32::from(seconds.wrapping_sub(b'0'))),
        body: &body,
    };
    if flags & 8 != 0 {
        read_as::<()>(&answer);
    } else if let Some(page) = read_as::<InstancesPage>(&answer) {
        can_be_written(page);
    }
}

fn read_as<T: DeserializeOwned + Debug>(answer: &RawAnswer<'_>) -> Option<T> {
    if let Some(body) = planted(answer)
        && let Err(error) = reinstall_core::api::read_answer::<T>(&RawAnswer { body: &body, ..answer.clone() })
    {
        let shown = format!("{error} {error:?} {}", serde_json::to_string(&error).unwrap());
        assert!(!CANARIES.iter().any(|canary| shown.contains(canary)), "repeats the body: {shown}");
    }
    match reinstall_core::api::read_answer::<T>(answer) {
        Ok(Answer { response, .. }) => {
            assert!(answer.status == 200 && !answer.from_proxy, "{answer:?} is no success");
            Some(response)
        }
        Err(error) => {
            is_careful(&error, answer);
            None
        }
    }
}

/// An error draws no conclusion that its answer does not carry, and survives being stored.
fn is_careful(error: &CallError, answer: &RawAnswer<'_>) {
    let by_proxy = matches!(error, CallError::Proxy(_));
    assert!(
        by_proxy || matches!(error, CallError::Unreadable { .. }) || !answer.from_proxy,
        "{error:?}: not the API's"
    );
    assert!(!by_proxy || answer.from_proxy, "{error:?}: not the proxy's");
    if error.proves_not_acted() {
        assert!(by_proxy || (400..500).contains(&answer.status), "{error:?} proves nothing");
    }
    if let Some(seconds) = error.rate_limit() {
        assert!(error.proves_not_acted() && seconds == answer.retry_after.unwrap_or(0), "{error:?}");
    }
    let stored = serde_json::to_string(error).unwrap();
    assert_eq!(&serde_json::from_str::<CallError>(&stored).unwrap(), error);
    assert!(!error.code().is_empty() || matches!(error, CallError::Api(_) | CallError::Proxy(_)));
}

/// What was read is the same after it was written and read again.
fn can_be_written(mut page: InstancesPage) {
    for instance in &mut page.data_set {
        // serde_json may read a fraction as its neighbour.
        instance.traffic_package_size = None;
    }
    let body = serde_json::json!({"requestId": "T", "response": page}).to_string();
    let again = RawAnswer { status: 200, body: &body, ..RawAnswer::default() };
    assert_eq!(reinstall_core::api::read_answer(&again), Ok(Answer { request_id: "T".into(), response: page }));
}

/// Words that no error may repeat.
const CANARIES: [&str; 2] = ["Canary", "918273645546372819"];

/// The body with canaries in every place that an error has no business with; `None` where there is one in another place.
fn planted(answer: &RawAnswer<'_>) -> Option<String> {
    let Ok(mut value) = serde_json::from_str::<Value>(answer.body) else {
        return Some(format!("{}{}", CANARIES[0], answer.body));
    };
    let open = if answer.from_proxy {
        &["code", "message", "whatToDo", "sent"]
    } else {
        &["code", "message", "requestId"][..]
    };
    let envelope = if answer.from_proxy { value.get_mut("proxyError") } else { Some(&mut value) };
    match envelope {
        Some(envelope) => plant(envelope, open)?,
        None => plant(&mut value, &[])?,
    }
    Some(value.to_string())
}

/// Replaces every text and number but those of the `open` members.
fn plant(value: &mut Value, open: &[&str]) -> Option<()> {
    match value {
        Value::String(text) => CANARIES[0].clone_into(text),
        Value::Number(number) => *number = CANARIES[1].parse().ok()?,
        Value::Array(elements) => elements.iter_mut().try_for_each(|element| plant(element, &[]))?,
        Value::Object(members) => {
            for (name, value) in members.iter_mut() {
                match value {
                    Value::String(text) if open.contains(&name.as_str()) => {
                        if CANARIES.iter().any(|canary| text.contains(canary)) {
                            return None;
                        }
                    }
                    _ => plant(value, &[])?,
                }
            }
            members.insert(CANARIES[0].to_owned(), CANARIES[0].into());
        }
        Value::Null | Value::Bool(_) => {}
    }
    Some(())
}

// ------------------------------------------------------------------ any signed request

/// The server's clock.
const NOW: UnixSeconds = UnixSeconds(1_773_000_000);

/// The longest header that is read, in bytes: a longer one is refused unread.
const HEADER_MAX_BYTES: usize = 8 * 1024;

/// The value of `Authorization`, a line for each other header (`name: value`), an empty line, the body.
pub fn authorization(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let mut lines = head.split('\n');
    let value = lines.next().unwrap_or_default();
    let headers: BTreeMap<&str, &str> = lines.filter_map(|line| line.split_once(':')).collect();

    let parsed = Authorization::parse(value);
    assert_eq!(parsed, Authorization::parse(value.trim()), "white space around it means something");
    match parsed {
        None => {}
        Some(Authorization::Bearer(token)) => {
            assert!(!token.is_empty() && !token.expose().contains(char::is_whitespace));
            let rendered = format!("Bearer {}", token.expose());
            assert_eq!(Authorization::parse(&rendered), Some(Authorization::Bearer(token.clone())));
            let shown =
                [Authorization::Bearer(token), Authorization::Bearer(Secret::default())].map(|it| format!("{it:?}"));
            assert_eq!(shown[0], shown[1], "shows the token");
        }
        Some(Authorization::Signed { credential, signed_headers, signature }) => {
            let names = signed_headers.join(";");
            let rendered = format!("{ALGORITHM} Credential={credential}, SignedHeaders={names}, Signature={signature}");
            let again = Authorization::Signed {
                credential: credential.clone(),
                signed_headers: signed_headers.clone(),
                signature,
            };
            // The usual spaces may be what makes it too long.
            assert!(rendered.len() > HEADER_MAX_BYTES || Authorization::parse(&rendered) == Some(again), "{rendered}");
            only_the_key_fits(&credential, &signed_headers, &signature, &headers, body.as_bytes());
        }
    }
}

/// The key's own signature is accepted, in time, and no other: not the one that was sent, which nobody with this key made,
/// and not one for another body.
fn only_the_key_fits(
    credential: &str,
    signed_headers: &[String],
    sent: &Signature,
    headers: &BTreeMap<&str, &str>,
    body: &[u8],
) {
    let header = |name: &str| headers.get(name).map(|value| (*value).to_owned());
    let received = Received { header: &header, body, now: NOW };
    let key = AccessKey::new(credential, &"no seed is signed with this".into());
    let judged = |received: &Received<'_>, signature| verify(received, signed_headers, signature, &key);

    let timestamp = headers.get("x-zc-timestamp").map_or("", |value| value.trim());
    let signed: Option<Vec<(&str, &str)>> =
        signed_headers.iter().map(|name| Some((name.as_str(), headers.get(name.as_str())?.trim()))).collect();
    let (Ok(seconds), Some(signed)) = (timestamp.parse::<i64>(), signed) else {
        assert_eq!(judged(&received, sent), Err(SignatureRefusal::Malformed));
        return;
    };
    assert_eq!(judged(&received, sent), Err(SignatureRefusal::Wrong));
    let right = key.signature(&StringToSign::new(timestamp, &CanonicalRequest::new(&signed, body)));
    let in_time = NOW.0.abs_diff(seconds) <= TIMESTAMP_TOLERANCE_SECONDS;
    assert_eq!(judged(&received, &right), if in_time { Ok(()) } else { Err(SignatureRefusal::Expired) });
    let longer = [body, b" "].concat();
    assert_eq!(judged(&Received { body: &longer, ..received }, &right), Err(SignatureRefusal::Wrong));
}
