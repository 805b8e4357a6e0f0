//! `reinstall-proxy`: the one way by which a page in a browser may reach the Zenlayer API.
//!
//! The API gives browsers no permission to call it, so a proxy must. It is made for a call that
//! wipes servers, and keeps to what follows from that:
//!
//! - one upstream, fixed at start; nothing in a request chooses a host, and no redirect is followed;
//! - only the pages, names, paths, actions and headers that are listed pass; all else is refused;
//! - body and signed headers reach the upstream byte for byte; the proxy never parses a body;
//! - nothing is ever sent twice, and every failure says whether it was sent once ([`sent::Sent`]).
//!
//! # Map
//!
//! A request meets, in this order: [`server`] (one request a connection), `access_log`, [`gate`]
//! (who may ask), [`rate`], then `forward` (the API), `info` (about itself) or [`static_files`]
//! (the portal). `forward` uses [`connect`] (one fresh connection) and `exchange` (one request and
//! its answer, watched by [`sent`]). [`app`] is the picture of it all, [`config`] the way in, and
//! [`error`] every way to say no.

#![forbid(unsafe_code)]

mod access_log;
pub mod app;
pub mod config;
pub mod connect;
pub mod error;
mod exchange;
mod forward;
pub mod gate;
mod info;
pub mod origin;
pub mod rate;
pub mod sent;
pub mod server;
pub mod static_files;
