//! The rows that were ticked. They stay ticked while another filter hides them.

use std::collections::BTreeSet;
use yew::AttrValue;

/// Ids of instances.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(BTreeSet<AttrValue>);

/// How much of what is shown is ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Extent {
    None,
    Some,
    All,
}

impl Selection {
    /// Whether this instance is ticked.
    pub fn has(&self, id: &str) -> bool {
        self.0.contains(id)
    }

    /// How many are ticked.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Ticks one, or not any more.
    pub fn set(&mut self, id: AttrValue, on: bool) {
        if on {
            self.0.insert(id);
        } else {
            self.0.remove(&id);
        }
    }

    /// Ticks all of these, or none of them.
    pub fn set_all(&mut self, ids: impl Iterator<Item = AttrValue>, on: bool) {
        for id in ids {
            self.set(id, on);
        }
    }

    /// Leaves only those that exist.
    pub fn retain(&mut self, exists: impl Fn(&str) -> bool) {
        self.0.retain(|id| exists(id));
    }

    /// How much of these is ticked.
    pub fn extent<'a>(&self, ids: impl Iterator<Item = &'a str>) -> Extent {
        let (mut all, mut any) = (true, false);
        for id in ids {
            let ticked = self.has(id);
            all &= ticked;
            any |= ticked;
        }
        match (any, all) {
            (true, true) => Extent::All,
            (true, false) => Extent::Some,
            (false, _) => Extent::None,
        }
    }
}
