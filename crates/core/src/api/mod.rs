//! The wire, without I/O: names of calls, signing, envelopes, error codes.

pub mod action;

pub use action::{Action, Service};
