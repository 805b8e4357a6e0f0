//! What can be shown and hidden. Name and action always stand.

use super::filter::SortBy;
use std::collections::BTreeSet;

/// A column that can be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the API's own members")]
pub enum Column {
    Status,
    InstanceId,
    Zone,
    Model,
    Image,
    PublicIp,
    Tags,
}

impl Column {
    /// Every column, in the order of the table.
    pub const ALL: [Self; 7] =
        [Self::Status, Self::InstanceId, Self::Zone, Self::Model, Self::Image, Self::PublicIp, Self::Tags];

    /// How many columns there are with the two that always stand.
    pub const COUNT: usize = Self::ALL.len() + 2;

    /// The name in the preferences, in the URL and in style sheets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::InstanceId => "id",
            Self::Zone => "zone",
            Self::Model => "model",
            Self::Image => "image",
            Self::PublicIp => "ip",
            Self::Tags => "tags",
        }
    }
}

/// The columns that are shown. Small, and cheap to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns(u8);

impl Columns {
    /// All but the hidden ones. Names that no column has are ignored: another version may have known them.
    pub fn without(hidden: &BTreeSet<String>) -> Self {
        let bit = |column: &Column| if hidden.contains(column.name()) { 0 } else { 1 << *column as u8 };
        Self(Column::ALL.iter().map(bit).sum())
    }

    /// Whether this column is shown.
    pub fn has(self, column: Column) -> bool {
        self.0 & (1 << column as u8) != 0
    }

    /// The shown ones, in the order of the table.
    pub fn shown(self) -> impl Iterator<Item = Column> {
        Column::ALL.into_iter().filter(move |column| self.has(*column))
    }

    /// How many are shown, with the two that always stand.
    pub fn count(self) -> usize {
        self.shown().count() + 2
    }
}

/// The headings that sort, in the order of the table.
pub fn sorts() -> impl Iterator<Item = SortBy> {
    std::iter::once(SortBy::Name).chain(Column::ALL.into_iter().map(SortBy::Column))
}
