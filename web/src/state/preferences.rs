//! What somebody chose for this device: theme, language, columns, shortcuts, protected instances. No secret is among it.

use reinstall_core::Locale;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use yew::Reducible;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device has it.
    #[default]
    System,
    /// Light, whatever the device has.
    Light,
    /// Dark, whatever the device has.
    Dark,
}

impl Theme {
    /// Every theme, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name in the store and in `data-theme`; web/theme.js reads it before the first paint.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// The preferences of this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// Light or dark.
    pub theme: Theme,
    /// The language that was chosen; `None`: the browser's.
    pub locale: Option<Locale>,
    /// The columns of the instances table that are not shown, by name. Hidden ones are kept, so that a new column shows.
    pub hidden_columns: BTreeSet<String>,
    /// Whether single keys are shortcuts (WCAG 2.1.4: they can be turned off).
    pub shortcuts: bool,
    /// Instances that are never offered for a reinstall here: id to the name they had.
    pub protected: BTreeMap<String, String>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            locale: None,
            hidden_columns: BTreeSet::new(),
            shortcuts: true,
            protected: BTreeMap::new(),
        }
    }
}

/// A change of one preference.
#[derive(Clone, Debug)]
pub enum PreferencesAction {
    /// Another theme.
    Theme(Theme),
    /// Another language.
    Locale(Locale),
    /// A column is shown, or not.
    Column(String, bool),
    /// Single keys are shortcuts, or not.
    Shortcuts(bool),
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

impl Reducible for Preferences {
    type Action = PreferencesAction;

    fn reduce(mut self: Rc<Self>, action: PreferencesAction) -> Rc<Self> {
        let preferences = Rc::make_mut(&mut self);
        match action {
            PreferencesAction::Theme(theme) => preferences.theme = theme,
            PreferencesAction::Locale(locale) => preferences.locale = Some(locale),
            PreferencesAction::Column(name, true) => drop(preferences.hidden_columns.remove(&name)),
            PreferencesAction::Column(name, false) => drop(preferences.hidden_columns.insert(name)),
            PreferencesAction::Shortcuts(on) => preferences.shortcuts = on,
            PreferencesAction::Protect(id, name) => drop(preferences.protected.insert(id, name)),
            PreferencesAction::ProtectAll(instances) => preferences.protected.extend(instances),
            PreferencesAction::Unprotect(id) => drop(preferences.protected.remove(&id)),
            PreferencesAction::UnprotectAll(ids) => preferences.protected.retain(|id, _| !ids.contains(id)),
            PreferencesAction::Stored(key, value) => preferences.read(&key, value.as_deref()),
        }
        self
    }
}

/// The keys in the store. web/theme.js knows the first two.
pub const KEYS: [&str; 5] = ["theme", "locale", "hidden-columns", "shortcuts", "protected"];

impl Preferences {
    /// The preferences as they are stored: each key with its value, `None` where it is as it is by default.
    pub fn stored(&self) -> [(&'static str, Option<String>); 5] {
        let default = Self::default();
        let columns: Vec<&str> = self.hidden_columns.iter().map(String::as_str).collect();
        let protected: Vec<String> =
            self.protected.iter().map(|(id, name)| format!("{id} {}", name.replace(['\n', '\r'], " "))).collect();
        [
            (KEYS[0], (self.theme != default.theme).then(|| self.theme.name().to_owned())),
            (KEYS[1], self.locale.map(|locale| crate::locales::tag(locale).to_owned())),
            (KEYS[2], (!columns.is_empty()).then(|| columns.join("\n"))),
            (KEYS[3], (!self.shortcuts).then(|| "off".to_owned())),
            (KEYS[4], (!protected.is_empty()).then(|| protected.join("\n"))),
        ]
    }

    /// Takes one stored value over; one that is not understood is as if it were not there.
    pub fn read(&mut self, key: &str, value: Option<&str>) {
        let lines = || value.unwrap_or_default().lines().filter(|line| !line.is_empty());
        match KEYS.iter().position(|known| *known == key) {
            Some(0) => self.theme = value.and_then(Theme::from_name).unwrap_or_default(),
            Some(1) => {
                self.locale = Locale::ALL.into_iter().find(|locale| value == Some(crate::locales::tag(*locale)));
            }
            Some(2) => self.hidden_columns = lines().map(str::to_owned).collect(),
            Some(3) => self.shortcuts = value != Some("off"),
            Some(4) => {
                let entry = |line: &str| {
                    let (id, name) = line.split_once(' ').unwrap_or((line, ""));
                    (id.to_owned(), name.to_owned())
                };
                self.protected = lines().map(entry).collect();
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_back() {
        let mut preferences = Rc::new(Preferences::default());
        for action in [
            PreferencesAction::Theme(Theme::Dark),
            PreferencesAction::Locale(Locale::ZhCn),
            PreferencesAction::Column("zone".into(), false),
            PreferencesAction::Column("image".into(), false),
            PreferencesAction::Column("image".into(), true),
            PreferencesAction::Shortcuts(false),
            PreferencesAction::Protect("1".into(), "db 01".into()),
            PreferencesAction::Protect("2".into(), String::new()),
            PreferencesAction::ProtectAll([("3", "c"), ("4", "d")].map(|(id, name)| (id.into(), name.into())).into()),
            PreferencesAction::UnprotectAll(["2", "4"].map(str::to_owned).into()),
        ] {
            preferences = preferences.reduce(action);
        }
        let mut again = Preferences::default();
        for (key, value) in preferences.stored() {
            again.read(key, value.as_deref());
        }
        assert_eq!(again, *preferences);
        assert_eq!(again.protected, [("1", "db 01"), ("3", "c")].map(|(id, name)| (id.into(), name.into())).into());
    }

    #[test]
    fn nonsense_in_the_store_is_no_preference() {
        let mut preferences = Preferences::default();
        for key in KEYS {
            preferences.read(key, Some("\u{0}"));
        }
        assert_eq!((preferences.theme, preferences.locale, preferences.shortcuts), (Theme::System, None, true));
    }
}
