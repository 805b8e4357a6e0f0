//! The name that is typed to confirm.

use reinstall_core::machine::Instance;
use std::fmt::Write as _;

/// What has to be typed: the instance's name, or its id where the name is nothing that could be typed.
pub fn name_to_type(instance: &Instance) -> &str {
    if instance.instance_name.trim().is_empty() { &instance.instance_id } else { &instance.instance_name }
}

/// Whether `typed` is the name: spaces around it are forgiven, nothing else.
pub fn is_confirmed_by(name: &str, typed: &str) -> bool {
    let name = name.trim();
    // A name of nothing but spaces would be confirmed by an empty field.
    !name.is_empty() && typed.trim() == name
}

/// The name with every character written out that cannot be seen, runs from right to left, or looks like another one;
/// `None` where there is none of these. Chinese, Japanese and Korean names are as they look.
pub fn odd_characters(name: &str) -> Option<String> {
    let mut text = String::new();
    let mut before = ' ';
    for character in name.trim().chars() {
        // Two spaces in a row look like one.
        if is_odd(character) || (character == ' ' && before == ' ') {
            // Writing into a string cannot fail.
            let _ = write!(text, "\\u{{{:04X}}}", u32::from(character));
        } else {
            text.push(character);
        }
        before = character;
    }
    (text != name.trim()).then_some(text)
}

fn is_odd(character: char) -> bool {
    character.is_control()
        || (character.is_whitespace() && character != ' ')
        || matches!(character,
            // Latin letters that are not of this keyboard, and marks that sit on the letter before.
            '\u{a0}'..='\u{36f}'
            // Greek, Cyrillic, Armenian; Hebrew, Arabic and their neighbours.
            | '\u{370}'..='\u{8ff}'
            // Georgian, Cherokee: letters that look Latin.
            | '\u{10a0}'..='\u{10ff}' | '\u{13a0}'..='\u{13ff}'
            // Phonetic letters, marks, letters with marks.
            | '\u{1d00}'..='\u{1fff}'
            // Spaces, dashes, invisible marks and directions; letter-like signs.
            | '\u{2000}'..='\u{206f}' | '\u{2100}'..='\u{218f}' | '\u{2212}'
            | '\u{3000}' | '\u{3164}'
            | '\u{a640}'..='\u{a69f}' | '\u{a720}'..='\u{a7ff}' | '\u{ab30}'..='\u{abbf}'
            | '\u{e000}'..='\u{f8ff}'
            // Ligatures, Hebrew and Arabic forms, variation selectors, full-width letters.
            | '\u{fb00}'..='\u{fe0f}' | '\u{fe70}'..='\u{ffff}'
            // Letters for mathematics, and what is not seen at all.
            | '\u{1d400}'..='\u{1d7ff}' | '\u{e0000}'..='\u{10ffff}')
}
