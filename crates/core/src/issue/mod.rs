//! Every rule as one row of one table: its code, field, severity, server code, words and source.
//!
//! A rule is written once. The form's messages, the sandbox's refusals, the npm package's types and
//! `ISSUE_CODES`, and `docs/rules.md` all read [`IssueCode::row`] and [`IssueCode::template`].
//!
//! | where | what |
//! | --- | --- |
//! | `table.rs` | the rows |
//! | [`words`] | the two languages, and the words that a message can mention |
//! | [`sources`] | where rules come from, decisions where nobody says, rules that cannot be checked here |

pub mod sources;
mod table;
pub mod words;

use crate::api::ServerCode;
use crate::prelude::*;
use serde::{Serialize, Serializer};
pub use table::IssueCode;
pub use words::{Locale, Term};

/// How bad an issue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Accepted; the operator should know.
    Notice,
    /// Accepted, and probably not meant.
    Warning,
    /// The API would refuse it, or would do other than asked.
    Error,
}

/// How sure it is that the API holds to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Certainty {
    /// The vendor's API pages or code say so.
    Documented,
    /// The vendor's user guide says so.
    UserGuide,
    /// Nobody says so outright; see the decisions that the row names.
    Inferred,
}

/// The member of the request that an issue belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the members of the request, documented there")]
pub enum Field {
    Request,
    InstanceId,
    ImageId,
    IpxeUrl,
    Hostname,
    Password,
    KeyId,
    RaidConfig,
    Partitions,
    Nic,
    UserData,
}

impl Field {
    /// Every member of the request, in the order in which issues are reported.
    pub const ALL: [Self; 11] = [
        Self::Request,
        Self::InstanceId,
        Self::ImageId,
        Self::IpxeUrl,
        Self::Hostname,
        Self::Password,
        Self::KeyId,
        Self::RaidConfig,
        Self::Partitions,
        Self::Nic,
        Self::UserData,
    ];

    /// The member's name on the wire; empty for the request itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "",
            Self::InstanceId => "instanceId",
            Self::ImageId => "imageId",
            Self::IpxeUrl => "ipxeUrl",
            Self::Hostname => "hostname",
            Self::Password => "password",
            Self::KeyId => "keyId",
            Self::RaidConfig => "raidConfig",
            Self::Partitions => "partitions",
            Self::Nic => "nic",
            Self::UserData => "userData",
        }
    }

    /// The field of this name; whatever is no member of the request belongs to the request itself.
    pub fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|field| field.name() == name).unwrap_or(Self::Request)
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// What a parameter of a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ParamKind {
    /// A whole number; its unit is in the message.
    Number,
    /// A text that is the same in every language.
    Text,
    /// A word of ours: see [`Term`].
    Term,
    /// Several of these.
    List,
}

/// One row of the table of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IssueRow {
    /// The code itself.
    pub code: IssueCode,
    /// The stable name, in lower snake case.
    pub id: &'static str,
    /// The member that it belongs to.
    pub field: Field,
    /// How bad it is.
    pub severity: Severity,
    /// How sure it is that the API holds to the rule.
    pub certainty: Certainty,
    /// What the API would answer, and how sure *that* is; `None` where it would not refuse.
    pub server: Option<(ServerCode, Certainty)>,
    /// The values that the message mentions, by name.
    pub params: &'static [(&'static str, ParamKind)],
    /// The section of the API notes that states the rule.
    pub section: &'static str,
    /// Where the section has it from; see [`sources::SOURCES`].
    pub sources: &'static str,
    /// The decisions that it rests on; see [`sources::DECISIONS`].
    pub decisions: &'static [u8],
}

/// The row as the npm package's `ISSUE_CODES` has it, texts included.
impl Serialize for IssueRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Wire<'a> {
            code: &'a str,
            field: Field,
            severity: Severity,
            certainty: Certainty,
            server_code: Option<&'a str>,
            http_status: Option<u16>,
            server_certainty: Option<Certainty>,
            message: &'a str,
            #[serde(rename = "messageZhCN")]
            message_zh_cn: &'a str,
            source: String,
        }
        Wire {
            code: self.id,
            field: self.field,
            severity: self.severity,
            certainty: self.certainty,
            server_code: self.server.map(|(code, _)| code.name()),
            http_status: self.server.map(|(code, _)| code.http_status()),
            server_certainty: self.server.map(|(_, certainty)| certainty),
            message: self.code.template(Locale::En),
            message_zh_cn: self.code.template(Locale::ZhCn),
            source: self.source(),
        }
        .serialize(serializer)
    }
}

