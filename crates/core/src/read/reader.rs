//! The machinery of reading: one walk over any JSON, which says what it should have been.

use super::names::{Number, name};
use super::place::Place;
use super::shape::{Kind, Members};
use super::slip::{Slip, keep_first};
use super::source::{Name, NotJson, Source, Token};
use super::{ELEMENTS_MAX, UNKNOWN_MEMBERS_MAX};
use crate::prelude::*;
use alloc::borrow::Cow;

/// What is read goes here, in the order of the source.
pub(super) trait Target<'a> {
    /// A text.
    fn text(&mut self, at: Place, text: Cow<'a, str>);
    /// A whole number.
    fn integer(&mut self, at: Place, number: i64);
    /// `true` or `false`.
    fn boolean(&mut self, _: Place, _: bool) {}
    /// The member in this place is an object or a list, which begins.
    fn begin(&mut self, at: Place);
    /// An element of the list in this place begins. Where it cannot be read it is left at its default, so that later indices
    /// stay true.
    fn element(&mut self, list: Place);
    /// What was read in this place counts as not there.
    fn forget(&mut self, _: Place) {}
}

/// What is known while something is read.
pub(super) struct Reader<'r, 'a> {
    source: &'r mut dyn Source<'a>,
    target: &'r mut dyn Target<'a>,
    slips: Vec<Slip<'a>>,
    /// How many more list elements are read of this member of the request.
    elements_left: usize,
    /// What nobody asked for is passed over, and what is of another type counts as not known: the API itself may say more
    /// than anybody knows.
    lenient: bool,
}

type Read = Result<(), NotJson>;

/// Reads a value of this kind, and gives back what was wrong with it.
pub(super) fn walk<'a>(
    source: &mut dyn Source<'a>,
    kind: &'static Kind,
    target: &mut dyn Target<'a>,
    lenient: bool,
) -> Result<Vec<Slip<'a>>, NotJson> {
    let mut reader = Reader { source, target, slips: Vec::new(), elements_left: 0, lenient };
    reader.value(kind, Place::ROOT, lenient)?;
    Ok(reader.slips)
}

impl<'a> Reader<'_, 'a> {
    /// Reads a member, which may be null, or an element of a list, which may not (D36).
    fn value(&mut self, kind: &'static Kind, at: Place, is_member: bool) -> Read {
        let token = self.source.value()?;
        let actual = token.term();
        match (token, kind) {
            (Token::Text(text), Kind::Text) => self.target.text(at, text),
            (Token::Integer(number), Kind::Integer) => self.target.integer(at, number),
            (Token::Boolean(value), Kind::Boolean) => self.target.boolean(at, value),
            (Token::Object, Kind::Object(members)) => {
                if is_member {
                    self.target.begin(at);
                }
                return self.object(members, at);
            }
            (Token::List, Kind::List(of)) => {
                if is_member {
                    self.target.begin(at);
                }
                return self.list(of, at);
            }
            (Token::Null, _) if is_member => {}
            (token, _) => {
                if !self.lenient {
                    self.slips.push(Slip::wrong_type(at, kind.term(), actual));
                }
                return pass(&token, self.source);
            }
        }
        Ok(())
    }

    fn list(&mut self, of: &'static Kind, at: Place) -> Read {
        let mut index = 0;
        while self.source.element()? {
            let Some(left) = self.elements_left.checked_sub(1) else {
                self.slips.push(Slip::too_long(at, ELEMENTS_MAX));
                self.source.skip()?;
                return pass(&Token::List, self.source);
            };
            self.elements_left = left;
            self.target.element(at);
            self.value(of, at.element(index), false)?;
            index += 1;
        }
        Ok(())
    }

    fn object(&mut self, members: Members, at: Place) -> Read {
        // A bit for each member that was there, and for each that was there more than once.
        let (mut once, mut twice) = (0_u32, 0_u32);
        let mut unknown = Vec::new();
        while let Some(read) = self.source.name()? {
            let Some((place, kind)) = member(members, &read) else {
                if !self.lenient {
                    // One more than are listed, so that it shows that there are more.
                    keep_first(&mut unknown, read.text(), UNKNOWN_MEMBERS_MAX + 1);
                }
                self.source.skip()?;
                continue;
            };
            if at == Place::ROOT {
                self.elements_left = ELEMENTS_MAX;
            }
            let here = at.member(place.number);
            if once & place.bit == 0 {
                once |= place.bit;
                self.value(kind, here, true)?;
                continue;
            }
            if twice & place.bit == 0 {
                twice |= place.bit;
                self.target.forget(here);
                self.slips.push(Slip::duplicate(here));
            }
            self.source.skip()?;
        }
        if unknown.len() > UNKNOWN_MEMBERS_MAX {
            unknown.truncate(UNKNOWN_MEMBERS_MAX);
            self.slips.push(Slip::more_unknown(at, UNKNOWN_MEMBERS_MAX));
        }
        self.slips.extend(unknown.into_iter().map(|name| Slip::unknown(at, name)));
        Ok(())
    }
}

/// A member among those of its object.
struct Member {
    number: Number,
    bit: u32,
}

fn member(members: Members, read: &Name<'_>) -> Option<(Member, &'static Kind)> {
    let Name::Known(number) = *read else { return None };
    let at = members.iter().position(|(known, _)| *known == number)?;
    let (_, kind) = members.get(at)?;
    Some((Member { number, bit: 1 << at }, kind))
}

impl<'a> Name<'a> {
    pub(super) fn text(self) -> Cow<'a, str> {
        match self {
            Self::Known(number) => Cow::Borrowed(name(number)),
            Self::Other(name) => name,
        }
    }
}

/// Reads a list, each element of it by `read`. What is no list is a slip.
pub(super) fn each<'a, S: Source<'a>>(
    source: &mut S,
    read: &mut dyn FnMut(&mut S) -> Read,
) -> Result<Option<Slip<'a>>, NotJson> {
    let token = source.value()?;
    if token == Token::List {
        while source.element()? {
            read(source)?;
        }
        return Ok(None);
    }
    pass(&token, source)?;
    Ok(Some(Slip::wrong_type(Place::ROOT, Kind::List(&Kind::Text).term(), token.term())))
}

/// Passes over the rest of what has begun.
fn pass<'a>(token: &Token<'_>, source: &mut dyn Source<'a>) -> Read {
    match token {
        Token::Object => {
            while source.name()?.is_some() {
                source.skip()?;
            }
        }
        Token::List => {
            while source.element()? {
                source.skip()?;
            }
        }
        _ => {}
    }
    Ok(())
}
