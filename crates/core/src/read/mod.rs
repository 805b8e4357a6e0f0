//! Any JSON to a [`ReinstallRequest`]: what does not fit becomes an issue with a path, never a panic.
//!
//! The text is read once, member by member, and never becomes a tree: what nobody asked for is passed
//! over without recursion. So time and memory are bounded by the length of the text, however deep
//! it nests, and the number of issues by the limits below.

mod json;
mod known;
mod names;
pub(crate) mod place;
mod reader;
mod request;
mod shape;
pub(crate) mod slip;
mod source;

use crate::prelude::*;
use crate::report::Issue;
use crate::request::ReinstallRequest;
use json::Json;
use reader::walk;
use serde_json::Value;
use slip::Slip;
use source::Tree;

pub use known::{Known, read_known};
pub use names::NAMES;
pub(crate) use names::*;
pub use place::{Place, Step};
pub(crate) use request::{Partition, Request};
pub use source::{Name, NotJson, Source, Token};

/// The most list elements that are read of one member of the request, its inner lists included. No server comes near it.
pub const ELEMENTS_MAX: usize = 1000;

/// The most unknown members of one object that are listed.
pub const UNKNOWN_MEMBERS_MAX: usize = 20;

/// A request as far as it could be read, and what could not be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Members that could not be read are left at their default.
    pub request: ReinstallRequest,
    /// What is wrong with the JSON itself, in the order of the members; what is about none of them comes first.
    pub issues: Vec<Issue>,
}

/// The same, with the texts where they stand.
#[derive(Default)]
pub(crate) struct Read<'a> {
    pub(crate) request: Request<'a>,
    /// In the order of telling.
    pub(crate) slips: Vec<Slip<'a>>,
}

impl From<Read<'_>> for Reading {
    fn from(read: Read<'_>) -> Self {
        let mut issues = Vec::new();
        read.slips.iter().for_each(|slip| slip.tell(&mut issues));
        Self { request: read.request.into_owned(), issues }
    }
}

/// Reads `value` as the body of a `ReinstallInstance` call. JSON null and absent are the same.
pub fn read_request(value: &Value) -> Reading {
    read_tree(value).into()
}

/// Reads a text as the body of a `ReinstallInstance` call. A text that is not JSON is one issue.
pub fn read_json(text: &str) -> Reading {
    read_text(text).into()
}

/// Reads a request from anything that JSON can be read from.
///
/// # Errors
/// The source's own.
pub fn read_source<'a>(source: &mut dyn Source<'a>) -> Result<Reading, NotJson> {
    read(source).map(Reading::from)
}

pub(crate) fn read_tree(value: &Value) -> Read<'_> {
    // A tree was JSON before, so nothing about it can fail now.
    read(&mut Tree::new(value)).unwrap_or_else(|not_json| refuse("", not_json))
}

pub(crate) fn read_text(text: &str) -> Read<'_> {
    let mut json = Json::new(text);
    let read = read(&mut json).and_then(|read| json.end().map(|()| read));
    read.unwrap_or_else(|not_json| refuse(text, not_json))
}

/// Reads a text as a list of such bodies, and tells of each. What is told stays true where the text breaks behind it.
/// Gives back what is wrong with the text itself: it is not JSON, or no list.
pub(crate) fn read_each<'a>(text: &'a str, tell: &mut dyn FnMut(Read<'a>)) -> Option<Slip<'a>> {
    let mut json = Json::new(text);
    let listed = reader::each(&mut json, &mut |json| read(json).map(&mut *tell));
    listed.and_then(|slip| json.end().map(|()| slip)).unwrap_or_else(|not_json| Some(invalid(text, not_json)))
}

fn refuse(text: &str, not_json: NotJson) -> Read<'_> {
    Read { request: Request::default(), slips: vec![invalid(text, not_json)] }
}

fn invalid(text: &str, not_json: NotJson) -> Slip<'_> {
    let (line, column) = not_json.position(text);
    Slip::invalid_json(line, column)
}

