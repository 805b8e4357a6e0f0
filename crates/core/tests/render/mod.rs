//! What is made from the table of rules.

mod page;
mod table;
mod types;

pub(crate) use page::rules_page;
pub(crate) use table::table;
pub(crate) use types::types;
