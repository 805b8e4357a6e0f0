//! What is made from the tables of the core.

mod page;
mod rows;
mod schema;
mod table;
mod types;

pub(crate) use page::rules_page;
pub(crate) use rows::{issue_codes, server_codes};
pub(crate) use schema::schema;
pub(crate) use table::table;
pub(crate) use types::types;
