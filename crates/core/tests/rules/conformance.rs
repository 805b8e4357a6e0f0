//! The rules against data written from the API's pages (`tests/conformance`).

use crate::suite::{Expected, cases};
use reinstall_core::api::ServerCode;
use reinstall_core::issue::{IssueCode, Locale, ParamKind, Severity};
use reinstall_core::report::{Param, Report};
use reinstall_core::{Context, ReinstallRequest, Secret, check, check_json, check_value};
use serde_json::Value;
use std::collections::BTreeSet;

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
    for case in cases() {
        let ignore = case.ignore.clone().unwrap_or_default();
        let report = case.check();
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
                "{}: {}\n  expected: {:?}{}\n  found: {refusal:?}{}",
                case.file,
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
    for case in cases() {
        assert!(names.insert((case.file.clone(), case.name.clone())), "{}: {} is there twice", case.file, case.name);
        for issue in &case.issues {
            let code = IssueCode::parse(&issue.code);
            raised.insert(code.unwrap_or_else(|| panic!("{}: {}: no code {}", case.file, case.name, issue.code)));
        }
        for code in case.ignore.iter().flatten() {
            let severity = IssueCode::parse(code).map(|code| code.row().severity);
            assert_eq!(severity, Some(Severity::Notice), "{}: {}: {code} is no notice", case.file, case.name);
        }
        if let Some(code) = &case.refusal {
            assert!(ServerCode::parse(code).is_some(), "{}: {}: no server code {code}", case.file, case.name);
        }
    }
    let missing: Vec<_> = IssueCode::ALL.iter().filter(|code| !raised.contains(code)).collect();
    assert!(missing.is_empty(), "no case raises {missing:?}");
}

/// Both sides of every rule's edge are there: for each code one case that raises it and one that
/// differs from it in a single value and does not.
#[test]
fn every_rule_is_met_from_both_sides_of_its_edge() {
    let cases: Vec<(Value, BTreeSet<IssueCode>)> = cases()
        .into_iter()
        .filter_map(|case| {
            let codes = case.check().issues.iter().map(|issue| issue.code).collect();
            Some((serde_json::json!([case.request.clone().or(case.text)?, case.context]), codes))
        })
        .collect();
    let differ_once = |code: &IssueCode| {
        let (raising, not): (Vec<_>, Vec<_>) = cases.iter().partition(|(_, codes)| codes.contains(code));
        raising.iter().any(|(a, _)| not.iter().any(|(b, _)| differences(a, b) == 1))
    };
    // A text that is no JSON has no neighbour in this sense, nor has one with a member twice.
    const OF_THE_TEXT: [IssueCode; 2] = [IssueCode::InvalidJson, IssueCode::DuplicateMember];
    let blunt: Vec<_> =
        IssueCode::ALL.iter().filter(|code| !OF_THE_TEXT.contains(code) && !differ_once(code)).collect();
    assert!(blunt.is_empty(), "no case lies just beside one that raises {blunt:?}");
}

/// In how many places two values differ; counting stops at two.
fn differences(a: &Value, b: &Value) -> usize {
    match (a, b) {
        _ if a == b => 0,
        (Value::Object(left), Value::Object(right)) => {
            let names: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
            let mut sum = 0;
            for name in names {
                sum += match (left.get(name), right.get(name)) {
                    (Some(a), Some(b)) => differences(a, b),
                    _ => 1,
                };
                if sum > 1 {
                    return 2;
                }
            }
            sum
        }
        (Value::Array(left), Value::Array(right)) => {
            let paired: usize = left.iter().zip(right).map(|(a, b)| differences(a, b)).sum();
            (paired + left.len().abs_diff(right.len())).min(2)
        }
        _ => 1,
    }
}

#[test]
fn every_issue_has_the_values_that_its_row_declares_and_no_secret() {
    let kind = |param: &Param| match param {
        Param::Number(_) => ParamKind::Number,
        Param::Text(_) => ParamKind::Text,
        Param::Term(_) => ParamKind::Term,
        Param::List(_) => ParamKind::List,
    };
    for case in cases() {
        let report = case.check();
        for issue in &report.issues {
            let found: Vec<_> = issue.params.iter().map(|(name, value)| (name, kind(value))).collect();
            assert_eq!(found, issue.code.row().params, "{}: {}: {}", case.file, case.name, issue.code.id());
            for locale in Locale::ALL {
                let message = issue.message(locale);
                let open = issue.code.row().params.iter().any(|(name, _)| message.contains(&format!("{{{name}}}")));
                assert!(!open, "{}: {}: {message}", case.file, case.name);
            }
        }
        let shown = serde_json::to_string(&report).unwrap();
        for secret in ["password", "userData"] {
            let secret = case.request.as_ref().and_then(|request| request.get(secret)).and_then(Value::as_str);
            let secret = secret.unwrap_or_default();
            assert!(secret.len() < 5 || !shown.contains(secret), "{}: {}: shows a secret", case.file, case.name);
        }
    }
}

