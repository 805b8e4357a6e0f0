//! `reinstall-sandbox`: a faithful local Zenlayer API, to practise a reinstall without an account.
//!
//! The heart is [`Sandbox`], a state machine without I/O: a [`Call`] and the time go in, an
//! [`Answer`] comes out. Nothing in it sleeps, reads a clock or opens a socket, so a test can live
//! through an hour of installations at once.
//!
//! | where | what |
//! | --- | --- |
//! | [`sandbox`] | the state machine: who asks, what for, what goes wrong on the way |
//! | [`auth`], [`rate`] | access keys and tokens; how many requests a second |
//! | [`world`], [`life`] | servers, images, keys; how an installation runs its course |
//! | [`actions`] | one file per API action: parameters in, response or refusal out |
//! | [`catalog`] | the built-in account, and variations of it |
//! | [`faults`], [`clock`], [`control`] | failures and time that a test orders, and where it does so |
//! | [`refusals`], [`envelope`] | which codes it can give, and how answers are written |
//! | [`snapshot`] | what became of the servers, as data |
//! | `http`, `state_file`, `flags` | the shell, behind the feature `server`: sockets, the file that keeps the state, flags |
//!
//! Whether a request is refused is never decided here where `reinstall_core`'s table of rules can
//! decide it. What is simulated, and what is not, is on one page: `docs/sandbox-differences.md`.

#![forbid(unsafe_code)]

pub mod actions;
pub mod auth;
pub mod calls;
pub mod catalog;
pub mod clock;
pub mod config;
pub mod control;
pub mod envelope;
pub mod faults;
#[cfg(feature = "server")]
pub mod flags;
#[cfg(feature = "server")]
pub mod http;
pub mod life;
mod params;
pub mod rate;
pub mod refusals;
pub mod sandbox;
pub mod snapshot;
#[cfg(feature = "server")]
pub mod state_file;
pub mod world;

pub use clock::Millis;
pub use config::Config;
pub use sandbox::{Answer, Call, Reply, Sandbox};
