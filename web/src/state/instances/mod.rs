//! The list of servers as plain data: reading it page by page, filtering, sorting, columns, what is drawn of it.
//!
//! | where | what |
//! | --- | --- |
//! | [`reading`] | the pages of the API become one [`Listing`] |
//! | [`row`] | one server, as it is shown and searched |
//! | [`filter`] | what is asked of the list, in the URL's query and back |
//! | [`found`] | which rows answer, in which order, and the counts of the choices |
//! | [`natural`] | the order of names: `web-2` before `web-10` |
//! | [`columns`] | what can be shown and hidden |
//! | [`window`] | the few rows of many that are drawn |
//! | [`selection`] | the rows that were ticked |
//! | [`preferences`] | what the device keeps: hidden columns, protected servers |
//! | [`availability`] | whether a reinstall is offered, or why not |

pub mod availability;
pub mod columns;
pub mod filter;
pub mod found;
pub mod natural;
pub mod preferences;
pub mod reading;
pub mod row;
pub mod selection;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
pub mod window;

pub use availability::{Availability, Reason};
pub use columns::{Column, Columns};
pub use filter::{Facet, Filter, Sort, SortBy, View};
pub use found::{Found, order};
pub use preferences::{InstancePreferences, InstancePreferencesAction};
pub use reading::{Listing, Next, Reading};
pub use row::Row;
pub use selection::Selection;

use std::ops::Deref;
use std::rc::Rc;

/// Something large that is compared by its place in memory: equal means the very same.
#[derive(Debug, Default)]
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Shares a value.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> From<Rc<T>> for Shared<T> {
    fn from(value: Rc<T>) -> Self {
        Self(value)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
