//! The check of a request: no standard library, no formatting, no words.
//!
//! JavaScript writes a value as tokens (`tokens`), the core reads them and checks, and the verdict goes back as numbers
//! (`verdict`). What a person reads is made of them in JavaScript (`crates/wasm/js`). No rule lives here.

pub(crate) mod tokens;
pub(crate) mod verdict;

use alloc::vec::Vec;
use core::str;
use reinstall_core::Report;
use reinstall_core::read::{read, read_each, read_json, read_known};
use reinstall_core::rules::check_reading;
use tokens::Tokens;
use wasm_bindgen::prelude::*;

/// What is kept between calls, so that nothing crosses but two numbers: JavaScript writes into the input, and reads the
/// output before the next call.
#[wasm_bindgen]
#[derive(Default)]
pub struct Checker {
    input: Vec<u8>,
    output: Vec<u8>,
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

    /// Where to write an input of this length. Good until the next call.
    pub fn input(&mut self, length: usize) -> *mut u8 {
        self.input.resize(length, 0);
        self.input.as_mut_ptr()
    }

    /// Where the verdict stands after a check.
    pub fn output(&self) -> *const u8 {
        self.output.as_ptr()
    }

    /// Checks the request that the input holds as tokens, with what is known about the server behind it. The verdict's length.
    pub fn check(&mut self) -> usize {
        self.tell(&self.report())
    }

    /// As [`Self::check`], with the issues of one member alone: its number is its place among the members of a request, from 1.
    pub fn check_field(&mut self, field: u8) -> usize {
        let mut report = self.report();
        report.issues.retain(|issue| issue.path.field() as u8 == field);
        self.tell(&report)
    }

    /// Checks the request that the input holds as JSON text of this length (UTF-8), with what is known about the server behind
    /// it as tokens. The verdict's length.
    pub fn check_text(&mut self, length: usize) -> usize {
        let (text, known) = self.input.split_at_checked(length).unwrap_or_default();
        let known = read_known(&mut Tokens::new(known)).unwrap_or_default();
        self.tell(&check_reading(read_json(valid(text)), known.context()))
    }

    /// Checks each element of the list that the input holds as JSON text of this length, all with the same knowledge, which
    /// stands behind it as tokens. The verdicts' length.
    pub fn check_batch(&mut self, length: usize) -> usize {
        self.output.clear();
        let (text, known) = self.input.split_at_checked(length).unwrap_or_default();
        let known = read_known(&mut Tokens::new(known)).unwrap_or_default();
        let output = &mut self.output;
        let about_text = read_each(valid(text), &mut |reading| {
            verdict::encode_one(&check_reading(reading, known.context()), output);
        });
        verdict::encode_end(output);
        verdict::encode(&Report { issues: about_text.err().into_iter().collect() }, output);
        self.finish()
    }

    /// Over an input that is tokens.
    fn report(&self) -> Report {
        let mut tokens = Tokens::new(&self.input);
        // Tokens cannot fail: what is not JSON is one of them.
        let reading = read(&mut tokens).unwrap_or_default();
        let known = read_known(&mut tokens).unwrap_or_default();
        check_reading(reading, known.context())
    }

    fn tell(&mut self, report: &Report) -> usize {
        self.output.clear();
        verdict::encode(report, &mut self.output);
        self.finish()
    }

    fn finish(&mut self) -> usize {
        if self.input.capacity() > KEPT_MAX {
            self.input = Vec::new();
        }
        self.output.len()
    }
}

/// What JavaScript encodes is UTF-8. Other bytes are cut off where they break, and so are no JSON.
fn valid(text: &[u8]) -> &str {
    match str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => text.get(..error.valid_up_to()).and_then(|valid| str::from_utf8(valid).ok()).unwrap_or_default(),
    }
}
