//! Any JSON to a [`ReinstallRequest`]: what does not fit becomes an issue with a path, never a panic.
//!
//! The text is read once, member by member, and never becomes a tree: what nobody asked for is passed
//! over without recursion. So time and memory are bounded by the length of the text, however deep
//! it nests, and the number of issues by the limits below.

/// Says how each member of an object is read.
macro_rules! members {
    ($object:ty { $($name:literal: $field:ident as $kind:ty,)* }) => {
        impl Members for $object {
            const MEMBERS: &'static [&'static str] = &[$($name),*];

            fn read<'a>(
                &mut self,
                at: usize,
                reader: &mut Reader,
                source: &mut dyn Source<'a>,
            ) -> Result<(), NotJson> {
                let mut place = 0..;
                $(if place.next() == Some(at) {
                    if let Some(value) = reader.member::<$kind>($name, source)? {
                        self.$field = value.into();
                    }
                    return Ok(());
                })*
                Ok(())
            }

            fn forget(&mut self, at: usize) {
                let mut place = 0..;
                $(if place.next() == Some(at) {
                    self.$field = Default::default();
                })*
            }
        }
    };
}

mod json;
mod known;
pub(crate) mod place;
mod reader;
mod source;

use crate::issue::IssueCode;
use crate::prelude::*;
use crate::report::{Issue, Path};
use crate::request::{CustomRaid, Nic, Partition, RaidConfig, ReinstallRequest};
use json::Json;
use place::{Place, Places, in_order, place_of};
use reader::{Hidden, Integer, List, Members, Object, Reader, Text};
use serde_json::Value;
use source::Tree;

pub use known::{Known, read_known};
pub use source::{NotJson, Source, Token};

/// The name of every member that is ever read, of requests and of what is known: so that a name can travel as a number.
pub const NAMES: &[&str] = &[
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
    "instance",
    "instanceType",
    "image",
    "instanceStatus",
    "instanceTypeId",
    "supportRaids",
    "imageIds",
    "isHA",
    "diskInfo",
    "totalDiskSize",
    "disks",
    "diskSize",
    "diskCount",
    "catalog",
    "osType",
];

/// The most list elements that are read of one member of the request, its inner lists included. No server comes near it.
pub const ELEMENTS_MAX: usize = 1000;

/// The most unknown members of one object that are listed.
pub const UNKNOWN_MEMBERS_MAX: usize = 20;

/// A request as far as it could be read, and what could not be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Members that could not be read are left at their default.
    pub request: ReinstallRequest,
    /// What is wrong with the JSON itself, in the order of the members.
    pub issues: Vec<Issue>,
}

impl Reading {
    /// The places of which nothing is known: no rule draws a conclusion from them.
    pub(crate) fn unreadable(&self) -> Places {
        Places::of(&self.issues, |issue| {
            !matches!(issue.code, IssueCode::UnknownMember | IssueCode::UnknownMembersMore)
        })
    }
}

/// Reads `value` as the body of a `ReinstallInstance` call. JSON null and absent are the same.
pub fn read_request(value: &Value) -> Reading {
    // A tree was JSON before, so nothing about it can fail now.
    read(&mut Tree::new(value)).unwrap_or_else(|not_json| refuse("", not_json))
}

/// Reads a text as the body of a `ReinstallInstance` call. A text that is not JSON is one issue.
pub fn read_json(text: &str) -> Reading {
    let mut json = Json::new(text);
    let reading = read(&mut json).and_then(|reading| json.end().map(|()| reading));
    reading.unwrap_or_else(|not_json| refuse(text, not_json))
}

/// Reads a text as a list of such bodies, and tells of each. What is told stays true where the text breaks behind it.
///
/// # Errors
/// One issue about the text itself: it is not JSON, or no list.
pub fn read_each(text: &str, tell: &mut dyn FnMut(Reading)) -> Result<(), Issue> {
    let mut json = Json::new(text);
    let mut reader = Reader::default();
    let listed = reader.each(&mut json, &mut |json| read(json).map(&mut *tell)).and_then(|()| json.end());
    listed.map_err(|not_json| invalid(text, not_json))?;
    reader.issues.pop().map_or(Ok(()), Err)
}

