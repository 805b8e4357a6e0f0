//! The rules against data written from the API's pages (`tests/data/rules`), and what holds for any input.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use reinstall_core::api::ServerCode;
use reinstall_core::issue::{IssueCode, Severity};
use reinstall_core::machine::{Image, Instance, InstanceType};
use reinstall_core::report::{Param, Path, Report, Segment};
use reinstall_core::{Context, check_value};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    #[serde(rename = "about")]
    _about: String,
    ignore: Vec<String>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    request: Value,
    #[serde(default)]
    context: Known,
    ignore: Option<Vec<String>>,
    issues: Vec<Expected>,
    /// `null` must be written out.
    #[serde(deserialize_with = "Option::deserialize")]
    refusal: Option<String>,
    #[serde(rename = "why")]
    _why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    path: Value,
    code: String,
    /// Compared where the case has it, like the next.
    related: Option<Value>,
    params: Option<Value>,
}

impl Expected {
    fn is(&self, found: &Self) -> bool {
        self.path == found.path
            && self.code == found.code
            && (self.related.is_none() || self.related == found.related)
            && (self.params.is_none() || self.params == found.params)
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
struct Known {
    instance: Option<Instance>,
    instance_type: Option<InstanceType>,
    image: Option<Image>,
}

impl Known {
    fn context(&self) -> Context<'_> {
        Context {
            instance: self.instance.as_ref(),
            instance_type: self.instance_type.as_ref(),
            image: self.image.as_ref(),
        }
    }
}

/// Every case with the name of its file, the notices to leave out made its own.
fn cases() -> Vec<(String, Case)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/rules");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    assert!(!files.is_empty());
    let mut cases = Vec::new();
    for path in files {
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        let read = serde_json::from_str(&fs::read_to_string(&path).unwrap());
        let group: Group = read.map_err(|error| format!("{file}.json: {error}")).unwrap();
        for case in group.cases {
            let ignore = case.ignore.or_else(|| Some(group.ignore.clone()));
            cases.push((file.clone(), Case { request: expand(case.request), ignore, ..case }));
        }
    }
    cases
}

/// `{"$repeat": "a", "times": 3}` and `{"$concat": [...]}` become texts; see the folder's README.
fn expand(value: Value) -> Value {
    match value {
        Value::Array(elements) => elements.into_iter().map(expand).collect(),
        Value::Object(members) => {
            if let (Some(text), Some(times)) = (members.get("$repeat"), members.get("times")) {
                let times = usize::try_from(times.as_u64().unwrap()).unwrap();
                return text.as_str().unwrap().repeat(times).into();
            }
            if let Some(Value::Array(parts)) = members.get("$concat") {
                let parts = parts.iter().map(|part| expand(part.clone()).as_str().unwrap().to_owned());
                return parts.collect::<String>().into();
            }
            Value::Object(members.into_iter().map(|(name, value)| (name, expand(value))).collect())
        }
        other => other,
    }
}

fn listed(report: &Report) -> Vec<Expected> {
    let issue = |issue: &reinstall_core::Issue| Expected {
        path: serde_json::to_value(&issue.path).unwrap(),
        code: issue.code.id().to_owned(),
        related: Some(serde_json::to_value(&issue.related).unwrap()),
        params: Some(serde_json::to_value(&issue.params).unwrap()),
    };
    report.issues.iter().map(issue).collect()
}

