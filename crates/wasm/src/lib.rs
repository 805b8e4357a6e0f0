//! The core for JavaScript, a thin skin: each function decodes, calls the core, encodes. No rule lives here.
//!
//! Without the feature `whole` it is the check alone, as the smallest module: no standard library, no formatting, no words.

#![cfg(target_arch = "wasm32")]
#![cfg_attr(not(feature = "whole"), no_std)]

extern crate alloc;

mod check;
#[cfg(not(feature = "whole"))]
mod small;
#[cfg(feature = "whole")]
mod whole;

pub use check::Checker;
#[cfg(feature = "whole")]
pub use whole::*;
