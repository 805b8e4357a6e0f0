//! The browser's cryptographic randomness.

use reinstall_core::Secret;
use reinstall_core::rules::sign_in::{PASSWORD_MAX_CHARS, PASSWORD_SPECIAL, PasswordClass, missing_classes};

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

/// A new password of the greatest length that meets the rule.
pub fn new_password() -> Result<Secret, NoRandomness> {
    let alphabet: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(PASSWORD_SPECIAL.chars()).collect();
    loop {
        // Bytes past the last whole multiple are dropped, so that every character is equally likely.
        let limit = 256 - 256 % alphabet.len();
        let password: String = bytes::<64>()?
            .into_iter()
            .map(usize::from)
            .filter(|byte| *byte < limit)
            .filter_map(|byte| alphabet.get(byte % alphabet.len()))
            .take(PASSWORD_MAX_CHARS)
            .collect();
        if password.len() == PASSWORD_MAX_CHARS && missing_classes(&password).next().is_none() {
            debug_assert!(password.chars().all(|c| PasswordClass::of(c).is_some()));
            return Ok(Secret::new(password));
        }
    }
}