#[test]
fn every_case_has_its_issues_and_its_refusal() {
    let mut failures = Vec::new();
    for (file, case) in cases() {
        let ignore = case.ignore.unwrap_or_default();
        let report = check_value(&case.request, case.context.context());
        let mut found = listed(&report);
        found.retain(|issue| !ignore.contains(&issue.code));
        let refusal = report.first_refusal().map(|(_, code)| code.name().to_owned());
        let same = found.len() == case.issues.len()
            && case.issues.iter().zip(&found).all(|(expected, found)| expected.is(found));
        if !same || refusal != case.refusal {
            let show = |issues: &[Expected]| {
                issues
                    .iter()
                    .map(|issue| {
                        let more = [("related", &issue.related), ("params", &issue.params)].map(|(name, value)| {
                            value.as_ref().map(|value| format!(" {name} {value}")).unwrap_or_default()
                        });
                        format!("\n    {} {}{}", issue.path, issue.code, more.concat())
                    })
                    .collect::<String>()
            };
            failures.push(format!(
                "{file}: {}\n  expected: {:?}{}\n  found: {refusal:?}{}",
                case.name,
                case.refusal,
                show(&case.issues),
                show(&found),
            ));
        }
    }
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_code_is_raised_by_a_case_and_every_named_code_exists() {
    let mut raised = BTreeSet::new();
    let mut names = BTreeSet::new();
    for (file, case) in cases() {
        assert!(names.insert((file.clone(), case.name.clone())), "{file}: {} is there twice", case.name);
        for issue in &case.issues {
            let code = IssueCode::parse(&issue.code);
            raised.insert(code.unwrap_or_else(|| panic!("{file}: {}: no code {}", case.name, issue.code)));
        }
        for code in case.ignore.iter().flatten() {
            let severity = IssueCode::parse(code).map(|code| code.row().severity);
            assert_eq!(severity, Some(Severity::Notice), "{file}: {}: {code} is no notice", case.name);
        }
        if let Some(code) = &case.refusal {
            assert!(ServerCode::parse(code).is_some(), "{file}: {}: no server code {code}", case.name);
        }
    }
    let missing: Vec<_> = IssueCode::ALL.iter().filter(|code| !raised.contains(code)).collect();
    assert!(missing.is_empty(), "no case raises {missing:?}");
}

#[test]
fn every_message_has_its_values_and_no_secret() {
    for (file, case) in cases() {
        let report = check_value(&case.request, case.context.context());
        for issue in &report.issues {
            for (position, _) in issue.code.row().message.match_indices('{') {
                let rest = issue.code.row().message.get(position + 1..).unwrap();
                let name = rest.split('}').next().unwrap();
                assert!(issue.params.contains_key(name), "{file}: {}: {:?} lacks {name}", case.name, issue.code);
            }
        }
        let shown = serde_json::to_string(&report).unwrap();
        for secret in ["password", "userData"] {
            let secret = case.request.get(secret).and_then(Value::as_str).unwrap_or_default();
            assert!(secret.len() < 5 || !shown.contains(secret), "{file}: {}: shows a secret", case.name);
        }
    }
}

/// The work grows with the length, not with its square.
#[test]
fn a_very_long_list_is_checked_like_a_short_one() {
    const MANY: usize = 10_000;
    let check = |request: Value| check_value(&request, Context::default()).issues.len();
    let with = |partition: Value| json!({"instanceId": "1", "imageId": "x", "partitions": vec![partition; MANY]});
    // Besides: two notices; C, which is there once.
    assert_eq!(check(with(Value::Null)), 2 + MANY);
    assert_eq!(check(with(json!({"fsPath": 1, "fsType": "NTFS", "size": 1}))), 2 + MANY);
    assert_eq!(check(with(json!({"fsPath": "C", "fsType": "NTFS", "size": 1}))), 2 + MANY - 1);
    let arrays = json!([{"raidType": 0, "diskSequence": vec![Value::Null; MANY]}]);
    assert_eq!(check(json!({"instanceId": "1", "raidConfig": {"customRaids": arrays}})), 2 + MANY);
}

// ------------------------------------------------------------------ any input

/// Any JSON, nested; the names are mostly those of the request.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-3_i64..20).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((name(), inner), 0..5).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn name() -> impl Strategy<Value = String> {
    const NAMES: [&str; 18] = [
        "instanceId",
        "imageId",
        "ipxeUrl",
        "hostname",
        "password",
        "keyId",
        "raidConfig",
        "partitions",
        "nic",
        "userData",
        "raidType",
        "customRaids",
        "diskSequence",
        "fsPath",
        "fsType",
        "size",
        "wanName",
        "lanName",
    ];
    prop_oneof![9 => select(&NAMES[..]).prop_map(str::to_owned), 1 => ".{0,4}"]
}

