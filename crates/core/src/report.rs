//! The result of a check: every issue at once, in the order of the fields.

use crate::api::ServerCode;
use crate::issue::{Field, IssueCode, Severity};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(untagged)]
pub enum Segment {
    /// An index into a list, from 0.
    Index(usize),
    /// A member of an object.
    Key(String),
}

impl From<&str> for Segment {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Segment {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// Where in the request: `["partitions", 1, "size"]`. Empty means the request itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Path(pub Vec<Segment>);

impl Path {
    /// The path one step further in.
    #[must_use]
    pub fn then(&self, step: impl Into<Segment>) -> Self {
        let mut path = self.clone();
        path.0.push(step.into());
        path
    }

    /// Whether this path is `other` or lies inside it.
    pub fn starts_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

impl fmt::Display for Path {
    /// `partitions[1].size`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Key(key) if position == 0 => f.write_str(key)?,
                Segment::Key(key) => write!(f, ".{key}")?,
            }
        }
        Ok(())
    }
}

/// `path!["partitions", 1, "size"]`
#[macro_export]
macro_rules! path {
    ($($step:expr),* $(,)?) => {
        $crate::report::Path(vec![$($crate::report::Segment::from($step)),*])
    };
}

/// A value that a message mentions. Never a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Param {
    /// A whole number; its unit is in the message.
    Number(i64),
    /// A text.
    Text(String),
}

impl fmt::Display for Param {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl From<i64> for Param {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Param {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Param {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Param {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// One violated rule: where, which, and the values that its message mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The place to change.
    pub path: Path,
    /// Which rule.
    pub code: IssueCode,
    /// The values that the message mentions.
    pub params: BTreeMap<&'static str, Param>,
    /// Other places that take part, e.g. the earlier of two equal paths.
    pub related: Vec<Path>,
}

impl Issue {
    /// An issue at `path` with nothing more to say.
    pub fn new(code: IssueCode, path: Path) -> Self {
        Self { path, code, params: BTreeMap::new(), related: Vec::new() }
    }

    /// Adds a value that the message mentions.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Param>) -> Self {
        self.params.insert(name, value.into());
        self
    }

    /// Adds another place that takes part.
    #[must_use]
    pub fn related_to(mut self, path: Path) -> Self {
        self.related.push(path);
        self
    }

    /// How bad it is; the same for every issue of a code.
    pub fn severity(&self) -> Severity {
        self.code.row().severity
    }

    /// The error code that the API would answer with, where it would refuse.
    pub fn server_code(&self) -> Option<ServerCode> {
        self.code.row().server_code
    }

    /// The sentence for a person, in English.
    pub fn message(&self) -> String {
        fill(self.code.row().message, &self.params)
    }
}

/// Puts the values into the `{names}` of a message.
fn fill(template: &str, params: &BTreeMap<&'static str, Param>) -> String {
    params
        .iter()
        .fold(template.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), &value.to_string()))
}

impl Serialize for Issue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Wire<'a> {
            path: &'a Path,
            code: &'static str,
            severity: Severity,
            message: String,
            params: &'a BTreeMap<&'static str, Param>,
            #[serde(skip_serializing_if = "Option::is_none")]
            server_code: Option<&'static str>,
            #[serde(skip_serializing_if = "<[Path]>::is_empty")]
            related: &'a [Path],
        }
        Wire {
            path: &self.path,
            code: self.code.id(),
            severity: self.severity(),
            message: self.message(),
            params: &self.params,
            server_code: self.server_code().map(ServerCode::name),
            related: &self.related,
        }
        .serialize(serializer)
    }
}

/// Every issue of one check, in the order of the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The issues.
    pub issues: Vec<Issue>,
}

impl Report {
    /// No issue of severity *error*: the request may be sent.
    pub fn is_valid(&self) -> bool {
        !self.issues.iter().any(|issue| issue.severity() == Severity::Error)
    }

    /// The issues at `path` or inside it.
    pub fn at<'a>(&'a self, path: &'a Path) -> impl Iterator<Item = &'a Issue> {
        self.issues.iter().filter(move |issue| issue.path.starts_with(path))
    }

    /// The issue that the server would refuse for, were this request sent: one code per answer,
    /// in the server's order of checks (D23). An error that the server does not see has none.
    pub fn first_refusal(&self) -> Option<(&Issue, ServerCode)> {
        self.issues
            .iter()
            .filter(|issue| issue.severity() == Severity::Error)
            .filter_map(|issue| issue.server_code().map(|code| (issue, code)))
            .min_by_key(|(issue, code)| (server_order(*code, issue.code.row().field), raid_order(*code)))
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Wire<'a> {
            valid: bool,
            issues: &'a [Issue],
        }
        Wire { valid: self.is_valid(), issues: &self.issues }.serialize(serializer)
    }
}

/// D23: JSON types, missing members, then field by field.
fn server_order(code: ServerCode, field: Field) -> u8 {
    match (code, field) {
        (ServerCode::InvalidParameterType, _) => 0,
        (ServerCode::MissingParameter, _) => 1,
        (ServerCode::InvalidParameterInstanceLoginConflict, _) => 3,
        (_, Field::Request | Field::InstanceId) => 2,
        (_, Field::Password) => 4,
        (_, Field::KeyId) => 5,
        (_, Field::ImageId | Field::IpxeUrl) => 6,
        (_, Field::Hostname) => 7,
        (_, Field::Nic) => 8,
        (_, Field::RaidConfig) => 9,
        (_, Field::Partitions) => 10,
        (_, Field::UserData) => 11,
    }
}

/// Section 7.1, inside RAID: the conflict, the levels of all arrays, whether the model supports
/// them, then the disks array by array.
fn raid_order(code: ServerCode) -> u8 {
    match code {
        ServerCode::InvalidRaidConfigFastCustomConflict => 0,
        ServerCode::InvalidParameterValue => 1,
        ServerCode::InvalidInstanceTypeRaidNotSupport | ServerCode::InvalidInstanceTypeQuickRaidNotSupport => 2,
        _ => 3,
    }
}
