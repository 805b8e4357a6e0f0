//! What the rules find, on its way to whoever asked: one issue after the other, in the order of the fields.

use crate::issue::IssueCode;
use crate::issue::Term;
use crate::prelude::*;
use crate::read::place::{Place, Places};
use crate::read::slip::Slip;
use crate::report::{Issue, Param, Params};

/// A value that a message mentions, as a rule names it. Never a secret.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// A whole number; its unit is in the message.
    Number(i64),
    /// A text that is the same in every language.
    Text(&'a str),
    /// A word of ours.
    Term(Term),
    /// Several of these.
    List(&'a [Value<'a>]),
}

impl Value<'_> {
    /// A number of things.
    pub(crate) fn count(count: usize) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<Value<'_>> for Param {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::Number(number) => Self::Number(number),
            Value::Text(text) => text.to_owned().into(),
            Value::Term(term) => Self::Term(term),
            Value::List(elements) => elements.iter().copied().collect(),
        }
    }
}

/// One violated rule, for as long as it is being told.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'a> {
    /// Which rule.
    pub code: IssueCode,
    /// The place to change.
    pub place: Place,
    /// The name of the unknown member that it is about, which lies in that place.
    pub unknown: Option<&'a str>,
    /// The values that the message mentions, in the order of the table.
    pub values: &'a [Value<'a>],
    /// Other places that take part.
    pub related: &'a [Place],
}

/// Who is told what is found.
pub trait Sink {
    /// One issue; each is of the same field as the one before it, or of a later one.
    fn tell(&mut self, finding: Finding<'_>);

    /// One of several requests has been checked; what is told next is of the next one, and behind the last of the text itself.
    fn end_of_one(&mut self) {}
}

impl Sink for Vec<Issue> {
    fn tell(&mut self, finding: Finding<'_>) {
        let names = finding.code.row().params.iter().map(|(name, _)| *name);
        let mut params = Params::default();
        for (name, value) in names.zip(finding.values) {
            params.push(name, *value);
        }
        self.push(Issue {
            path: finding.place.path(finding.unknown),
            code: finding.code,
            params,
            related: finding.related.iter().map(|place| place.path(None)).collect(),
        });
    }
}

/// Puts what the rules find between what was wrong with the JSON itself.
pub(crate) struct Found<'a> {
    sink: &'a mut dyn Sink,
    /// What is still to be told of the JSON, in the order of telling.
    slips: core::slice::Iter<'a, Slip<'a>>,
    /// The places of which nothing is known.
    unreadable: &'a Places,
}

impl<'a> Found<'a> {
    pub(crate) fn new(sink: &'a mut dyn Sink, slips: &'a [Slip<'a>], unreadable: &'a Places) -> Self {
        Self { sink, slips: slips.iter(), unreadable }
    }

    /// A violated rule.
    pub(crate) fn add(&mut self, code: IssueCode, place: Place, values: &[Value<'_>]) {
        self.add_related(code, place, values, &[]);
    }

    /// A violated rule in which other places take part.
    #[inline(never)]
    pub(crate) fn add_related(&mut self, code: IssueCode, place: Place, values: &[Value<'_>], related: &[Place]) {
        // A member that could not be read breaks no other rule.
        if !self.unreadable.hold(place) {
            self.slips_up_to(place.field());
            self.sink.tell(Finding { code, place, unknown: None, values, related });
        }
    }

    /// Tells what is wrong with the JSON of this field and of those before it.
    fn slips_up_to(&mut self, field: u8) {
        while let Some(slip) = self.slips.as_slice().first().filter(|slip| slip.place.field() <= field) {
            self.slips.next();
            slip.tell(self.sink);
        }
    }

    /// Tells the rest.
    pub(crate) fn finish(mut self) {
        self.slips_up_to(u8::MAX);
    }
}
