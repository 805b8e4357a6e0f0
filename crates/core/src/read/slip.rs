//! What is wrong with the JSON itself.

use super::place::{Place, Places, sorted};
use crate::issue::{IssueCode, Term};
use crate::prelude::*;
use crate::rules::{Finding, Sink, Value};
use alloc::borrow::Cow;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Slip<'a> {
    pub(crate) place: Place,
    code: IssueCode,
    /// The values that its message mentions; a code has none, one or two.
    values: [Value<'static>; 2],
    count: usize,
    unknown: Option<Cow<'a, str>>,
}

impl<'a> Slip<'a> {
    fn new(code: IssueCode, place: Place, values: &[Value<'static>]) -> Self {
        let mut slip = Self { place, code, values: [Value::Number(0); 2], count: values.len(), unknown: None };
        for (own, value) in slip.values.iter_mut().zip(values) {
            *own = *value;
        }
        slip
    }

    pub(super) fn wrong_type(place: Place, expected: Term, actual: Term) -> Self {
        Self::new(IssueCode::WrongType, place, &[Value::Term(expected), Value::Term(actual)])
    }

    pub(super) fn invalid_json(line: usize, column: usize) -> Self {
        Self::new(IssueCode::InvalidJson, Place::ROOT, &[Value::count(line), Value::count(column)])
    }

    pub(super) fn duplicate(place: Place) -> Self {
        Self::new(IssueCode::DuplicateMember, place, &[])
    }

    pub(super) fn too_long(place: Place, max: usize) -> Self {
        Self::new(IssueCode::ListTooLong, place, &[Value::count(max)])
    }

    pub(super) fn unknown(around: Place, name: Cow<'a, str>) -> Self {
        Self { unknown: Some(name), ..Self::new(IssueCode::UnknownMember, around.unknown(), &[]) }
    }

    pub(super) fn more_unknown(around: Place, max: usize) -> Self {
        Self::new(IssueCode::UnknownMembersMore, around, &[Value::count(max)])
    }

    pub(crate) fn tell(&self, sink: &mut dyn Sink) {
        sink.tell(Finding {
            code: self.code,
            place: self.place,
            unknown: self.unknown.as_deref(),
            values: self.values.get(..self.count).unwrap_or_default(),
            related: &[],
        });
    }

    /// Whether nothing is known of what stands there: no rule draws a conclusion from it.
    fn is_unreadable(&self) -> bool {
        !matches!(self.code, IssueCode::UnknownMember | IssueCode::UnknownMembersMore)
    }

    fn is_twice(&self) -> bool {
        self.code == IssueCode::DuplicateMember
    }
}

/// The places of which nothing is known.
pub(crate) fn unreadable(slips: &[Slip<'_>]) -> Places {
    Places::of(slips.iter().filter(|slip| slip.is_unreadable()).map(|slip| slip.place))
}

/// In the order of telling: that of the members of a text means nothing. Equal places stay as they are.
pub(super) fn in_order(mut slips: Vec<Slip<'_>>) -> Vec<Slip<'_>> {
    if slips.is_empty() {
        return slips;
    }
    // What was found in the first of two equal members need not be in the one that counts.
    let twice = Places::of(slips.iter().filter(|slip| slip.is_twice()).map(|slip| slip.place));
    slips.retain(|slip| !twice.surround(slip.place) && (slip.is_twice() || !twice.hold(slip.place)));
    let keys: Vec<(u64, usize)> = slips.iter().map(|slip| slip.place.order()).zip(0..).collect();
    if keys.is_sorted() {
        return slips;
    }
    let mut slips: Vec<Option<Slip<'_>>> = slips.into_iter().map(Some).collect();
    sorted(keys).into_iter().filter_map(|(_, at)| slips.get_mut(at)?.take()).collect()
}

/// Keeps a name among the first few in the order of names, each once.
pub(super) fn keep_first<'a>(names: &mut Vec<Cow<'a, str>>, name: Cow<'a, str>, most: usize) {
    let at = names.partition_point(|other| *other < name);
    if names.get(at) != Some(&name) {
        names.insert(at, name);
        names.truncate(most);
    }
}
