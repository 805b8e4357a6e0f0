//! The browser's cryptographic randomness.

use reinstall_core::Secret;
use reinstall_core::rules::sign_in::{PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS, PASSWORD_SPECIAL, PasswordClass};

/// The browser offers no randomness: nothing that must not be guessed can be made here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRandomness;

fn bytes<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok()).ok_or(NoRandomness)?;
    crypto.get_random_values_with_u8_array(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// A new id of 128 random bits, in hexadecimal.
pub fn new_id() -> Result<String, NoRandomness> {
    Ok(bytes::<16>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What a new password shall be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordShape {
    /// In characters; what the rule does not allow is taken for the nearest that it does.
    pub length: usize,
    /// Without characters that are mistaken for each other ([`LOOK_ALIKES`]).
    pub unmistakable: bool,
}

impl Default for PasswordShape {
    /// As long as the rule allows.
    fn default() -> Self {
        Self { length: PASSWORD_MAX_CHARS, unmistakable: true }
    }
}

/// Characters that are mistaken for each other when a password is read from one screen and typed at another.
pub const LOOK_ALIKES: &str = "0OoIl1";

/// A new password that meets the rule.
///
/// # Errors
/// [`NoRandomness`]
pub fn new_password(shape: PasswordShape) -> Result<Secret, NoRandomness> {
    let mut drawn = [0_u8; 64];
    let mut left = 0;
    password_from(shape, &mut || {
        if left == 0 {
            drawn = bytes()?;
            left = drawn.len();
        }
        left -= 1;
        drawn.get(left).copied().ok_or(NoRandomness)
    })
}

/// The construction: one character of each class, the rest from all of them, then shuffled. `source` gives random bytes.
///
/// # Errors
/// Those of the source.
pub fn password_from<E>(shape: PasswordShape, source: &mut dyn FnMut() -> Result<u8, E>) -> Result<Secret, E> {
    let kept = |character: &u8| !(shape.unmistakable && LOOK_ALIKES.as_bytes().contains(character));
    let of = |class: PasswordClass| -> Vec<u8> {
        let all: Vec<u8> = match class {
            PasswordClass::Upper => (b'A'..=b'Z').collect(),
            PasswordClass::Lower => (b'a'..=b'z').collect(),
            PasswordClass::Digit => (b'0'..=b'9').collect(),
            PasswordClass::Special => PASSWORD_SPECIAL.bytes().collect(),
        };
        all.into_iter().filter(kept).collect()
    };
    let classes = PasswordClass::ALL.map(of);
    let all = classes.concat();
    let length = shape.length.clamp(PASSWORD_MIN_CHARS, PASSWORD_MAX_CHARS);
    let mut password = Vec::with_capacity(length);
    for class in &classes {
        password.extend(pick(class, source)?);
    }
    while password.len() < length {
        password.extend(pick(&all, source)?);
    }
    for last in (1..password.len()).rev() {
        let other = below(last + 1, source)?;
        password.swap(last, other);
    }
    Ok(Secret::new(password.into_iter().map(char::from).collect::<String>()))
}

fn pick<E>(from: &[u8], source: &mut dyn FnMut() -> Result<u8, E>) -> Result<Option<u8>, E> {
    Ok(from.get(below(from.len(), source)?).copied())
}

/// A number below `limit` (at most 256), each equally likely: bytes past the last whole multiple are drawn again.
fn below<E>(limit: usize, source: &mut dyn FnMut() -> Result<u8, E>) -> Result<usize, E> {
    loop {
        let byte = usize::from(source()?);
        if byte < 256 - 256 % limit {
            return Ok(byte % limit);
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use reinstall_core::rules::sign_in::missing_classes;
    use std::collections::BTreeMap;
    use std::convert::Infallible;

    /// A seeded source (splitmix64), which is no randomness but looks like it.
    fn seeded(seed: u64) -> impl FnMut() -> Result<u8, Infallible> {
        let mut state = seed;
        move || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            Ok((mixed ^ (mixed >> 31)).to_le_bytes()[0])
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

        #[test]
        fn every_password_meets_the_rule(seed in any::<u64>(), length in 0_usize..40, unmistakable in any::<bool>()) {
            let Ok(password) = password_from(PasswordShape { length, unmistakable }, &mut seeded(seed));
            let text = password.expose();
            prop_assert_eq!(text.chars().count(), length.clamp(8, 16));
            prop_assert_eq!(missing_classes(text).count(), 0);
            prop_assert!(text.chars().all(|character| PasswordClass::of(character).is_some()));
            prop_assert!(!unmistakable || !text.contains(|character| LOOK_ALIKES.contains(character)));
        }
    }

    #[test]
    fn each_class_stands_anywhere_and_each_character_occurs() {
        let mut source = seeded(7);
        let mut digit_at = [0_u32; 8];
        let mut counts: BTreeMap<char, u32> = BTreeMap::new();
        for _ in 0..8000 {
            let Ok(password) = password_from(PasswordShape { length: 8, unmistakable: false }, &mut source);
            for (at, character) in password.expose().chars().enumerate() {
                *counts.entry(character).or_default() += 1;
                digit_at[at] += u32::from(character.is_ascii_digit());
            }
        }
        assert_eq!(counts.len(), 26 + 26 + 10 + 10);
        let (least, most) = (digit_at.iter().min().unwrap(), digit_at.iter().max().unwrap());
        assert!(most - least < most / 8, "not shuffled evenly: {digit_at:?}");
        // Inside a class no character comes more often than another, which a plain remainder would give.
        let letters: Vec<u32> = ('A'..='Z').map(|letter| counts[&letter]).collect();
        let (least, most) = (letters.iter().min().unwrap(), letters.iter().max().unwrap());
        assert!(most - least < most / 3, "{letters:?}");
    }

    #[test]
    fn a_byte_past_the_last_whole_multiple_is_drawn_again() {
        let mut bytes = [250, 255, 249].into_iter();
        let mut source = || bytes.next().ok_or(());
        assert_eq!(below(10, &mut source), Ok(9));
        let mut empty = || Err(());
        assert_eq!(below(10, &mut empty), Err(()));
    }

    #[test]
    fn a_source_that_fails_makes_no_password() {
        let mut left = 5;
        let made = password_from(PasswordShape::default(), &mut || {
            left -= 1;
            if left > 0 { Ok(1) } else { Err(NoRandomness) }
        });
        assert_eq!(made.err(), Some(NoRandomness));
    }
}
