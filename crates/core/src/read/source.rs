//! What a request is read from: something that says one value after the other, and never nests.

use super::names::number;
use crate::issue::Term;
use crate::prelude::*;
use alloc::borrow::Cow;
use serde_json::Value;

/// A value, or the beginning of one.
#[derive(Clone, Debug, PartialEq)]
pub enum Token<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number without fraction and exponent that fits into 64 bits; what is above 63 bits counts as the largest below.
    Integer(i64),
    /// Any other number. Nothing that a request holds is one, so its value is not kept.
    Decimal,
    /// A text.
    Text(Cow<'a, str>),
    /// A list begins: [`Source::element`] comes next.
    List,
    /// An object begins: [`Source::name`] comes next.
    Object,
    /// Something that JSON cannot hold: a function, half a character, an object that contains itself.
    NotJson,
}

impl Token<'_> {
    /// The word for what it is.
    pub(super) const fn term(&self) -> Term {
        match self {
            Self::Null => Term::Null,
            Self::Boolean(_) => Term::Boolean,
            Self::Integer(_) => Term::Integer,
            Self::Decimal => Term::Decimal,
            Self::Text(_) => Term::String,
            Self::List => Term::Array,
            Self::Object => Term::Object,
            Self::NotJson => Term::NotJson,
        }
    }
}

/// The name of a member.
#[derive(Clone, Debug, PartialEq)]
pub enum Name<'a> {
    /// One of [`super::NAMES`], by its place there, from 1.
    Known(u8),
    /// Any other.
    Other(Cow<'a, str>),
}

impl<'a> From<Cow<'a, str>> for Name<'a> {
    fn from(name: Cow<'a, str>) -> Self {
        number(&name).map_or_else(|| Self::Other(name), Self::Known)
    }
}

/// What is read is not JSON: this many bytes from its beginning can be the beginning of JSON, and no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotJson {
    /// Bytes.
    pub at: usize,
}

/// Something that JSON can be read from, in one pass and in order.
pub trait Source<'a> {
    /// The next value. Whoever gets a [`Token::List`] or a [`Token::Object`] reads it to its end.
    ///
    /// # Errors
    /// Where no value stands.
    fn value(&mut self) -> Result<Token<'a>, NotJson>;

    /// Whether the list that was begun last has another element, which is then the next value.
    ///
    /// # Errors
    /// Where neither an element nor the end of the list stands.
    fn element(&mut self) -> Result<bool, NotJson>;

    /// The name of the next member of the object that was begun last; its value is then the next one.
    /// `None` at the object's end.
    ///
    /// # Errors
    /// Where neither a member nor the end of the object stands.
    fn name(&mut self) -> Result<Option<Name<'a>>, NotJson>;

    /// Passes over the next value, whatever is in it, without recursion.
    ///
    /// # Errors
    /// Where no value stands.
    fn skip(&mut self) -> Result<(), NotJson>;
}

/// A tree that was read already. It only ever says what it is, so nothing can fail.
pub(super) struct Tree<'a> {
    next: Option<&'a Value>,
    open: Vec<Open<'a>>,
}

enum Open<'a> {
    List(core::slice::Iter<'a, Value>),
    Object(serde_json::map::Iter<'a>),
}

impl<'a> Tree<'a> {
    pub(super) fn new(value: &'a Value) -> Self {
        Self { next: Some(value), open: Vec::new() }
    }
}

impl<'a> Source<'a> for Tree<'a> {
    fn value(&mut self) -> Result<Token<'a>, NotJson> {
        Ok(match self.next.take() {
            None | Some(Value::Null) => Token::Null,
            Some(Value::Bool(value)) => Token::Boolean(*value),
            Some(Value::Number(number)) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => Token::Integer(number),
                (None, Some(_)) => Token::Integer(i64::MAX),
                // So the parser gives `-0`, which is a whole number.
                (None, None) if number.as_f64().is_some_and(|number| number == 0.0 && number.is_sign_negative()) => {
                    Token::Integer(0)
                }
                (None, None) => Token::Decimal,
            },
            Some(Value::String(text)) => Token::Text(Cow::Borrowed(text)),
            Some(Value::Array(elements)) => {
                self.open.push(Open::List(elements.iter()));
                Token::List
            }
            Some(Value::Object(members)) => {
                self.open.push(Open::Object(members.iter()));
                Token::Object
            }
        })
    }

    fn element(&mut self) -> Result<bool, NotJson> {
        if let Some(Open::List(elements)) = self.open.last_mut() {
            self.next = elements.next();
        }
        if self.next.is_none() {
            self.open.pop();
        }
        Ok(self.next.is_some())
    }

    fn name(&mut self) -> Result<Option<Name<'a>>, NotJson> {
        if let Some(Open::Object(members)) = self.open.last_mut()
            && let Some((name, value)) = members.next()
        {
            self.next = Some(value);
            return Ok(Some(Cow::Borrowed(name.as_str()).into()));
        }
        self.open.pop();
        Ok(None)
    }

    fn skip(&mut self) -> Result<(), NotJson> {
        self.next = None;
        Ok(())
    }
}