/// Reads a request from anything that JSON can be read from.
pub(crate) fn read<'a>(source: &mut dyn Source<'a>) -> Result<Read<'a>, NotJson> {
    let mut request = Request::default();
    let slips = walk(source, &shape::REQUEST, &mut request, false)?;
    Ok(Read { request, slips: slip::in_order(slips) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::IssueCode;
    use crate::request::{Nic, Partition, RaidConfig};
    use serde_json::json;

    fn listed(reading: &Reading) -> Vec<(String, &'static str)> {
        reading.issues.iter().map(|issue| (issue.path.to_string(), issue.code.id())).collect()
    }

    fn codes(value: &Value) -> Vec<(String, &'static str)> {
        let reading = read_request(value);
        assert_eq!(reading, read_json(&value.to_string()), "text and tree are read alike");
        listed(&reading)
    }

    #[test]
    fn a_body_that_is_no_object_is_one_issue_at_the_root() {
        for body in [json!(null), json!(true), json!(7), json!("x"), json!([])] {
            assert_eq!(codes(&body), [(String::new(), "wrong_type")], "{body}");
        }
    }

    #[test]
    fn wrong_types_and_unknown_members_are_found_where_they_are() {
        let body = json!({
            "instanceId": 7,
            "imageId": null,
            "raidConfig": {"customRaids": [{"raidType": "1", "diskSequence": [1, null, 2.5]}, null]},
            "partitions": [{"fsPath": "/", "fsType": 4, "size": "100", "label": "x"}],
            "nic": [],
            "sshKeys": ["a"],
        });
        let found = codes(&body);
        // What the API does not know belongs to the request itself.
        let expected = [
            ("sshKeys", "unknown_member"),
            ("instanceId", "wrong_type"),
            ("raidConfig.customRaids[0].raidType", "wrong_type"),
            ("raidConfig.customRaids[0].diskSequence[1]", "wrong_type"),
            ("raidConfig.customRaids[0].diskSequence[2]", "wrong_type"),
            ("raidConfig.customRaids[1]", "wrong_type"),
            ("partitions[0].fsType", "wrong_type"),
            ("partitions[0].size", "wrong_type"),
            ("partitions[0].label", "unknown_member"),
            ("nic", "wrong_type"),
        ];
        assert_eq!(found, expected.map(|(path, code)| (path.to_owned(), code)));
    }

    #[test]
    fn what_is_written_can_be_read_again() {
        let request = ReinstallRequest {
            instance_id: "1".into(),
            hostname: Some("web-01".into()),
            raid_config: Some(RaidConfig { raid_type: Some(1), custom_raids: vec![] }),
            partitions: vec![Partition { fs_path: Some("/".into()), fs_type: Some("ext4".into()), size: Some(10) }],
            ..ReinstallRequest::default()
        };
        let reading = read_request(&serde_json::to_value(&request).unwrap());
        assert_eq!(reading, Reading { request, issues: vec![] });
        assert!(read_request(&json!({})).issues.is_empty());
    }

    #[test]
    fn a_text_that_is_not_json_says_where_it_breaks() {
        let reading = read_json("{\"instanceId\":\n\"1\",}");
        assert_eq!(listed(&reading), [(String::new(), "invalid_json")]);
        let position = serde_json::to_value(&reading.issues[0].params).unwrap();
        assert_eq!(position, json!({"line": 2, "column": 4}));
        for text in ["", "{", "{}}", "\u{feff}{}", "{\"hostname\":\"\\ud800\"}", "nul"] {
            assert_eq!(listed(&read_json(text)), [(String::new(), "invalid_json")], "{text}");
        }
    }

    #[test]
    fn a_member_that_is_there_twice_is_one_issue_and_never_judged() {
        let reading = read_json(
            r#"{"hostname":"a","nic":{"wanName":"x1","wanName":2,"wanName":"x3"},"hostname":"b","x":1,"x":2}"#,
        );
        let expected = [("x", "unknown_member"), ("hostname", "duplicate_member"), ("nic.wanName", "duplicate_member")];
        assert_eq!(listed(&reading), expected.map(|(path, code)| (path.to_owned(), code)));
        assert_eq!(reading.request, ReinstallRequest { nic: Some(Nic::default()), ..ReinstallRequest::default() });
        // What is inside of them says nothing, in whichever of the two it stands.
        let inside = read_json(r#"{"nic":{"wanName":1,"wanName":2,"y":1},"hostname":7,"nic":{},"hostname":"b"}"#);
        let expected = [("hostname", "duplicate_member"), ("nic", "duplicate_member")];
        assert_eq!(listed(&inside), expected.map(|(path, code)| (path.to_owned(), code)));
        assert_eq!(inside.request, ReinstallRequest::default());
    }

    #[test]
    fn unknown_members_are_listed_up_to_a_limit_whatever_their_order() {
        let members = |count: usize| (0..count).map(|n| format!("\"x{n:03}\":0")).collect::<Vec<_>>();
        let read = |members: &[String]| read_json(&format!("{{{}}}", members.join(",")));
        assert_eq!(read(&members(UNKNOWN_MEMBERS_MAX)).issues.len(), UNKNOWN_MEMBERS_MAX);
        let mut many = members(500);
        let forwards = read(&many);
        many.reverse();
        assert_eq!(forwards, read(&many));
        assert_eq!(forwards.issues.len(), UNKNOWN_MEMBERS_MAX + 1);
        assert_eq!(forwards.issues[0].code, IssueCode::UnknownMembersMore);
    }

    #[test]
    fn a_list_of_bodies_is_read_one_by_one_as_far_as_it_is_json() {
        let read = |text: &str| {
            let (mut readings, mut issues) = (Vec::new(), Vec::<Issue>::new());
            read_each(text, &mut |read| readings.push(Reading::from(read)))
                .iter()
                .for_each(|slip| slip.tell(&mut issues));
            (readings, issues.pop().map(|issue| (issue.code.id(), serde_json::to_value(&issue.params).unwrap())))
        };
        let (one, two) = (r#"{"instanceId":"1","x":2}"#, r#"7"#);
        let expected = vec![read_json(one), read_json(two)];
        assert_eq!(read(&format!("[{one}, {two}]")), (expected.clone(), None));
        assert_eq!(read(" [ ] "), (vec![], None));
        let breaks = |line, column| Some(("invalid_json", json!({"line": line, "column": column})));
        assert_eq!(read(&format!("[{one},{two},\n}}")), (expected, breaks(2, 0)));
        assert_eq!(read(""), (vec![], breaks(1, 0)));
        assert_eq!(read("[] x"), (vec![], breaks(1, 3)));
        for (text, actual) in [("{}", "object"), ("null", "null"), (one, "object"), ("7", "integer")] {
            let wrong = Some(("wrong_type", json!({"expected": "array", "actual": actual})));
            assert_eq!(read(text), (vec![], wrong), "{text}");
        }
        assert_eq!(read("{"), (vec![], breaks(1, 1)));
    }

    #[test]
    fn lists_are_read_up_to_a_limit() {
        let disks = |count: usize| {
            let text = vec!["1"; count].join(",");
            read_json(&format!(
                "{{\"raidConfig\":{{\"customRaids\":[{{\"diskSequence\":[{text}]}}]}},\"partitions\":[{{}}]}}"
            ))
        };
        // A list costs what is in it, and its end nothing.
        let arrays = vec![r#"{"diskSequence":[1]}"#; ELEMENTS_MAX / 2].join(",");
        assert_eq!(read_json(&format!("{{\"raidConfig\":{{\"customRaids\":[{arrays}]}}}}")).issues, []);
        // One element is the array; partitions count for themselves.
        assert_eq!(disks(ELEMENTS_MAX - 1).issues, []);
        let over = disks(ELEMENTS_MAX + 7);
        assert_eq!(listed(&over), [("raidConfig.customRaids[0].diskSequence".to_owned(), "list_too_long")]);
        assert_eq!(over.request.raid_config.unwrap().custom_raids[0].disk_sequence.len(), ELEMENTS_MAX - 1);
    }
}
