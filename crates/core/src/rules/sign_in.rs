//! Password, key pair, both or neither (section 8).

use super::{Checked, Installs};
use crate::issue::{IssueCode, Term};
use crate::machine::Family;
use crate::path;
use crate::prelude::*;
use crate::report::{Issue, Param};

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
    pub fn of(character: char) -> Option<Self> {
        match character {
            'A'..='Z' => Some(Self::Upper),
            'a'..='z' => Some(Self::Lower),
            '0'..='9' => Some(Self::Digit),
            other if PASSWORD_SPECIAL.contains(other) => Some(Self::Special),
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
pub fn missing_classes(password: &str) -> impl Iterator<Item = PasswordClass> {
    PasswordClass::ALL
        .into_iter()
        .filter(move |class| !password.chars().any(|character| PasswordClass::of(character) == Some(*class)))
}

pub(crate) fn check(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    let request = checked.request;
    if let Some(password) = request.password() {
        check_password(password.expose(), issues);
        if checked.installs == Installs::Ipxe {
            issues.push(Issue::new(IssueCode::PasswordWithIpxe, path!["password"]));
        }
    }
    if request.key_id().is_some() {
        if request.password().is_some() {
            issues.push(Issue::new(IssueCode::PasswordAndKey, path!["keyId"]).related_to(path!["password"]));
        }
        key_without_use(checked, issues);
    } else if request.password().is_none() && !checked.unread(&steps!["keyId"]) {
        issues.push(Issue::new(IssueCode::SignInMailed, path!["password"]).related_to(path!["keyId"]));
    }
}

/// Never mentions a character of the password, only its position.
fn check_password(password: &str, issues: &mut Vec<Issue>) {
    let issue = |code| Issue::new(code, path!["password"]);
    let length = password.chars().count();
    if !(PASSWORD_MIN_CHARS..=PASSWORD_MAX_CHARS).contains(&length) {
        issues.push(
            issue(IssueCode::PasswordLength)
                .with("min", PASSWORD_MIN_CHARS)
                .with("max", PASSWORD_MAX_CHARS)
                .with("actual", length),
        );
    }
    if missing_classes(password).next().is_some() {
        let missing = missing_classes(password).map(PasswordClass::term);
        issues.push(issue(IssueCode::PasswordClasses).with("missing", missing.collect::<Param>()));
    }
    if let Some(position) = password.chars().position(|character| PasswordClass::of(character).is_none()) {
        issues.push(
            issue(IssueCode::PasswordCharacters).with("allowed", PASSWORD_SPECIAL).with("position", position + 1),
        );
    }
}

fn key_without_use(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    let code = match (checked.installs, checked.installs.family()) {
        (_, Some(Family::Windows)) => IssueCode::KeyWithWindows,
        (_, Some(Family::Esxi)) => IssueCode::KeyWithEsxi,
        (Installs::Ipxe | Installs::Nothing, _) => IssueCode::KeyWithoutSystem,
        (Installs::Image { .. } | Installs::Unknown, _) => return,
    };
    issues.push(Issue::new(code, path!["keyId"]).related_to(path!["imageId"]));
}
