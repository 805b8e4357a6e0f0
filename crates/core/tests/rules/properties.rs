//! What holds for any request, any context and any text.

use crate::fix;
use crate::generate::{any_context, any_json, any_request, near_valid};
use crate::suite::Known;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use reinstall_core::issue::{IssueCode, Locale, Severity};
use reinstall_core::read::{read_json, read_request};
use reinstall_core::report::{Issue, Path, Segment};
use reinstall_core::{check, check_json, check_value, prepare};
use serde_json::Value;

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
        Segment::Key(key) => value.get(&**key),
        Segment::Index(index) => value.get(index),
    })
}

/// The place exists, or it is the name of a member that is missing.
fn is_there(request: &Value, path: &Path) -> bool {
    find(request, &path.0).is_some()
        || path.0.split_last().is_some_and(|(_, parent)| find(request, parent).is_some_and(Value::is_object))
}

/// Where nothing would be left, null members and absent ones are the same.
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

fn how_many(issues: &[Issue], code: IssueCode) -> usize {
    issues.iter().filter(|issue| issue.code == code).count()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_json_gives_a_report_whose_paths_lead_into_it(request in any_request(), known in any_context()) {
        let report = check_value(&request, known.context());
        for issue in &report.issues {
            prop_assert!(is_there(&request, &issue.path), "{}: {} is nowhere", issue.code.id(), issue.path);
            for locale in Locale::ALL {
                prop_assert!(!issue.message(locale).is_empty());
            }
        }
        prop_assert!(report.issues.is_sorted_by_key(|issue| issue.path.field()));
        let has_error = report.issues.iter().any(|issue| issue.severity() == Severity::Error);
        prop_assert_eq!(report.is_valid(), !has_error);
        prop_assert!(report.first_refusal().is_none() || has_error);
    }

    #[test]
    fn any_text_gives_a_report(text in ".{0,200}", known in any_context()) {
        check_json(&text, known.context());
    }

    #[test]
    fn a_text_cut_off_anywhere_is_not_json_and_nothing_else(request in near_valid(), at in any::<prop::sample::Index>()) {
        let text = request.to_string();
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let cut = text.get(..ends[at.index(ends.len())]).unwrap();
        let codes: Vec<_> = read_json(cut).issues.iter().map(|issue| issue.code).collect();
        prop_assert_eq!(codes, [IssueCode::InvalidJson]);
    }

    #[test]
    fn the_order_of_members_does_not_matter(request in any_request(), known in any_context()) {
        let forwards = check_json(&write(&request, false), known.context());
        prop_assert_eq!(&forwards, &check_json(&write(&request, true), known.context()));
        prop_assert_eq!(forwards, check_value(&request, known.context()), "text and tree are judged alike");
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

    /// Also shows that what an issue names is enough to mend it.
    #[test]
    fn doing_what_an_issue_says_removes_it(request in any_request(), known in any_context()) {
        let before = check_value(&request, known.context());
        for issue in &before.issues {
            let (mut request, mut known) = (request.clone(), known.clone());
            fix::apply(issue, &mut request, &mut known);
            let after = check_value(&request, known.context());
            let gone = !after.issues.iter().any(|other| other.code == issue.code && other.path == issue.path);
            let fewer = how_many(&after.issues, issue.code) < how_many(&before.issues, issue.code);
            prop_assert!(gone || fewer, "{} at {} is still there in {}", issue.code.id(), issue.path, request);
        }
    }

    #[test]
    fn mending_one_error_after_the_other_ends_with_a_request_that_may_be_sent(
        request in any_request(),
        known in any_context(),
    ) {
        let (mut request, mut known) = (request, known);
        for _ in 0..200 {
            let report = check_value(&request, known.context());
            match report.issues.iter().find(|issue| issue.severity() == Severity::Error) {
                Some(issue) => fix::apply(issue, &mut request, &mut known),
                None => return Ok(()),
            }
        }
        let report = check_value(&request, known.context());
        prop_assert!(false, "never done: {request}: {}", serde_json::to_string(&report).unwrap());
    }

    #[test]
    fn what_is_prepared_says_the_same_as_what_was_checked(request in any_request(), known in any_context()) {
        let reading = read_request(&request);
        if let Ok(prepared) = prepare(&reading.request, known.context()) {
            let again = read_json(prepared.body().expose());
            prop_assert_eq!(again.issues, []);
            prop_assert_eq!(&again.request, prepared.request());
            // The canonical form breaks no rule that the first form kept.
            prop_assert_eq!(&check(&again.request, known.context()), prepared.report());
        }
    }

    #[test]
    fn a_reading_loses_nothing_that_fits(request in near_valid()) {
        let reading = read_request(&request);
        if reading.issues.is_empty() {
            let same = read_request(&without_null_members(request));
            prop_assert_eq!(reading, same);
        }
    }

    #[test]
    fn json_of_every_shape_is_read_in_the_same_way_as_a_tree(value in any_json()) {
        prop_assert_eq!(read_json(&value.to_string()), read_request(&value));
    }

    #[test]
    fn more_list_elements_than_are_read_are_one_issue(
        count in 990_usize..1010,
        element in select(&["null", "{}", "1", "[]", r#"{"fsPath":"/","fsType":"ext4","size":1}"#][..]),
    ) {
        let text = format!(r#"{{"instanceId":"1","partitions":[{}]}}"#, vec![element; count].join(","));
        let report = check_json(&text, Known::default().context());
        let too_long = how_many(&report.issues, IssueCode::ListTooLong);
        prop_assert_eq!(too_long, usize::from(count > 1000));
        let about_rows = report.issues.iter().filter(|issue| issue.path.0.len() > 1).count();
        prop_assert!(too_long == 0 || about_rows <= 1000, "a list that was not read whole is judged only by its types");
    }

    #[test]
    fn what_a_list_that_is_not_full_lacks_fills_it(
        sizes in vec(1_i64..600, 1..4),
        level in select(&[None, Some(0), Some(1)][..]),
        known in any_context(),
    ) {
        let request = |sizes: &[i64]| {
            let partitions: Vec<_> = (0..).zip(sizes)
                .map(|(index, size)| serde_json::json!({"fsPath": "/".repeat(1 + index), "fsType": "ext4", "size": size}))
                .collect();
            serde_json::json!({"instanceId": "1", "imageId": "linux", "raidConfig": {"raidType": level}, "partitions": partitions})
        };
        let about_capacity = |sizes: &[i64]| {
            let report = check_value(&request(sizes), known.context());
            report.issues.into_iter().find(|issue| issue.params.get("capacity").is_some())
        };
        let issue = about_capacity(&sizes);
        if let Some(issue) = issue
            && issue.code == IssueCode::PartitionsNotFull
            && let Some(reinstall_core::report::Param::Number(difference)) = issue.params.get("difference")
        {
            let mut sizes = sizes;
            *sizes.last_mut().unwrap() += difference;
            prop_assert_eq!(about_capacity(&sizes), None);
        }
    }
}
