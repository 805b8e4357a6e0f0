//! Everything that is known about `ReinstallInstance`, with no I/O, no clock and no randomness.

pub mod api;
