//! The wire, without I/O: names of calls, signing, envelopes, error codes.

pub mod action;
pub mod error;

pub use action::{Action, Service};
pub use error::{ApiError, ServerCode};
