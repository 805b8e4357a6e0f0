//! Password, key pair, both or neither (section 8).

use super::{Checked, Installs};
use crate::issue::IssueCode;
use crate::machine::Family;
use crate::path;
use crate::report::Issue;

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

    /// What a person calls it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Upper => "an upper-case letter",
            Self::Lower => "a lower-case letter",
            Self::Digit => "a digit",
            Self::Special => "one of ~!@$^*-_=+",
        }
    }
}

/// The classes that `password` does not have yet.
pub fn missing_classes(password: &str) -> Vec<PasswordClass> {
    PasswordClass::ALL
        .into_iter()
        .filter(|class| !password.chars().any(|character| PasswordClass::of(character) == Some(*class)))
        .collect()
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
    } else if request.password().is_none() && !checked.unread(&path!["keyId"]) {
        issues.push(Issue::new(IssueCode::SignInMailed, path!["password"]).related_to(path!["keyId"]));
    }
}

/// Never mentions a character of the password, only its position.
fn check_password(password: &str, issues: &mut Vec<Issue>) {
    let path = path!["password"];
    let length = password.chars().count();
    if !(PASSWORD_MIN_CHARS..=PASSWORD_MAX_CHARS).contains(&length) {
        issues.push(
            Issue::new(IssueCode::PasswordLength, path.clone())
                .with("min", PASSWORD_MIN_CHARS)
                .with("max", PASSWORD_MAX_CHARS)
                .with("actual", length),
        );
    }
    let missing = missing_classes(password);
    if !missing.is_empty() {
        let words: Vec<_> = missing.into_iter().map(PasswordClass::words).collect();
        issues.push(Issue::new(IssueCode::PasswordClasses, path.clone()).with("missing", words.join(", ")));
    }
    if let Some(position) = password.chars().position(|character| PasswordClass::of(character).is_none()) {
        issues.push(
            Issue::new(IssueCode::PasswordCharacters, path)
                .with("allowed", PASSWORD_SPECIAL)
                .with("position", position + 1),
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
