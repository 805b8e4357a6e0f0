//! What is wrong with typed credentials before anything is sent, and what may be wrong once they were refused.

use crate::locales::Words;
use crate::t;
use yew::AttrValue;

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Goes into the `Authorization` header: visible ASCII, and no comma, which ends it there.
    Id,
    /// Goes into the same header, whole.
    Token,
    /// Is the key of the signature, as UTF-8.
    Password,
}

/// The first character that cannot be part of it, leaving out what surrounds it.
pub fn stranger(text: &str, kind: Kind) -> Option<char> {
    let is_strange = |character: char| match kind {
        Kind::Password => is_invisible(character),
        Kind::Token => !character.is_ascii_graphic(),
        Kind::Id => !character.is_ascii_graphic() || character == ',',
    };
    text.trim().chars().find(|&character| is_strange(character))
}

/// Why it cannot be used, as a sentence; `None` where it can.
pub fn fault(text: &str, kind: Kind, words: &Words) -> Option<AttrValue> {
    let character = stranger(text, kind)?;
    let code = format!("U+{:04X}", u32::from(character));
    Some(if character == ' ' {
        t!(words, "There is a space inside. Was more than one thing copied?")
    } else if is_invisible(character) || character.is_whitespace() {
        t!(
            words,
            "There is a character in it that cannot be seen ({code}). Delete the text, then type or copy it again.",
            code = code
        )
    } else {
        t!(
            words,
            "{character} ({code}) cannot be part of it. Delete the text, then type or copy it again.",
            character = character,
            code = code
        )
    })
}

/// Control characters, and those that take no room.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// What a refused access key shows on a closer look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// The two fields hold the same text.
    Same,
    /// The ID is the longer of the two.
    Swapped,
    /// It begins as a token does in a header.
    Token,
    /// The password has a space in it.
    SpaceInside,
    /// The password has characters outside ASCII.
    NotAscii,
}

/// What may be wrong with an access key that was refused, most telling first.
pub fn hints(id: &str, password: &str) -> Vec<Hint> {
    let (id, password) = (id.trim(), password.trim());
    let is_token = |text: &str| text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer "));
    let table = [
        (id == password, Hint::Same),
        (id.chars().count() > password.chars().count(), Hint::Swapped),
        (is_token(id) || is_token(password), Hint::Token),
        (password.contains(' '), Hint::SpaceInside),
        (!password.is_ascii(), Hint::NotAscii),
    ];
    table.into_iter().filter_map(|(applies, hint)| applies.then_some(hint)).collect()
}

impl Hint {
    /// As a sentence.
    pub fn sentence(self, words: &Words) -> AttrValue {
        match self {
            Self::Same => t!(words, "The ID and the password are the same text: was the same thing pasted twice?"),
            Self::Swapped => t!(
                words,
                "The ID is longer than the password; in the vendor's examples it is shorter. Are the two swapped?"
            ),
            Self::Token => t!(words, "One of the two looks like an API token: choose \"A bearer token\" for it."),
            Self::SpaceInside => t!(words, "There is a space inside the password: was more than one thing copied?"),
            Self::NotAscii => {
                t!(words, "The password has a letter outside ASCII: was it typed on another keyboard layout?")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_takes_what_its_place_on_the_wire_takes() {
        let table = [
            ("EXAMPLE-key_1", Kind::Id, None),
            ("  padded\n", Kind::Id, None),
            ("two words", Kind::Id, Some(' ')),
            ("a,b", Kind::Id, Some(',')),
            ("a,b", Kind::Token, None),
            ("schlüssel", Kind::Token, Some('ü')),
            ("a\0b", Kind::Id, Some('\0')),
            ("a\0b", Kind::Password, Some('\0')),
            ("a\tb", Kind::Password, Some('\t')),
            ("a\u{200b}b", Kind::Password, Some('\u{200b}')),
            ("示例 secret", Kind::Password, None),
            ("", Kind::Password, None),
        ];
        for (text, kind, expected) in table {
            assert_eq!(stranger(text, kind), expected, "{text:?}");
            assert_eq!(fault(text, kind, &Words::ENGLISH).is_some(), expected.is_some(), "{text:?}");
        }
    }

    #[test]
    fn a_refused_key_is_looked_at_again() {
        let table: [(&str, &str, &[Hint]); 7] = [
            ("EXAMPLEKEYID", "examplesecret", &[]),
            ("same", " same ", &[Hint::Same]),
            ("a-long-secret-text", "short-id", &[Hint::Swapped]),
            ("id", "Bearer abc", &[Hint::Token, Hint::SpaceInside]),
            ("id", "two words", &[Hint::SpaceInside]),
            ("id", "пароль", &[Hint::NotAscii]),
            ("示例示例", "x", &[Hint::Swapped]),
        ];
        for (id, password, expected) in table {
            assert_eq!(hints(id, password), expected, "{id} {password}");
        }
    }
}
