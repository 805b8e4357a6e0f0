//! The machinery of reading: one reader that takes any JSON, and says what it should have been.

use super::source::{NotJson, Source, Token};
use super::{ELEMENTS_MAX, UNKNOWN_MEMBERS_MAX};
use crate::issue::{IssueCode, Term};
use crate::machine::InstanceStatus;
use crate::prelude::*;
use crate::report::{Issue, Path, Segment};
use crate::secret::Secret;
use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use core::marker::PhantomData;

/// What is known while a request is read.
#[derive(Default)]
pub(super) struct Reader {
    /// Where the value that is being read stands.
    at: Vec<Segment>,
    pub(super) issues: Vec<Issue>,
    /// How many more list elements are read of this member of the request.
    elements_left: usize,
    /// What nobody asked for is passed over, and what is of another type counts as not known.
    lenient: bool,
}

impl Reader {
    /// For what the API itself said: it may say more than anybody knows, and nobody is told that it is wrong.
    pub(super) fn lenient() -> Self {
        Self { lenient: true, ..Self::default() }
    }

    fn here(&self) -> Path {
        Path(self.at.clone())
    }

    fn wrong_type(&mut self, expected: Term, actual: Term) {
        let issue = Issue::new(IssueCode::WrongType, self.here()).with("expected", expected).with("actual", actual);
        self.issues.push(issue);
    }

    /// Reads a value of this kind; null where it may be left out, which it may not be inside a list (D36).
    pub(super) fn value<'a, K: Kind>(
        &mut self,
        source: &mut dyn Source<'a>,
        nullable: bool,
    ) -> Result<Option<K::Value>, NotJson> {
        let token = source.value()?;
        let actual = token.term();
        let value = match token {
            Token::Null if nullable => return Ok(None),
            Token::Boolean(value) => K::boolean(value),
            Token::Integer(number) => K::integer(number),
            Token::Text(text) => K::text(text),
            Token::List => return K::list(self, source),
            Token::Object => return K::object(self, source),
            Token::Null | Token::Decimal | Token::NotJson => None,
        };
        if value.is_none() {
            self.wrong_type(K::EXPECTED, actual);
        }
        Ok(value)
    }

    /// Reads the value of the member `name`.
    pub(super) fn member<'a, K: Kind>(
        &mut self,
        name: &'static str,
        source: &mut dyn Source<'a>,
    ) -> Result<Option<K::Value>, NotJson> {
        if self.at.is_empty() {
            self.elements_left = ELEMENTS_MAX;
        }
        self.at.push(name.into());
        let value = self.value::<K>(source, true)?;
        self.at.pop();
        Ok(value)
    }
}

impl Reader {
    /// Reads a list, each element of it by `read`. What is no list is an issue.
    pub(super) fn each<'a, S: Source<'a>>(
        &mut self,
        source: &mut S,
        read: &mut dyn FnMut(&mut S) -> Result<(), NotJson>,
    ) -> Result<(), NotJson> {
        let token = source.value()?;
        if token == Token::List {
            while source.element()? {
                read(source)?;
            }
            return Ok(());
        }
        if token == Token::Object {
            pass_object(source)?;
        }
        self.wrong_type(Term::Array, token.term());
        Ok(())
    }
}

/// What a value may be. Whatever it is not is an issue, and `None`.
pub(super) trait Kind {
    type Value;
    const EXPECTED: Term;

    fn text(_: Cow<'_, str>) -> Option<Self::Value> {
        None
    }

    fn integer(_: i64) -> Option<Self::Value> {
        None
    }

    fn boolean(_: bool) -> Option<Self::Value> {
        None
    }

    fn list<'a>(reader: &mut Reader, source: &mut dyn Source<'a>) -> Result<Option<Self::Value>, NotJson> {
        reader.wrong_type(Self::EXPECTED, Term::Array);
        pass_list(source)?;
        Ok(None)
    }

    fn object<'a>(reader: &mut Reader, source: &mut dyn Source<'a>) -> Result<Option<Self::Value>, NotJson> {
        reader.wrong_type(Self::EXPECTED, Term::Object);
        pass_object(source)?;
        Ok(None)
    }
}

/// Passes over the rest of an object.
fn pass_object<'a>(source: &mut dyn Source<'a>) -> Result<(), NotJson> {
    while source.name()?.is_some() {
        source.skip()?;
    }
    Ok(())
}

/// Passes over the rest of a list.
fn pass_list<'a>(source: &mut dyn Source<'a>) -> Result<(), NotJson> {
    while source.element()? {
        source.skip()?;
    }
    Ok(())
}

