//! The order in which people expect names: numbers by their size, letters without their case.

/// A key whose bytes sort as people sort the text: `web-2` before `web-10`, `Web` beside `web`.
///
/// A run of digits becomes `0`, its length without leading zeros, and its digits; so digits sort among other characters where
/// they always do. Two texts that differ in case or in leading zeros alone have the same key.
pub fn natural_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    let mut digits = String::new();
    let mut buffer = [0; 4];
    while let Some(character) = rest.next() {
        if character.is_ascii_digit() {
            digits.clear();
            let mut next = Some(character);
            while let Some(digit) = next {
                if digit != '0' || !digits.is_empty() {
                    digits.push(digit);
                }
                next = rest.next_if(char::is_ascii_digit);
            }
            key.push(b'0');
            key.extend(u32::try_from(digits.len()).unwrap_or(u32::MAX).to_be_bytes());
            key.extend(digits.bytes());
        } else {
            for lower in character.to_lowercase() {
                key.extend(lower.encode_utf8(&mut buffer).bytes());
            }
        }
    }
    key
}
