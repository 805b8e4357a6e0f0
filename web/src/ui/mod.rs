//! Primitives over native elements. They know nothing of the domain.

pub mod choice;
pub mod copy;
pub mod dialog;
pub mod field;
pub mod heading;
pub mod link;

pub use choice::Choice;
pub use copy::CopyButton;
pub use dialog::Dialog;
pub use field::{FieldShell, Issues, SelectField, TextField};
pub use heading::PageHeading;
pub use link::{PageButton, PageLink};
