//! Any JSON to a [`ReinstallRequest`]: what does not fit becomes an issue with a path, never a panic.

use crate::issue::IssueCode;
use crate::report::{Issue, Path};
use crate::request::{CustomRaid, Nic, Partition, RaidConfig, ReinstallRequest};
use crate::secret::Secret;
use serde_json::{Map, Value};

/// A request as far as it could be read, and what could not be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Members of the wrong type are left at their default.
    pub request: ReinstallRequest,
    /// Wrong types and unknown members.
    pub issues: Vec<Issue>,
}

/// Reads `value` as the body of a `ReinstallInstance` call. JSON null and absent are the same.
pub fn read_request(value: &Value) -> Reading {
    let mut reader = Reader::default();
    let mut request = ReinstallRequest::default();
    if let Some(mut object) = reader.object(value, &Path::default()) {
        request.instance_id = reader.text(&mut object, "instanceId").unwrap_or_default();
        request.image_id = reader.text(&mut object, "imageId");
        request.ipxe_url = reader.text(&mut object, "ipxeUrl");
        request.hostname = reader.text(&mut object, "hostname");
        request.password = reader.text(&mut object, "password").map(Secret::from);
        request.key_id = reader.text(&mut object, "keyId");
        request.raid_config = reader.member(&mut object, "raidConfig", Reader::raid_config);
        request.partitions =
            reader.member(&mut object, "partitions", |r, v, p| r.list(v, p, Reader::partition)).unwrap_or_default();
        request.nic = reader.member(&mut object, "nic", Reader::nic);
        request.user_data = reader.text(&mut object, "userData").map(Secret::from);
        reader.rest_is_unknown(object);
    }
    Reading { request, issues: reader.issues }
}

/// An object, where it stands, and which of its members were asked for.
struct Object<'a> {
    path: Path,
    members: &'a Map<String, Value>,
    known: Vec<&'static str>,
}

#[derive(Default)]
struct Reader {
    issues: Vec<Issue>,
}

impl Reader {
    fn wrong_type(&mut self, path: &Path, expected: &'static str, value: &Value) {
        self.issues.push(
            Issue::new(IssueCode::WrongType, path.clone()).with("expected", expected).with("actual", kind(value)),
        );
    }

    fn object<'a>(&mut self, value: &'a Value, path: &Path) -> Option<Object<'a>> {
        match value {
            Value::Object(members) => Some(Object { path: path.clone(), members, known: Vec::new() }),
            other => {
                self.wrong_type(path, "an object", other);
                None
            }
        }
    }

    /// Reads a member; null and absent give `None`.
    fn member<T>(
        &mut self,
        object: &mut Object<'_>,
        name: &'static str,
        read: impl FnOnce(&mut Self, &Value, &Path) -> Option<T>,
    ) -> Option<T> {
        object.known.push(name);
        match object.members.get(name) {
            None | Some(Value::Null) => None,
            Some(value) => read(self, value, &object.path.then(name)),
        }
    }

    fn text(&mut self, object: &mut Object<'_>, name: &'static str) -> Option<String> {
        self.member(object, name, |reader, value, path| match value {
            Value::String(text) => Some(text.clone()),
            other => {
                reader.wrong_type(path, "a text", other);
                None
            }
        })
    }

    fn integer(&mut self, value: &Value, path: &Path) -> Option<i64> {
        let number = value.as_i64().or_else(|| value.as_u64().map(|_| i64::MAX));
        if number.is_none() {
            self.wrong_type(path, "a whole number", value);
        }
        number
    }

    /// Reads a list. An element that cannot be read is left at its default, so that later indices
    /// stay true; null inside a list is an issue (D36).
    fn list<T: Default>(
        &mut self,
        value: &Value,
        path: &Path,
        read: impl Fn(&mut Self, &Value, &Path) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Value::Array(elements) = value else {
            self.wrong_type(path, "a list", value);
            return None;
        };
        Some(
            elements
                .iter()
                .enumerate()
                .map(|(index, element)| read(self, element, &path.then(index)).unwrap_or_default())
                .collect(),
        )
    }

    fn raid_config(&mut self, value: &Value, path: &Path) -> Option<RaidConfig> {
        let mut object = self.object(value, path)?;
        let raid = RaidConfig {
            raid_type: self.member(&mut object, "raidType", Self::integer),
            custom_raids: self
                .member(&mut object, "customRaids", |r, v, p| r.list(v, p, Self::custom_raid))
                .unwrap_or_default(),
        };
        self.rest_is_unknown(object);
        Some(raid)
    }

    fn custom_raid(&mut self, value: &Value, path: &Path) -> Option<CustomRaid> {
        let mut object = self.object(value, path)?;
        let raid = CustomRaid {
            raid_type: self.member(&mut object, "raidType", Self::integer),
            disk_sequence: self
                .member(&mut object, "diskSequence", |r, v, p| r.list(v, p, Self::integer))
                .unwrap_or_default(),
        };
        self.rest_is_unknown(object);
        Some(raid)
    }

    fn partition(&mut self, value: &Value, path: &Path) -> Option<Partition> {
        let mut object = self.object(value, path)?;
        let partition = Partition {
            fs_path: self.text(&mut object, "fsPath"),
            fs_type: self.text(&mut object, "fsType"),
            size: self.member(&mut object, "size", Self::integer),
        };
        self.rest_is_unknown(object);
        Some(partition)
    }

    fn nic(&mut self, value: &Value, path: &Path) -> Option<Nic> {
        let mut object = self.object(value, path)?;
        let nic = Nic { wan_name: self.text(&mut object, "wanName"), lan_name: self.text(&mut object, "lanName") };
        self.rest_is_unknown(object);
        Some(nic)
    }

    fn rest_is_unknown(&mut self, object: Object<'_>) {
        let mut unknown: Vec<_> =
            object.members.keys().map(String::as_str).filter(|name| !object.known.contains(name)).collect();
        // The order of members means nothing, in whatever order the map keeps them.
        unknown.sort_unstable();
        let issues = unknown.into_iter().map(|name| Issue::new(IssueCode::UnknownMember, object.path.then(name)));
        self.issues.extend(issues);
    }
}

/// The JSON type in words.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(number) if number.is_f64() => "a number with a fraction",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn codes(value: &Value) -> Vec<(String, &'static str)> {
        read_request(value).issues.iter().map(|issue| (issue.path.to_string(), issue.code.id())).collect()
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
}
