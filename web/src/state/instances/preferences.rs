//! What somebody chose for this device and its instances: columns, and which are protected. No secret is among it.

use crate::state::preferences::Stored;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use yew::Reducible;

/// The choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InstancePreferences {
    /// The columns of the instances table that are not shown, by name. Hidden ones are kept, so that a new column shows.
    pub hidden_columns: BTreeSet<String>,
    /// Instances that are never offered for a reinstall here: id to the name they had.
    pub protected: BTreeMap<String, String>,
}

/// A change of one of them.
#[derive(Clone, Debug)]
pub enum InstancePreferencesAction {
    /// A column is shown, or not.
    Column(String, bool),
    /// This instance (id, name) is not offered for a reinstall any more.
    Protect(String, String),
    /// Nor are these.
    ProtectAll(BTreeMap<String, String>),
    /// It is offered again.
    Unprotect(String),
    /// So are these.
    UnprotectAll(BTreeSet<String>),
    /// Another tab changed one of them: its key and value in the store.
    Stored(String, Option<String>),
}

impl Reducible for InstancePreferences {
    type Action = InstancePreferencesAction;

    fn reduce(mut self: Rc<Self>, action: Self::Action) -> Rc<Self> {
        use InstancePreferencesAction as Action;
        let preferences = Rc::make_mut(&mut self);
        match action {
            Action::Column(name, true) => drop(preferences.hidden_columns.remove(&name)),
            Action::Column(name, false) => drop(preferences.hidden_columns.insert(name)),
            Action::Protect(id, name) => drop(preferences.protected.insert(id, name)),
            Action::ProtectAll(instances) => preferences.protected.extend(instances),
            Action::Unprotect(id) => drop(preferences.protected.remove(&id)),
            Action::UnprotectAll(ids) => preferences.protected.retain(|id, _| !ids.contains(id)),
            Action::Stored(key, value) => preferences.read(&key, value.as_deref()),
        }
        self
    }
}

impl Stored for InstancePreferences {
    const KEYS: &[&str] = &["hidden-columns", "protected"];

    fn stored(&self) -> Vec<Option<String>> {
        let columns: Vec<&str> = self.hidden_columns.iter().map(String::as_str).collect();
        let protected: Vec<String> =
            self.protected.iter().map(|(id, name)| format!("{id} {}", name.replace(['\n', '\r'], " "))).collect();
        vec![(!columns.is_empty()).then(|| columns.join("\n")), (!protected.is_empty()).then(|| protected.join("\n"))]
    }

    fn read(&mut self, key: &str, value: Option<&str>) {
        let lines = || value.unwrap_or_default().lines().filter(|line| !line.is_empty());
        match key {
            "hidden-columns" => self.hidden_columns = lines().map(str::to_owned).collect(),
            "protected" => {
                let entry = |line: &str| {
                    let (id, name) = line.split_once(' ').unwrap_or((line, ""));
                    (id.to_owned(), name.to_owned())
                };
                self.protected = lines().map(entry).collect();
            }
            _ => {}
        }
    }

    fn changed_elsewhere(key: String, value: Option<String>) -> Self::Action {
        InstancePreferencesAction::Stored(key, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_back() {
        use InstancePreferencesAction as Action;
        let mut preferences = Rc::new(InstancePreferences::default());
        for action in [
            Action::Column("zone".into(), false),
            Action::Column("image".into(), false),
            Action::Column("image".into(), true),
            Action::Protect("1".into(), "db 01".into()),
            Action::Protect("2".into(), String::new()),
            Action::ProtectAll([("3", "c"), ("4", "d")].map(|(id, name)| (id.into(), name.into())).into()),
            Action::UnprotectAll(["2", "4"].map(str::to_owned).into()),
        ] {
            preferences = preferences.reduce(action);
        }
        let mut again = InstancePreferences::default();
        for (key, value) in InstancePreferences::KEYS.iter().zip(preferences.stored()) {
            again.read(key, value.as_deref());
        }
        assert_eq!(again, *preferences);
        assert_eq!(again.protected, [("1", "db 01"), ("3", "c")].map(|(id, name)| (id.into(), name.into())).into());
    }
}
