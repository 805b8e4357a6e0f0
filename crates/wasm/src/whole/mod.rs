//! What is beside the check: signing, answers, disks, jobs, code.
//!
//! A question comes as a request in tokens, arguments in JSON, and a text; the answer is JSON, and behind it a verdict where a
//! request was checked. So nothing but numbers crosses, and nothing is left to free. `crates/wasm/js` gives it its shape.

mod disks;
mod export;
mod job;
mod response;
mod sign;

use crate::check::tokens::Tokens;
use crate::check::verdict::Verdict;
use crate::check::{Checker, context, known, text};
use alloc::string::String;
use alloc::vec::Vec;
use reinstall_core::read::{Known, read_json, read_source};
use reinstall_core::rules::{check_source, check_text};
use reinstall_core::{Prepared, ReinstallRequest, prepare};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// What goes back to JavaScript.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Answer<T> {
    /// What was asked for.
    Value(T),
    /// An argument that does not fit, in words that name it.
    Wrong(String),
    /// A request that breaks a rule; the verdict says which.
    Refused,
}

impl<T: Serialize> Answer<T> {
    /// Its length (four bytes, the lowest first), and itself.
    fn encode(&self) -> Vec<u8> {
        let mut out = Vec::from([0; 4]);
        // Texts, numbers and lists alone: writing them cannot fail.
        out.extend(serde_json::to_vec(self).unwrap_or_default());
        let length = u32::try_from(out.len() - 4).unwrap_or(0);
        out.iter_mut().zip(length.to_le_bytes()).for_each(|(byte, length)| *byte = length);
        out
    }
}

/// What a question consists of.
struct Asked<'a> {
    /// What is known about the server, and then the request where that is no text.
    tokens: &'a [u8],
    /// The arguments, as JSON.
    given: &'a str,
    text: &'a str,
}

impl<'a> Asked<'a> {
    fn known(&self) -> (Option<Known>, Tokens<'a>) {
        let mut tokens = Tokens::new(self.tokens);
        (known(&mut tokens), tokens)
    }

    /// The request, as far as it can be read.
    fn request(&self) -> ReinstallRequest {
        if !self.text.is_empty() {
            return read_json(self.text).request;
        }
        // Tokens cannot fail: what is not JSON is one of them.
        read_source(&mut self.known().1).map(|reading| reading.request).unwrap_or_default()
    }

    /// Checks the request, and tells each issue.
    fn check(&self, verdict: &mut Verdict) {
        let (known, mut tokens) = self.known();
        let context = context(known.as_ref());
        if self.text.is_empty() {
            let (Ok(()) | Err(_)) = check_source(&mut tokens, context, verdict);
        } else {
            check_text(self.text, context, verdict);
        }
    }

    /// The proof that the request may be sent; None where it may not, and the verdict says why.
    fn prepare(&self, verdict: &mut Verdict) -> Option<Prepared> {
        // What is wrong with the JSON itself is not known to the request that is read of it.
        self.check(verdict);
        if !verdict.is_valid() {
            return None;
        }
        verdict.begin(0);
        prepare(&self.request(), context(self.known().0.as_ref())).ok()
    }
}

#[wasm_bindgen]
impl Checker {
    /// Answers a question. The input holds its tokens, then its arguments, then its text; each ends where the next begins.
    /// Where the answer stands; good until the next call of anything here.
    pub fn ask(&mut self, what: u8, tokens: usize, given: usize, end: usize) -> *const u8 {
        self.verdict.begin(0);
        let asked = Asked {
            tokens: self.input.get(..tokens).unwrap_or_default(),
            given: text(&self.input, tokens, given),
            text: text(&self.input, given, end),
        };
        let verdict = &mut self.verdict;
        self.answer = match what {
            0 => sign::reinstall(&asked, verdict),
            1 => sign::read(&asked),
            2 => response::parse(&asked),
            3 => disks::plan(&asked, verdict),
            4 => job::create(&asked, verdict),
            5 => job::step(&asked),
            _ => export::export(&asked, verdict),
        };
        self.answer.as_ptr()
    }

    /// Where the verdict stands that belongs to the last answer.
    pub fn told(&mut self) -> *const u8 {
        self.verdict.end()
    }
}

impl Checker {
    /// As [`Self::ask`], from this side of the boundary: the answer's JSON, and how much the verdict says.
    pub fn answer(&mut self, what: u8, tokens: &[u8], given: &str, text: &str) -> (&[u8], usize) {
        let ends = (tokens.len(), tokens.len() + given.len());
        self.input = [tokens, given.as_bytes(), text.as_bytes()].concat();
        self.ask(what, ends.0, ends.1, self.input.len());
        (self.answer.get(4..).unwrap_or_default(), self.verdict.len())
    }
}