fn text() -> impl Strategy<Value = String> {
    const TEXTS: [&str; 24] = [
        "",
        " ",
        "x",
        "netboot",
        "http://",
        "file:///x",
        "http://h/${a}",
        "Aa_12345",
        "linux",
        "windows",
        "esxi",
        "/",
        "//",
        "/a",
        "/é\u{85}",
        "C",
        "c",
        "D",
        "E",
        "ext4",
        "ntfs",
        "lan0",
        "bond1",
        "#!\r\n\u{feff}",
    ];
    prop_oneof![3 => select(&TEXTS[..]).prop_map(str::to_owned), 1 => ".{0,12}", 1 => ".{60,70}"]
}

/// A member that is mostly as it should be, and now and then anything.
fn member(usual: impl Strategy<Value = Value> + 'static) -> BoxedStrategy<Value> {
    prop_oneof![12 => usual, 1 => Just(Value::Null), 1 => any_json()].boxed()
}

/// An object with some of these members.
fn object(members: Vec<(&'static str, BoxedStrategy<Value>)>) -> impl Strategy<Value = Value> {
    let members: Vec<_> = members
        .into_iter()
        .map(|(name, value)| proptest::option::weighted(0.75, value).prop_map(move |value| (name, value)))
        .collect();
    members.prop_map(|members| {
        Value::Object(members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect())
    })
}

fn list(element: BoxedStrategy<Value>, most: usize) -> BoxedStrategy<Value> {
    vec(element, 0..=most).prop_map(Value::from).boxed()
}

fn near_valid() -> impl Strategy<Value = Value> {
    let words = || member(text().prop_map(Value::from));
    let level = || member(select(&[0, 1, 5, 10, 7][..]).prop_map(Value::from));
    let array = member(object(vec![
        ("raidType", level()),
        ("diskSequence", member(list(member((0_i64..6).prop_map(Value::from)), 5))),
    ]));
    let partition = member(object(vec![
        ("fsPath", words()),
        ("fsType", member(select(&["ext4", "NTFS", "xfs"][..]).prop_map(Value::from))),
        ("size", member(prop_oneof![(-1_i64..1500).boxed(), any::<i64>().boxed()].prop_map(Value::from))),
    ]));
    object(vec![
        ("instanceId", words()),
        ("imageId", words()),
        ("ipxeUrl", words()),
        ("hostname", words()),
        ("password", words()),
        ("keyId", words()),
        ("raidConfig", member(object(vec![("raidType", level()), ("customRaids", member(list(array, 3)))]))),
        ("partitions", member(list(partition, 4))),
        ("nic", member(object(vec![("wanName", words()), ("lanName", words())]))),
        ("userData", words()),
        ("another", words()),
    ])
}

/// Contexts as the API gives them, and some that it never should.
fn any_context() -> impl Strategy<Value = Known> {
    let instance = |image: Value, raid: Value| json!({"instanceId": "1", "instanceStatus": "RUNNING", "imageId": image, "raidConfig": raid});
    let model = |total: Value, disks: Value| {
        json!({"instanceTypeId": "M", "imageIds": ["linux", "esxi"], "supportRaids": [0, 1, 5], "isHA": true,
               "diskInfo": {"totalDiskSize": total, "disks": disks}})
    };
    let instances = vec![
        Value::Null,
        json!({"instanceStatus": "INSTALLING"}),
        instance(Value::Null, Value::Null),
        instance(json!("linux"), json!({"raidType": 1})),
        instance(json!("windows"), json!({"customRaids": [{"raidType": 5, "diskSequence": [2, 3, 4]}]})),
        instance(json!("linux"), json!({"raidType": i64::MIN, "customRaids": [{"diskSequence": [i64::MIN]}]})),
    ];
    let models = vec![
        Value::Null,
        json!({}),
        model(json!(2200), json!([{"diskSize": 1100, "diskCount": 2}])),
        model(json!(1920), json!([{"diskSize": 440, "diskCount": 3}, {"diskSize": 600, "diskCount": 1}])),
        model(json!(i64::MAX), json!([{"diskSize": i64::MAX, "diskCount": i64::MAX}])),
        model(json!(-1), json!([{"diskSize": i64::MIN, "diskCount": 3}, {"diskSize": 0, "diskCount": -1}])),
    ];
    let images = vec![
        Value::Null,
        json!({"imageId": "linux", "catalog": "ubuntu"}),
        json!({"imageId": "windows", "osType": "windows"}),
        json!({"imageId": "esxi", "catalog": "esxi"}),
    ];
    (select(instances), select(models), select(images)).prop_map(|(instance, model, image)| {
        serde_json::from_value(json!({"instance": instance, "instanceType": model, "image": image})).unwrap()
    })
}

fn any_request() -> impl Strategy<Value = Value> {
    prop_oneof![1 => any_json(), 3 => near_valid()]
}

/// The same JSON as text, its members in one of two orders.
fn write(value: &Value, reversed: bool) -> String {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            if reversed {
                members.reverse();
            }
            let written: Vec<_> = members
                .into_iter()
                .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), write(value, reversed)))
                .collect();
            format!("{{{}}}", written.join(","))
        }
        Value::Array(elements) => {
            let written: Vec<_> = elements.iter().map(|element| write(element, reversed)).collect();
            format!("[{}]", written.join(","))
        }
        leaf => leaf.to_string(),
    }
}