pub(super) struct Text;

impl Kind for Text {
    type Value = String;
    const EXPECTED: Term = Term::String;

    fn text(text: Cow<'_, str>) -> Option<String> {
        Some(text.into_owned())
    }
}

pub(super) struct Hidden;

impl Kind for Hidden {
    type Value = Secret;
    const EXPECTED: Term = Term::String;

    fn text(text: Cow<'_, str>) -> Option<Secret> {
        Some(text.into_owned().into())
    }
}

pub(super) struct Integer;

impl Kind for Integer {
    type Value = i64;
    const EXPECTED: Term = Term::Integer;

    fn integer(number: i64) -> Option<i64> {
        Some(number)
    }
}

pub(super) struct Boolean;

impl Kind for Boolean {
    type Value = bool;
    const EXPECTED: Term = Term::Boolean;

    fn boolean(value: bool) -> Option<bool> {
        Some(value)
    }
}

pub(super) struct Status;

impl Kind for Status {
    type Value = InstanceStatus;
    const EXPECTED: Term = Term::String;

    fn text(text: Cow<'_, str>) -> Option<InstanceStatus> {
        Some(InstanceStatus::parse(&text))
    }
}

pub(super) struct List<K>(PhantomData<K>);

impl<K: Kind> Kind for List<K>
where
    K::Value: Default,
{
    type Value = Vec<K::Value>;
    const EXPECTED: Term = Term::Array;

    /// An element that cannot be read is left at its default, so that later indices stay true.
    fn list<'a>(reader: &mut Reader, source: &mut dyn Source<'a>) -> Result<Option<Self::Value>, NotJson> {
        let mut elements = Vec::new();
        while source.element()? {
            if reader.elements_left == 0 {
                reader.issues.push(Issue::new(IssueCode::ListTooLong, reader.here()).with("max", ELEMENTS_MAX));
                source.skip()?;
                pass_list(source)?;
                break;
            }
            reader.elements_left -= 1;
            reader.at.push(elements.len().into());
            let element = reader.value::<K>(source, false)?;
            reader.at.pop();
            elements.push(element.unwrap_or_default());
        }
        Ok(Some(elements))
    }
}

/// An object of the API: its members, in the order in which issues are reported.
pub(super) trait Members: Default {
    const MEMBERS: &'static [&'static str];

    /// Reads the value of the member at this place of [`Self::MEMBERS`].
    fn read<'a>(&mut self, at: usize, reader: &mut Reader, source: &mut dyn Source<'a>) -> Result<(), NotJson>;

    /// Leaves the member at this place of [`Self::MEMBERS`] as if it had not been there.
    fn forget(&mut self, at: usize);
}

pub(super) struct Object<T>(PhantomData<T>);

impl<T: Members> Kind for Object<T> {
    type Value = T;
    const EXPECTED: Term = Term::Object;

    fn object<'a>(reader: &mut Reader, source: &mut dyn Source<'a>) -> Result<Option<T>, NotJson> {
        let mut object = T::default();
        // A bit for each member that was there, and for each that was there more than once.
        let (mut once, mut twice) = (0_u32, 0_u32);
        let mut unknown = BTreeSet::new();
        while let Some(name) = source.name()? {
            let Some(at) = T::MEMBERS.iter().position(|known| *known == name) else {
                if reader.lenient {
                    source.skip()?;
                    continue;
                }
                unknown.insert(name.into_owned());
                // One more than are listed, so that it shows that there are more.
                if unknown.len() > UNKNOWN_MEMBERS_MAX + 1 {
                    unknown.pop_last();
                }
                source.skip()?;
                continue;
            };
            let bit = 1 << at;
            if once & bit == 0 {
                once |= bit;
                object.read(at, reader, source)?;
                continue;
            }
            if twice & bit == 0 {
                twice |= bit;
                object.forget(at);
                let name = T::MEMBERS.get(at).copied().unwrap_or_default();
                reader.issues.push(Issue::new(IssueCode::DuplicateMember, reader.here().then(name)));
            }
            source.skip()?;
        }
        let more = unknown.len() > UNKNOWN_MEMBERS_MAX;
        for name in unknown.into_iter().take(UNKNOWN_MEMBERS_MAX) {
            reader.issues.push(Issue::new(IssueCode::UnknownMember, reader.here().then(name)));
        }
        if more {
            let issue = Issue::new(IssueCode::UnknownMembersMore, reader.here());
            reader.issues.push(issue.with("max", UNKNOWN_MEMBERS_MAX));
        }
        Ok(Some(object))
    }
}
