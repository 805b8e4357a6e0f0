//! What is beside the check: signing, answers, disks, jobs.
//!
//! Arguments are JSON text, and what is checked comes as tokens. The answer is its JSON's length (four bytes, the lowest
//! first), the JSON, and behind it a verdict where a request was checked. So nothing but bytes crosses, and nothing is left
//! to free. `crates/wasm/js` gives all of it its shape.

mod disks;
mod job;
mod response;
mod sign;

use crate::check::{tokens::Tokens, verdict};
use alloc::string::String;
use alloc::vec::Vec;
use reinstall_core::read::{Known, Reading, read, read_json, read_known};
use reinstall_core::rules::check_reading;
use reinstall_core::{Prepared, Report, prepare};
use serde::Serialize;

pub use disks::plan_disks;
pub use job::{create_job, look_body, step_job};
pub use response::parse_response;
pub use sign::{sign_read, sign_reinstall};

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
    fn encode(&self) -> Vec<u8> {
        // Texts, numbers and lists alone: writing them cannot fail.
        let json = serde_json::to_vec(self).unwrap_or_default();
        let mut out = Vec::with_capacity(4 + json.len());
        out.extend_from_slice(&u32::try_from(json.len()).unwrap_or(0).to_le_bytes());
        out.extend(json);
        out
    }

    fn with(&self, report: &Report) -> Vec<u8> {
        let mut out = self.encode();
        verdict::encode(report, &mut out);
        out
    }
}

/// A request and what is known about the server, as they were written by `js/encode.js`.
struct Asked {
    reading: Reading,
    known: Known,
}

impl Asked {
    /// The request is text, or stands before what is known.
    fn read(tokens: &[u8], text: Option<&str>) -> Self {
        let mut tokens = Tokens::new(tokens);
        let reading = match text {
            Some(text) => read_json(text),
            // Tokens cannot fail: what is not JSON is one of them.
            None => read(&mut tokens).unwrap_or_default(),
        };
        Self { reading, known: read_known(&mut tokens).unwrap_or_default() }
    }

    fn report(&self) -> Report {
        check_reading(self.reading.clone(), self.known.context())
    }

    /// The proof that it may be sent.
    fn prepare(&self) -> Result<Prepared, Report> {
        // What is wrong with the JSON itself is known to the reading alone.
        let report = self.report();
        if report.is_valid() { prepare(&self.reading.request, self.known.context()) } else { Err(report) }
    }
}