/// The value that the path leads to.
fn find<'a>(value: &'a Value, path: &[Segment]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, segment| match segment {
        Segment::Key(key) => value.get(key),
        Segment::Index(index) => value.get(index),
    })
}

fn is_there(request: &Value, path: &Path) -> bool {
    find(request, &path.0).is_some()
        || path.0.split_last().is_some_and(|(_, parent)| find(request, parent).is_some_and(Value::is_object))
}

fn quick() -> ProptestConfig {
    ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(quick())]

    #[test]
    fn any_json_gives_a_report_whose_paths_lead_into_it(request in any_request(), known in any_context()) {
        let report = check_value(&request, known.context());
        for issue in &report.issues {
            prop_assert!(is_there(&request, &issue.path), "{}: {} is nowhere", issue.code.id(), issue.path);
        }
        let has_error = report.issues.iter().any(|issue| issue.severity() == Severity::Error);
        prop_assert_eq!(report.is_valid(), !has_error);
        prop_assert!(report.first_refusal().is_none() || has_error);
    }

    #[test]
    fn the_order_of_members_does_not_matter(request in any_request(), known in any_context()) {
        let check = |reversed| {
            let value: Value = serde_json::from_str(&write(&request, reversed)).unwrap();
            check_value(&value, known.context())
        };
        prop_assert_eq!(check(false), check(true));
    }

    #[test]
    fn null_and_absent_are_the_same(request in near_valid(), known in any_context()) {
        let check = |request: &Value| {
            let mut report = check_value(request, known.context());
            report.issues.retain(|issue| issue.code != IssueCode::UnknownMember);
            report
        };
        prop_assert_eq!(check(&request), check(&without_null_members(request)));
    }

    #[test]
    fn what_a_list_that_is_not_full_lacks_fills_it(
        sizes in vec(1_i64..600, 1..4),
        level in select(&[None, Some(0), Some(1)][..]),
        known in any_context(),
    ) {
        let request = |sizes: &[i64]| {
            let partitions: Vec<_> = (0..).zip(sizes)
                .map(|(index, size)| json!({"fsPath": "/".repeat(1 + index), "fsType": "ext4", "size": size}))
                .collect();
            json!({"instanceId": "1", "imageId": "linux", "raidConfig": {"raidType": level}, "partitions": partitions})
        };
        let about_capacity = |report: &Report| report.issues.iter()
            .find(|issue| issue.params.contains_key("capacity"))
            .cloned();
        let issue = about_capacity(&check_value(&request(&sizes), known.context()));
        if let Some(issue) = issue
            && issue.code == IssueCode::PartitionsNotFull
            && let Some(Param::Number(difference)) = issue.params.get("difference")
        {
            let mut sizes = sizes;
            *sizes.last_mut().unwrap() += difference;
            prop_assert_eq!(about_capacity(&check_value(&request(&sizes), known.context())), None);
        }
    }
}

fn without_null_members(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name, without_null_members(value))).collect())
        }
        Value::Array(elements) => elements.into_iter().map(without_null_members).collect(),
        other => other,
    }
}
