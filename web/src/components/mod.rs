//! Components that know the domain.

pub mod badge;
pub mod error_box;
pub mod loaded;
pub mod phase;
pub mod protection;
pub mod status;
pub mod timeline;
