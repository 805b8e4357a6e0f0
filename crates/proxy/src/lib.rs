//! `reinstall-proxy`: the one way by which a page in a browser may reach the Zenlayer API.

#![forbid(unsafe_code)]

pub mod origin;
pub mod sent;
