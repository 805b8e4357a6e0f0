//! Password, key pair, both or neither (section 8).

use super::{Checked, Found, Installs, Value, characters, member};
use crate::issue::{IssueCode, Term};
use crate::machine::Family;
use crate::prelude::*;
use crate::read::{IMAGE_ID, KEY_ID, PASSWORD};

/// The shortest password, in characters.
pub const PASSWORD_MIN_CHARS: usize = 8;

/// The longest password, in characters.
pub const PASSWORD_MAX_CHARS: usize = 16;

/// The ten special characters (D11).
pub const PASSWORD_SPECIAL: &str = "~!@$^*-_=+";

/// One of the four kinds of character that a password must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum PasswordClass {
    Upper,
    Lower,
    Digit,
    Special,
}

impl PasswordClass {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Upper, Self::Lower, Self::Digit, Self::Special];

    /// The class of a character; `None` where it is not allowed at all (D12).
    pub const fn of(character: char) -> Option<Self> {
        match character {
            'A'..='Z' => Some(Self::Upper),
            'a'..='z' => Some(Self::Lower),
            '0'..='9' => Some(Self::Digit),
            '~' | '!' | '@' | '$' | '^' | '*' | '-' | '_' | '=' | '+' => Some(Self::Special),
            _ => None,
        }
    }

    /// The word for it.
    pub const fn term(self) -> Term {
        match self {
            Self::Upper => Term::UpperCaseLetter,
            Self::Lower => Term::LowerCaseLetter,
            Self::Digit => Term::Digit,
            Self::Special => Term::SpecialCharacter,
        }
    }
}

/// The classes that `password` does not have yet.
pub fn missing_classes(password: &str) -> impl Iterator<Item = PasswordClass> + use<> {
    let mut seen = [false; PasswordClass::ALL.len()];
    for class in password.bytes().filter_map(|byte| PasswordClass::of(byte.into())) {
        if let Some(seen) = seen.get_mut(class as usize) {
            *seen = true;
        }
    }
    PasswordClass::ALL.into_iter().zip(seen).filter(|(_, seen)| !seen).map(|(class, _)| class)
}

pub(crate) fn check(checked: &Checked<'_>, found: &mut Found<'_>) {
    let request = checked.request;
    if let Some(password) = request.password() {
        check_password(password, found);
        if matches!(checked.installs, Installs::Ipxe) {
            found.add(IssueCode::PasswordWithIpxe, member(PASSWORD), &[]);
        }
    }
    if request.key_id().is_some() {
        if request.password().is_some() {
            found.add_related(IssueCode::PasswordAndKey, member(KEY_ID), &[], &[member(PASSWORD)]);
        }
        key_without_use(checked, found);
    } else if request.password().is_none() && !checked.unread(member(KEY_ID)) {
        found.add_related(IssueCode::SignInMailed, member(PASSWORD), &[], &[member(KEY_ID)]);
    }
}

/// Never mentions a character of the password, only its position.
fn check_password(password: &str, found: &mut Found<'_>) {
    let mut issue = |code, values: &[Value<'_>]| found.add(code, member(PASSWORD), values);
    let length = characters(password);
    if !(PASSWORD_MIN_CHARS..=PASSWORD_MAX_CHARS).contains(&length) {
        let limits = [Value::count(PASSWORD_MIN_CHARS), Value::count(PASSWORD_MAX_CHARS), Value::count(length)];
        issue(IssueCode::PasswordLength, &limits);
    }
    let missing: Vec<Value<'_>> = missing_classes(password).map(|class| Value::Term(class.term())).collect();
    if !missing.is_empty() {
        issue(IssueCode::PasswordClasses, &[Value::List(&missing)]);
    }
    // What comes before is ASCII, so its bytes are its characters.
    if let Some(position) = password.bytes().position(|byte| PasswordClass::of(byte.into()).is_none()) {
        issue(IssueCode::PasswordCharacters, &[Value::Text(PASSWORD_SPECIAL), Value::count(position + 1)]);
    }
}

fn key_without_use(checked: &Checked<'_>, found: &mut Found<'_>) {
    let code = match (checked.installs, checked.installs.family()) {
        (_, Some(Family::Windows)) => IssueCode::KeyWithWindows,
        (_, Some(Family::Esxi)) => IssueCode::KeyWithEsxi,
        (Installs::Ipxe | Installs::Nothing, _) => IssueCode::KeyWithoutSystem,
        (Installs::Image { .. } | Installs::Unknown, _) => return,
    };
    found.add_related(code, member(KEY_ID), &[], &[member(IMAGE_ID)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_special_characters_are_those_that_are_named() {
        let special = (0..=0x10_ffff).filter_map(char::from_u32);
        let special = special.filter(|character| PasswordClass::of(*character) == Some(PasswordClass::Special));
        assert!(special.clone().all(|character| PASSWORD_SPECIAL.contains(character)));
        assert_eq!(special.count(), PASSWORD_SPECIAL.chars().count());
    }

    #[test]
    fn each_class_is_missed_where_it_is_not() {
        for (password, missing) in [
            ("", PasswordClass::ALL.as_slice()),
            ("aA1~", &[]),
            ("aÄé1", &[PasswordClass::Upper, PasswordClass::Special]),
            ("A+", &[PasswordClass::Lower, PasswordClass::Digit]),
        ] {
            assert_eq!(missing_classes(password).collect::<Vec<_>>(), missing, "{password}");
        }
    }
}
