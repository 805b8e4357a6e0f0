//! The check of a request for JavaScript, and nothing else: no standard library, no formatting, no words.
//!
//! JavaScript writes a value as tokens (`tokens`), the core reads them and checks, and the verdict goes back as numbers
//! (`verdict`). What a person reads is made of them in JavaScript (`crates/wasm/js`). No rule lives here.

#![cfg(target_arch = "wasm32")]
#![no_std]

extern crate alloc;

mod tokens;
mod verdict;

use alloc::vec::Vec;
use core::str;
use reinstall_core::read::{Known, read, read_json, read_known};
use reinstall_core::rules::check_reading;
use tokens::Tokens;
use wasm_bindgen::prelude::*;

#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

/// A panic is a bug of ours. Its words would be most of this module, so there are none: it stops.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// Checks a request that is written as tokens; what is known about the server stands behind it.
#[wasm_bindgen]
pub fn check(tokens: &[u8]) -> Vec<u8> {
    let mut tokens = Tokens::new(tokens);
    // Tokens cannot fail: what is not JSON is one of them.
    let reading = read(&mut tokens).unwrap_or_default();
    let known = read_known(&mut tokens).unwrap_or_default();
    verdict::encode(&check_reading(reading, known.context()))
}

/// Checks a request that is JSON text (UTF-8); what is known about the server is written as tokens.
#[wasm_bindgen]
pub fn check_text(text: &[u8], known: &[u8]) -> Vec<u8> {
    let known = read_known(&mut Tokens::new(known)).unwrap_or_default();
    verdict::encode(&one(text, &known))
}

fn one(text: &[u8], known: &Known) -> reinstall_core::Report {
    // What JavaScript encodes is UTF-8. Bytes of somebody else's that are not are cut off where they break, and so are no JSON.
    let text = match str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => text.get(..error.valid_up_to()).and_then(|valid| str::from_utf8(valid).ok()).unwrap_or_default(),
    };
    check_reading(read_json(text), known.context())
}