impl IssueRow {
    /// Section, sources and decisions in one line: `6.1; seed; go/bmc26/models.go; D5`.
    pub fn source(&self) -> String {
        let decisions = self.decisions.iter().map(|number| format!("; D{number}")).collect::<String>();
        format!("{}; {}{decisions}", self.section, self.sources)
    }
}

macro_rules! server {
    (-) => {
        None
    };
    ($code:ident $certainty:ident) => {
        Some(($crate::api::ServerCode::$code, $crate::issue::Certainty::$certainty))
    };
}

/// Turns the rows of `table.rs` into [`IssueCode`] and one static list a column: what a program does
/// not read of it (another language, the sources) does not become part of it.
macro_rules! issue_codes {
    ($($field:ident { $(
        $variant:ident $id:literal ($($param:ident: $kind:ident),*)
        $severity:ident $certainty:ident, $server:tt $(/ $server_certainty:ident)?
        en $en:literal zh $zh:literal
        from $section:literal $sources:literal [$($decision:literal),*];
    )* })*) => {
        /// Which rule was violated. The text form is stable; see [`IssueCode::id`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum IssueCode { $($(#[doc = concat!("`", $en, "`")] $variant,)*)* }

        impl IssueCode {
            /// Every code, in the order of the fields.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)*)*];

            /// The row of this code.
            pub const fn row(self) -> &'static $crate::issue::IssueRow {
                &ROWS[self as usize]
            }

            /// How bad it is.
            pub const fn severity(self) -> $crate::issue::Severity {
                self.row().severity
            }

            /// The sentence with `{params}`, in this language.
            pub fn template(self, locale: $crate::issue::Locale) -> &'static str {
                match locale {
                    $crate::issue::Locale::En => EN[self as usize],
                    $crate::issue::Locale::ZhCn => ZH_CN[self as usize],
                }
            }
        }

        const COUNT: usize = IssueCode::ALL.len();

        static ROWS: [$crate::issue::IssueRow; COUNT] = [$($($crate::issue::IssueRow {
            code: IssueCode::$variant,
            id: $id,
            field: $crate::issue::Field::$field,
            severity: $crate::issue::Severity::$severity,
            certainty: $crate::issue::Certainty::$certainty,
            server: $crate::issue::server!($server $($server_certainty)?),
            params: &[$((stringify!($param), $crate::issue::ParamKind::$kind)),*],
            section: $section,
            sources: $sources,
            decisions: &[$($decision),*],
        },)*)*];

        static EN: [&str; COUNT] = [$($($en,)*)*];

        static ZH_CN: [&str; COUNT] = [$($($zh,)*)*];
    };
}

use {issue_codes, server};

impl IssueCode {
    /// The stable name, in lower snake case.
    pub const fn id(self) -> &'static str {
        self.row().id
    }

    /// The code of this name.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The `{names}` of a template.
    fn names(template: &str) -> BTreeSet<&str> {
        template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn every_row_is_whole() {
        let ids: BTreeSet<_> = IssueCode::ALL.iter().map(|code| code.id()).collect();
        assert_eq!(ids.len(), IssueCode::ALL.len(), "two rows share a name");
        for &code in IssueCode::ALL {
            let row = code.row();
            assert_eq!(row.code, code);
            assert!(row.server.is_none() || row.severity == Severity::Error, "{}: the server refuses errors", row.id);
            assert_eq!(IssueCode::parse(row.id), Some(code));
        }
    }

    #[test]
    fn every_row_says_the_same_in_both_languages() {
        for &code in IssueCode::ALL {
            let (en, zh) = (code.template(Locale::En), code.template(Locale::ZhCn));
            assert!(en.ends_with('.') && zh.ends_with('。'), "{} is no sentence", code.id());
            assert!(zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{} is not Chinese", code.id());
            let declared: BTreeSet<_> = code.row().params.iter().map(|(name, _)| *name).collect();
            assert_eq!(names(en), names(zh), "{}: the languages mention different values", code.id());
            assert!(names(en).is_subset(&declared), "{}: a value is mentioned that is not declared", code.id());
        }
    }

    #[test]
    fn every_source_and_decision_is_explained() {
        for &code in IssueCode::ALL {
            let row = code.row();
            for source in row.sources.split("; ") {
                assert!(sources::explains(source), "{}: nobody knows the source {source}", row.id);
            }
            for number in row.decisions {
                assert!(sources::decision(*number).is_some(), "{}: there is no decision D{number}", row.id);
            }
            if row.certainty == Certainty::Inferred {
                assert!(!row.sources.is_empty(), "{}: inferred from nothing", row.id);
            }
        }
    }

    #[test]
    fn rows_stand_in_the_order_of_the_fields() {
        let fields: Vec<_> = IssueCode::ALL.iter().map(|code| code.row().field).collect();
        assert!(fields.is_sorted());
    }
}
