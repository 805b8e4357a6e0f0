//! Drafts, reviews, jobs and the list of instances: plain Rust without web types, tested natively.

pub mod draft;
pub mod instances;
pub mod jobs;
pub mod preferences;
pub mod review;
