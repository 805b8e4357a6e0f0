//! The check of a request: no standard library, no formatting, no words.
//!
//! JavaScript writes a value as tokens (`tokens`), the core reads them and checks, and the verdict goes back as numbers
//! (`verdict`). What a person reads is made of them in JavaScript (`crates/wasm/js`). No rule lives here.

pub(crate) mod tokens;
pub(crate) mod verdict;

use alloc::vec::Vec;
use core::str;
use reinstall_core::Context;
use reinstall_core::read::{Known, read_known};
use reinstall_core::rules::{check_batch, check_source, check_text};
use tokens::Tokens;
use verdict::Verdict;
use wasm_bindgen::prelude::*;

/// What is kept between calls, so that nothing crosses but numbers: JavaScript writes into the input, and reads the verdict
/// before the next call.
#[wasm_bindgen]
#[derive(Default)]
pub struct Checker {
    pub(crate) input: Vec<u8>,
    pub(crate) verdict: Verdict,
    /// What the whole module answers beside a verdict.
    #[cfg(feature = "whole")]
    pub(crate) answer: Vec<u8>,
}

/// More than this is given back after the call, in bytes.
const KEPT_MAX: usize = 1 << 20;

#[wasm_bindgen]
impl Checker {
    /// One is enough.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where to write an input of so many bytes; what was written before stays. Good until the next call of anything here.
    pub fn input(&mut self, length: usize) -> *mut u8 {
        if self.input.len() < length || self.input.len() > KEPT_MAX {
            self.input.resize(length, 0);
            self.input.shrink_to(KEPT_MAX);
        }
        self.input.as_mut_ptr()
    }

    /// Checks a request. The input's first bytes hold, as tokens, what is known about the server, and then the request. Tells
    /// of one member alone, by the number of its name, or of all (0). Where the verdict stands.
    pub fn check(&mut self, length: usize, field: u8) -> *const u8 {
        self.verdict.begin(field);
        let mut tokens = Tokens::new(self.input.get(..length).unwrap_or_default());
        let known = known(&mut tokens);
        // Tokens cannot fail: what is not JSON is one of them.
        let (Ok(()) | Err(_)) = check_source(&mut tokens, context(known.as_ref()), &mut self.verdict);
        self.verdict.end()
    }

    /// Checks a request that is JSON text (UTF-8): it stands in the input from `start` to `end`, and before it, as tokens,
    /// what is known about the server. Where the verdict stands.
    pub fn check_text(&mut self, start: usize, end: usize) -> *const u8 {
        self.verdict.begin(0);
        let known = known(&mut Tokens::new(self.input.get(..start).unwrap_or_default()));
        check_text(text(&self.input, start, end), context(known.as_ref()), &mut self.verdict);
        self.verdict.end()
    }

    /// Checks each element of a list that is JSON text, all with the same knowledge; both stand as for
    /// [`Self::check_text`]. Where the verdicts stand.
    pub fn check_batch(&mut self, start: usize, end: usize) -> *const u8 {
        self.verdict.begin(0);
        let known = known(&mut Tokens::new(self.input.get(..start).unwrap_or_default()));
        check_batch(text(&self.input, start, end), context(known.as_ref()), &mut self.verdict);
        self.verdict.end()
    }
}

/// What is known about the server; nothing, nearly always.
pub(crate) fn known(tokens: &mut Tokens<'_>) -> Option<Known> {
    if tokens.pass_null() { None } else { read_known(tokens).ok() }
}

pub(crate) fn context(known: Option<&Known>) -> Context<'_> {
    known.map(Known::context).unwrap_or_default()
}

/// What JavaScript encodes is UTF-8. Other bytes are cut off where they break, and so are no JSON.
pub(crate) fn text(input: &[u8], start: usize, end: usize) -> &str {
    let bytes = input.get(start..end).unwrap_or_default();
    match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => bytes.get(..error.valid_up_to()).and_then(|valid| str::from_utf8(valid).ok()).unwrap_or_default(),
    }
}
