//! The result of a check: every issue at once, in the order of the fields.

use crate::api::ServerCode;
use crate::issue::words::fill;
use crate::issue::{Field, IssueCode, Locale, Severity, Term};
use crate::prelude::*;
use alloc::borrow::Cow;
use core::fmt::{self, Write as _};
use serde::{Serialize, Serializer};

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(untagged)]
pub enum Segment {
    /// An index into a list, from 0.
    Index(usize),
    /// A member of an object.
    Key(Cow<'static, str>),
}

impl From<&'static str> for Segment {
    fn from(key: &'static str) -> Self {
        Self::Key(Cow::Borrowed(key))
    }
}

impl From<String> for Segment {
    fn from(key: String) -> Self {
        Self::Key(Cow::Owned(key))
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
        let mut steps = Vec::with_capacity(self.0.len() + 1);
        steps.extend_from_slice(&self.0);
        steps.push(step.into());
        Self(steps)
    }

    /// Whether this path is `other` or lies inside it.
    pub fn starts_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// The member of the request that it leads to or into.
    pub fn field(&self) -> Field {
        match self.0.first() {
            Some(Segment::Key(name)) => Field::of(name),
            Some(Segment::Index(_)) | None => Field::Request,
        }
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
    /// A text that is the same in every language.
    Text(Cow<'static, str>),
    /// A word of ours.
    Term(Term),
    /// Several of these.
    List(Vec<Param>),
}

impl Param {
    /// As a part of a sentence in this language.
    pub fn words(&self, locale: Locale) -> String {
        let mut text = String::new();
        self.write(locale, &mut text);
        text
    }

    fn write(&self, locale: Locale, text: &mut String) {
        match self {
            // A `String` takes everything.
            Self::Number(number) => drop(write!(text, "{number}")),
            Self::Text(word) => {
                for character in word.chars() {
                    // They would break the sentence, or hide in it.
                    if character.is_control() {
                        text.extend(character.escape_default());
                    } else {
                        text.push(character);
                    }
                }
            }
            Self::Term(term) => text.push_str(term.word(locale)),
            Self::List(elements) => {
                for (position, element) in elements.iter().enumerate() {
                    if position > 0 {
                        text.push_str(locale.separator());
                    }
                    element.write(locale, text);
                }
                if elements.is_empty() {
                    text.push_str(locale.nothing());
                }
            }
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

impl From<&'static str> for Param {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Param {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<Term> for Param {
    fn from(term: Term) -> Self {
        Self::Term(term)
    }
}

impl<T: Into<Self>> FromIterator<T> for Param {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Self::List(elements.into_iter().map(Into::into).collect())
    }
}

/// The values that a message mentions, by name, in the order of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(Vec<(&'static str, Param)>);

impl Params {
    /// The value of this name.
    pub fn get(&self, name: &str) -> Option<&Param> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    pub(crate) fn push(&mut self, name: &'static str, value: impl Into<Param>) {
        self.0.push((name, value.into()));
    }

    /// The sentence of a template with these values in it.
    pub(crate) fn fill(&self, template: &str, locale: Locale) -> String {
        fill(template, |name, text| self.get(name).map(|value| value.write(locale, text)).is_some())
    }

    /// Every value with its name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Param)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }
}

impl Serialize for Params {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
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
    pub params: Params,
    /// Other places that take part, e.g. the earlier of two equal paths.
    pub related: Vec<Path>,
}

impl Issue {
    /// An issue at `path` with nothing more to say.
    pub fn new(code: IssueCode, path: Path) -> Self {
        Self { path, code, params: Params::default(), related: Vec::new() }
    }

    /// Adds a value that the message mentions.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Param>) -> Self {
        self.params.push(name, value);
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
        self.code.severity()
    }

    /// The error code that the API would answer with, where it would refuse.
    pub fn server_code(&self) -> Option<ServerCode> {
        self.code.row().server.map(|(code, _)| code)
    }

    /// The sentence for a person.
    pub fn message(&self, locale: Locale) -> String {
        self.params.fill(self.code.template(locale), locale)
    }
}

impl Serialize for Issue {
    /// The npm package's `Issue`. Its `message` is English; other languages are made from `code` and `params`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Wire<'a> {
            path: &'a Path,
            code: &'static str,
            severity: Severity,
            message: String,
            params: &'a Params,
            #[serde(skip_serializing_if = "Option::is_none")]
            server_code: Option<&'static str>,
            #[serde(skip_serializing_if = "<[Path]>::is_empty")]
            related: &'a [Path],
        }
        Wire {
            path: &self.path,
            code: self.code.id(),
            severity: self.severity(),
            message: self.message(Locale::En),
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
        // The length of lists is seen together with the types.
        (ServerCode::InvalidParameterType, _) | (ServerCode::InvalidParameterExceedLength, Field::Request) => 0,
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
