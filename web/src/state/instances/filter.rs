//! What is asked of the list: free text, one value a facet, an order. It stands in the URL's query, so that it survives a
//! reload and can be sent to somebody.

use super::columns::{Column, sorts};
use form_urlencoded::{Serializer, parse};

/// Something that rows can be filtered by, beside free text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the API's own words")]
pub enum Facet {
    Zone,
    Model,
    Status,
    Image,
    Tag,
}

impl Facet {
    /// Every facet, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Zone, Self::Model, Self::Status, Self::Image, Self::Tag];

    /// The key in the query.
    pub fn key(self) -> &'static str {
        match self {
            Self::Zone => "zone",
            Self::Model => "model",
            Self::Status => "status",
            Self::Image => "image",
            Self::Tag => "tag",
        }
    }
}

/// Which rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Each of its words must be somewhere in the row, whatever the case.
    pub text: String,
    /// For each facet the value that the rows must have; the empty one stands for none.
    pub values: [Option<String>; Facet::ALL.len()],
}

impl Filter {
    /// Whether every row answers.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.values.iter().all(Option::is_none)
    }

    /// The value that this facet must have.
    pub fn value(&self, facet: Facet) -> Option<&str> {
        self.values[facet as usize].as_deref()
    }
}

/// What rows are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// The name.
    #[default]
    Name,
    /// What stands in a column.
    Column(Column),
}

impl SortBy {
    /// The name in the query.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Column(column) => column.name(),
        }
    }
}

/// An order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub by: SortBy,
    /// From the last to the first.
    pub descending: bool,
}

impl Sort {
    /// The order after the heading was pressed: another column ascends, the same one turns.
    pub fn pressed(self, by: SortBy) -> Self {
        Self { by, descending: self.by == by && !self.descending }
    }

    /// The value in the query; a minus stands for descending.
    pub fn print(self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.by.name())
    }

    /// Reads such a value.
    pub fn parse(text: &str) -> Option<Self> {
        let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
        sorts().find(|by| by.name() == name).map(|by| Self { by, descending })
    }
}

/// Everything that the URL says about the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Which rows.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// What the query says besides and nobody understands: shown and kept, not dropped.
    pub unknown: Vec<(String, String)>,
}

const TEXT: &str = "q";
const SORT: &str = "sort";

impl View {
    /// Reads a query, without its question mark. Never fails: what is not understood is in [`View::unknown`], also the
    /// second value of a key that takes one.
    pub fn parse(query: &str) -> Self {
        let mut view = Self::default();
        let (mut text, mut sort) = (None, None);
        for (key, value) in parse(query.as_bytes()) {
            let facet = Facet::ALL.into_iter().find(|facet| facet.key() == key);
            match (&*key, facet) {
                (TEXT, _) if text.is_none() => text = Some(value.into_owned()),
                (SORT, _) if sort.is_none() && Sort::parse(&value).is_some() => sort = Sort::parse(&value),
                (_, Some(facet)) if view.filter.value(facet).is_none() => {
                    view.filter.values[facet as usize] = Some(value.into_owned());
                }
                _ => view.unknown.push((key.into_owned(), value.into_owned())),
            }
        }
        view.filter.text = text.unwrap_or_default();
        view.sort = sort.unwrap_or_default();
        view
    }

    /// The query, without a question mark; empty for the list as it is by default.
    pub fn print(&self) -> String {
        let mut query = Serializer::new(String::new());
        // A second text that was not understood must stay the second.
        if !self.filter.text.is_empty() || self.unknown.iter().any(|(key, _)| key == TEXT) {
            query.append_pair(TEXT, &self.filter.text);
        }
        for facet in Facet::ALL {
            if let Some(value) = self.filter.value(facet) {
                query.append_pair(facet.key(), value);
            }
        }
        if self.sort != Sort::default() || self.unknown.iter().any(|(key, _)| key == SORT) {
            query.append_pair(SORT, &self.sort.print());
        }
        for (key, value) in &self.unknown {
            query.append_pair(key, value);
        }
        query.finish()
    }

    /// The same list with another text.
    pub fn with_text(&self, text: String) -> Self {
        let mut view = self.clone();
        view.filter.text = text;
        view.unknown.retain(|(key, _)| key != TEXT);
        view
    }

    /// The same list with another value of a facet. Who chooses one has answered a second value that stood there.
    pub fn with_value(&self, facet: Facet, value: Option<String>) -> Self {
        let mut view = self.clone();
        view.filter.values[facet as usize] = value;
        view.unknown.retain(|(key, _)| key != facet.key());
        view
    }

    /// The same list in another order.
    pub fn with_sort(&self, sort: Sort) -> Self {
        let mut view = self.clone();
        view.sort = sort;
        view.unknown.retain(|(key, _)| key != SORT);
        view
    }
}
