//! Drafts, reviews, jobs and the list of instances: plain Rust without web types, tested natively.

pub mod clock_check;
pub mod draft;
pub mod end_of_life;
pub mod images;
pub mod instances;
pub mod jobs;
pub mod layout;
pub mod preferences;
pub mod public_key;
pub mod review;
pub mod shortcuts;
pub mod user_data;
