//! A JavaScript value as `js/encode.js` writes it: a byte for what it is, then what it holds. The writer is ours, so a
//! token that makes no sense is a bug; it reads as null.

use alloc::borrow::Cow;
use core::str;
use reinstall_core::read::{Name, NotJson, Source, Token};

/// The bytes that are still to be read.
pub(crate) struct Tokens<'a>(&'a [u8]);

impl<'a> Tokens<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Passes over null, if that is what comes next.
    pub(crate) fn pass_null(&mut self) -> bool {
        let is_null = matches!(self.0.first(), None | Some(0));
        if is_null {
            self.byte();
        }
        is_null
    }

    fn byte(&mut self) -> u8 {
        let Some((byte, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *byte
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let Some((bytes, rest)) = self.0.split_first_chunk() else { return [0; N] };
        self.0 = rest;
        *bytes
    }

    fn text(&mut self) -> Cow<'a, str> {
        let length = u32::from_le_bytes(self.bytes()) as usize;
        let Some((text, rest)) = self.0.split_at_checked(length) else { return Cow::Borrowed("") };
        self.0 = rest;
        Cow::Borrowed(str::from_utf8(text).unwrap_or_default())
    }
}

impl<'a> Source<'a> for Tokens<'a> {
    fn value(&mut self) -> Result<Token<'a>, NotJson> {
        Ok(match self.byte() {
            1 => Token::Boolean(false),
            2 => Token::Boolean(true),
            3 => Token::Integer(i32::from_le_bytes(self.bytes()).into()),
            4 => Token::Integer(i64::from_le_bytes(self.bytes())),
            5 => Token::Decimal,
            6 => Token::Text(self.text()),
            7 => Token::List,
            8 => Token::Object,
            9 => Token::NotJson,
            _ => Token::Null,
        })
    }

    fn element(&mut self) -> Result<bool, NotJson> {
        Ok(self.byte() != 0)
    }

    fn name(&mut self) -> Result<Option<Name<'a>>, NotJson> {
        Ok(match self.byte() {
            0 => None,
            u8::MAX => Some(Name::Other(self.text())),
            known => Some(Name::Known(known)),
        })
    }

    /// The writer keeps to a few levels, so this does as well.
    fn skip(&mut self) -> Result<(), NotJson> {
        match self.value()? {
            Token::List => {
                while self.element()? {
                    self.skip()?;
                }
            }
            Token::Object => {
                while self.name()?.is_some() {
                    self.skip()?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}