#[test]
fn messages_in_both_languages() {
    let request = ReinstallRequest {
        instance_id: "1".into(),
        hostname: Some("a b_{max}\n".into()),
        password: Some(Secret::from("abc")),
        ..ReinstallRequest::default()
    };
    let said = |locale| -> Vec<String> {
        check(&request, Context::default()).issues.iter().map(|issue| issue.message(locale)).collect()
    };
    assert_eq!(
        said(Locale::En),
        [
            "Only a–z, A–Z, 0–9, hyphens and dots are allowed; remove the space, _, {, }, \\n.",
            "Between 8 and 16 characters; this has 3.",
            "Still missing: an upper-case letter, a digit, one of ~!@$^*-_=+.",
        ]
    );
    assert_eq!(
        said(Locale::ZhCn),
        [
            "只允许 a–z、A–Z、0–9、连字符和点；请去掉：空格、_、{、}、\\n。",
            "长度须为 8 到 16 个字符，当前为 3 个。",
            "还缺少：一个大写字母、一个数字、~!@$^*-_=+ 中的一个字符。",
        ]
    );
}

/// No server has so many disks or partitions: the list is one issue, whether it was JSON or not, and is not looked through.
#[test]
fn a_very_long_list_is_one_issue_wherever_it_comes_from() {
    use reinstall_core::read::ELEMENTS_MAX;
    use reinstall_core::request::{CustomRaid, Partition, RaidConfig};
    let array = |disks: usize| CustomRaid { raid_type: Some(0), disk_sequence: (1..).take(disks).collect() };
    let partition = Partition { fs_path: Some("C".into()), fs_type: Some("NTFS".into()), size: Some(1) };
    let found = |partitions: usize, custom_raids: Vec<CustomRaid>| {
        let request = ReinstallRequest {
            instance_id: "1".into(),
            image_id: Some("x".into()),
            partitions: vec![partition.clone(); partitions],
            raid_config: Some(RaidConfig { raid_type: None, custom_raids }),
            ..ReinstallRequest::default()
        };
        let report = check(&request, Context::default());
        assert_eq!(report, check_value(&serde_json::to_value(&request).unwrap(), Context::default()));
        let too_long = report.issues.iter().filter(|issue| issue.code == IssueCode::ListTooLong);
        too_long.map(|issue| issue.path.to_string()).collect::<Vec<_>>()
    };
    let disks = |array: usize| format!("raidConfig.customRaids[{array}].diskSequence");
    assert_eq!(found(ELEMENTS_MAX, vec![array(ELEMENTS_MAX - 1)]), [""; 0]);
    assert_eq!(found(20_000, vec![array(20_000)]), [disks(0), "partitions".to_owned()]);
    assert_eq!(found(1, vec![array(400), array(600)]), [disks(1)]);
    assert_eq!(found(1, vec![array(999), array(1)]), ["raidConfig.customRaids"]);
    assert_eq!(found(1, vec![array(1); 20_000]), ["raidConfig.customRaids"]);
}

/// Ten megabytes of nesting, in every place where it can be.
#[test]
fn ten_megabytes_of_nesting_are_a_few_issues() {
    const DEPTH: usize = 5_000_000;
    let (open, close) = ("[".repeat(DEPTH), "]".repeat(DEPTH));
    let nested = format!("{open}{close}");
    let objects = format!("{}null{}", r#"{"a":"#.repeat(1_000_000), "}".repeat(1_000_000));
    let codes = |text: &str| -> Vec<(String, &'static str)> {
        let report = check_json(text, Context::default());
        report.issues.iter().map(|issue| (issue.path.to_string(), issue.code.id())).collect()
    };
    let at = |path: &str, code: &'static str| (path.to_owned(), code);
    assert_eq!(codes(&open), [at("", "invalid_json")]);
    assert_eq!(codes(&nested), [at("", "wrong_type")]);
    let with = |member: &str, value: &str| {
        let mut found =
            codes(&format!(r#"{{"instanceId":"1","hostname":"web-01","password":"Example~123",{member}:{value}}}"#));
        assert_eq!(found.len(), 1, "{found:?}");
        found.pop().unwrap()
    };
    assert_eq!(with(r#""other""#, &nested), at("other", "unknown_member"));
    assert_eq!(with(r#""nic""#, &nested), at("nic", "wrong_type"));
    assert_eq!(with(r#""nic""#, &format!("{{\"wanName\":{objects}}}")), at("nic.wanName", "wrong_type"));
    assert_eq!(with(r#""partitions""#, &format!("{{\"a\":{objects}}}")), at("partitions", "wrong_type"));
}
