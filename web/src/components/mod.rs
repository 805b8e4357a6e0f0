//! Components that know the domain.

pub mod badge;
pub mod code_editor;
pub mod error_box;
pub mod image_picker;
pub mod loaded;
pub mod phase;
pub mod protection;
pub mod settings;
pub mod shortcuts;
pub mod status;
pub mod timeline;
pub mod waiting;
