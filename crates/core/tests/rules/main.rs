//! The rules and the disk engine, against data and against anything: one program, since each costs a link.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, reason = "a test may stop at the first surprise")]

mod conformance;
mod disk;
mod fix;
mod generate;
mod properties;
mod suite;