fn refuse(text: &str, not_json: NotJson) -> Reading {
    Reading { request: ReinstallRequest::default(), issues: vec![invalid(text, not_json)] }
}

fn invalid(text: &str, not_json: NotJson) -> Issue {
    let (line, column) = not_json.position(text);
    Issue::new(IssueCode::InvalidJson, Path::default()).with("line", line).with("column", column)
}

/// Reads a request from anything that JSON can be read from.
///
/// # Errors
/// The source's own.
pub fn read<'a>(source: &mut dyn Source<'a>) -> Result<Reading, NotJson> {
    let mut reader = Reader::default();
    let request = reader.value::<Object<ReinstallRequest>>(source, false)?.unwrap_or_default();
    let mut issues = reader.issues;
    // What was found in the first of two equal members need not be in the one that counts.
    let twice = Places::of(&issues, is_twice);
    issues.retain(|issue| {
        let place = Place::of(&issue.path.0);
        !twice.surround(place) && (is_twice(issue) || !twice.hold(place))
    });
    // The order of members means nothing.
    Ok(Reading { request, issues: in_order(issues, place_of) })
}

fn is_twice(issue: &Issue) -> bool {
    issue.code == IssueCode::DuplicateMember
}

members!(ReinstallRequest {
    "instanceId": instance_id as Text,
    "imageId": image_id as Text,
    "ipxeUrl": ipxe_url as Text,
    "hostname": hostname as Text,
    "password": password as Hidden,
    "keyId": key_id as Text,
    "raidConfig": raid_config as Object<RaidConfig>,
    "partitions": partitions as List<Object<Partition>>,
    "nic": nic as Object<Nic>,
    "userData": user_data as Hidden,
});

members!(RaidConfig {
    "raidType": raid_type as Integer,
    "customRaids": custom_raids as List<Object<CustomRaid>>,
});

members!(CustomRaid {
    "raidType": raid_type as Integer,
    "diskSequence": disk_sequence as List<Integer>,
});

members!(Partition {
    "fsPath": fs_path as Text,
    "fsType": fs_type as Text,
    "size": size as Integer,
});

members!(Nic {
    "wanName": wan_name as Text,
    "lanName": lan_name as Text,
});

#[cfg(test)]
mod tests {
    use super::*;
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
        let expected = [
            ("instanceId", "wrong_type"),
            ("raidConfig.customRaids[0].raidType", "wrong_type"),
            ("raidConfig.customRaids[0].diskSequence[1]", "wrong_type"),
            ("raidConfig.customRaids[0].diskSequence[2]", "wrong_type"),
            ("raidConfig.customRaids[1]", "wrong_type"),
            ("partitions[0].fsType", "wrong_type"),
            ("partitions[0].size", "wrong_type"),
            ("partitions[0].label", "unknown_member"),
            ("nic", "wrong_type"),
            ("sshKeys", "unknown_member"),
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
        let expected = [("hostname", "duplicate_member"), ("nic.wanName", "duplicate_member"), ("x", "unknown_member")];
        assert_eq!(listed(&reading), expected.map(|(path, code)| (path.to_owned(), code)));
        assert!(reading.unreadable().hold(Place::of(&crate::path!["hostname"].0)));
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
            let mut readings = Vec::new();
            let issue = read_each(text, &mut |reading| readings.push(reading)).err();
            (readings, issue.map(|issue| (issue.code.id(), serde_json::to_value(&issue.params).unwrap())))
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
    fn every_name_is_listed_once() {
        let known =
            [ReinstallRequest::MEMBERS, RaidConfig::MEMBERS, CustomRaid::MEMBERS, Partition::MEMBERS, Nic::MEMBERS];
        let mut read: Vec<&str> = known.concat();
        read.extend(known::MEMBERS.concat());
        for name in &read {
            assert_eq!(NAMES.iter().filter(|listed| *listed == name).count(), 1, "{name}");
        }
        assert!(NAMES.iter().all(|listed| read.contains(listed)));
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
