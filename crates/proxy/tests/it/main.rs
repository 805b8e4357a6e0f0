//! The proxy as its users meet it: browsers, attackers, and an upstream that misbehaves.
//!
//! One program for all of it, so that there is one thing to link. `refusals`, `cors` and `files`
//! need no port; the others speak raw HTTP over loopback to hand-made upstreams.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod certificates;
mod client;
mod clients;
mod cors;
mod files;
mod forwarding;
mod info;
#[cfg(unix)]
mod program;
mod proxy;
mod refusals;
mod sent;
mod upstream;
