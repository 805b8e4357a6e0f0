//! The machinery of reading: one visitor that takes any JSON, and says what it should have been.

use super::{ELEMENTS_MAX, UNKNOWN_MEMBERS_MAX};
use crate::issue::{IssueCode, Term};
use crate::report::{Issue, Path, Segment};
use crate::secret::Secret;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

/// What is known while a request is read.
#[derive(Default)]
pub(super) struct Reader {
    /// Where the value that is being read stands.
    at: Vec<Segment>,
    pub(super) issues: Vec<Issue>,
    /// How many more list elements are read of this member of the request.
    elements_left: usize,
}

impl Reader {
    fn here(&self) -> Path {
        Path(self.at.clone())
    }

    fn wrong_type(&mut self, expected: Term, actual: Term) {
        let issue = Issue::new(IssueCode::WrongType, self.here()).with("expected", expected).with("actual", actual);
        self.issues.push(issue);
    }

    /// Reads a value of this kind; null where it may be left out, which it may not be inside a list (D36).
    pub(super) fn seed<K>(&mut self, nullable: bool) -> Seed<'_, K> {
        Seed { reader: self, nullable, kind: PhantomData }
    }

    /// Reads the value of the member `name`.
    pub(super) fn member<'de, K: Kind<'de>, A: MapAccess<'de>>(
        &mut self,
        name: &'static str,
        map: &mut A,
    ) -> Result<Option<K::Value>, A::Error> {
        if self.at.is_empty() {
            self.elements_left = ELEMENTS_MAX;
        }
        self.at.push(name.into());
        let value = map.next_value_seed(self.seed::<K>(true))?;
        self.at.pop();
        Ok(value)
    }
}

/// What a value may be. Whatever it is not is an issue, and `None`.
pub(super) trait Kind<'de> {
    type Value;
    const EXPECTED: Term;

    fn text(_: &str) -> Option<Self::Value> {
        None
    }

    fn integer(_: i64) -> Option<Self::Value> {
        None
    }

    fn list<A: SeqAccess<'de>>(reader: &mut Reader, mut list: A) -> Result<Option<Self::Value>, A::Error> {
        reader.wrong_type(Self::EXPECTED, Term::Array);
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn object<A: MapAccess<'de>>(reader: &mut Reader, mut object: A) -> Result<Option<Self::Value>, A::Error> {
        reader.wrong_type(Self::EXPECTED, Term::Object);
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

pub(super) struct Text;

impl Kind<'_> for Text {
    type Value = String;
    const EXPECTED: Term = Term::String;

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }
}

pub(super) struct Hidden;

impl Kind<'_> for Hidden {
    type Value = Secret;
    const EXPECTED: Term = Term::String;

    fn text(text: &str) -> Option<Secret> {
        Some(text.into())
    }
}

pub(super) struct Integer;

impl Kind<'_> for Integer {
    type Value = i64;
    const EXPECTED: Term = Term::Integer;

    fn integer(number: i64) -> Option<i64> {
        Some(number)
    }
}

pub(super) struct List<K>(PhantomData<K>);

impl<'de, K: Kind<'de>> Kind<'de> for List<K>
where
    K::Value: Default,
{
    type Value = Vec<K::Value>;
    const EXPECTED: Term = Term::Array;

    /// An element that cannot be read is left at its default, so that later indices stay true.
    fn list<A: SeqAccess<'de>>(reader: &mut Reader, mut list: A) -> Result<Option<Self::Value>, A::Error> {
        let mut elements = Vec::new();
        loop {
            if reader.elements_left == 0 {
                if list.next_element::<IgnoredAny>()?.is_some() {
                    reader.issues.push(Issue::new(IssueCode::ListTooLong, reader.here()).with("max", ELEMENTS_MAX));
                    while list.next_element::<IgnoredAny>()?.is_some() {}
                }
                return Ok(Some(elements));
            }
            // Before the element itself is read: it may hold a list of its own.
            reader.elements_left -= 1;
            reader.at.push(elements.len().into());
            let element = list.next_element_seed(reader.seed::<K>(false))?;
            reader.at.pop();
            match element {
                Some(element) => elements.push(element.unwrap_or_default()),
                None => {
                    reader.elements_left += 1;
                    return Ok(Some(elements));
                }
            }
        }
    }
}

