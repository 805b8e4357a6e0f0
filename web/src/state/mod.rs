//! Drafts, reviews and jobs: plain Rust without web types, tested natively.

pub mod draft;
pub mod jobs;
pub mod preferences;
pub mod review;
pub mod shortcuts;
