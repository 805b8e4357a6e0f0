//! The core for JavaScript, a thin skin: each function decodes, calls the core, encodes. No rule lives here.
//!
//! Without the feature `whole` it is the check alone, as the smallest module: no formatting, no words. Without `std`, as it is
//! packed, there is no standard library.

#![cfg(target_arch = "wasm32")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod check;
#[cfg(not(feature = "std"))]
mod small;
#[cfg(feature = "whole")]
mod whole;

pub use check::Checker;