/// An object of the API: its members, in the order in which issues are reported.
pub(super) trait Members: Default {
    const MEMBERS: &'static [&'static str];

    /// Reads the value of the member at this place of [`Self::MEMBERS`].
    fn read<'de, A: MapAccess<'de>>(&mut self, at: usize, reader: &mut Reader, map: &mut A) -> Result<(), A::Error>;

    /// Leaves the member at this place of [`Self::MEMBERS`] as if it had not been there.
    fn forget(&mut self, at: usize);
}

pub(super) struct Object<T>(PhantomData<T>);

impl<'de, T: Members> Kind<'de> for Object<T> {
    type Value = T;
    const EXPECTED: Term = Term::Object;

    fn object<A: MapAccess<'de>>(reader: &mut Reader, mut map: A) -> Result<Option<T>, A::Error> {
        let mut object = T::default();
        let mut times = [0_u8; 16];
        let mut unknown = BTreeSet::new();
        while let Some(name) = map.next_key_seed(Name(T::MEMBERS))? {
            let at = match name {
                Named::Known(at) => at,
                Named::Unknown(name) => {
                    unknown.insert(name);
                    // One more than are listed, so that it shows that there are more.
                    if unknown.len() > UNKNOWN_MEMBERS_MAX + 1 {
                        unknown.pop_last();
                    }
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            let (Some(name), Some(times)) = (T::MEMBERS.get(at), times.get_mut(at)) else {
                return Err(A::Error::custom("an object of the API has more members than are counted"));
            };
            *times = times.saturating_add(1);
            if *times == 1 {
                object.read(at, reader, &mut map)?;
                continue;
            }
            if *times == 2 {
                object.forget(at);
                reader.issues.push(Issue::new(IssueCode::DuplicateMember, reader.here().then(*name)));
            }
            map.next_value::<IgnoredAny>()?;
        }
        let more = unknown.len() > UNKNOWN_MEMBERS_MAX;
        for name in unknown.into_iter().take(UNKNOWN_MEMBERS_MAX) {
            reader.issues.push(Issue::new(IssueCode::UnknownMember, reader.here().then(name)));
        }
        if more {
            reader
                .issues
                .push(Issue::new(IssueCode::UnknownMembersMore, reader.here()).with("max", UNKNOWN_MEMBERS_MAX));
        }
        Ok(Some(object))
    }
}

/// Reads the name of a member.
struct Name(&'static [&'static str]);

enum Named {
    Known(usize),
    Unknown(String),
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Named;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Named, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Named;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Named, E> {
        let at = self.0.iter().position(|known| *known == name);
        Ok(at.map_or_else(|| Named::Unknown(name.to_owned()), Named::Known))
    }
}

/// Reads one value of kind `K`.
pub(super) struct Seed<'r, K> {
    reader: &'r mut Reader,
    nullable: bool,
    kind: PhantomData<K>,
}

impl<'de, K: Kind<'de>> DeserializeSeed<'de> for Seed<'_, K> {
    type Value = Option<K::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, K: Kind<'de>> Seed<'_, K> {
    fn or_wrong<E>(self, value: Option<K::Value>, actual: Term) -> Result<Option<K::Value>, E> {
        if value.is_none() {
            self.reader.wrong_type(K::EXPECTED, actual);
        }
        Ok(value)
    }
}

impl<'de, K: Kind<'de>> Visitor<'de> for Seed<'_, K> {
    type Value = Option<K::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        if self.nullable { Ok(None) } else { self.or_wrong(None, Term::Null) }
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        self.or_wrong(None, Term::Boolean)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        self.or_wrong(K::integer(number), Term::Integer)
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        // Beyond every limit all the same.
        self.or_wrong(K::integer(i64::try_from(number).unwrap_or(i64::MAX)), Term::Integer)
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        // So the parser gives `-0`, which is a whole number.
        let zero = number == 0.0 && number.is_sign_negative();
        if zero { self.or_wrong(K::integer(0), Term::Integer) } else { self.or_wrong(None, Term::Decimal) }
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        self.or_wrong(K::text(text), Term::String)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        K::list(self.reader, list)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        K::object(self.reader, object)
    }
}
