//! Components that know the domain.

pub mod badge;
pub mod error_box;
pub mod loaded;
pub mod phase;
pub mod settings;
pub mod shortcuts;
pub mod status;
pub mod timeline;
