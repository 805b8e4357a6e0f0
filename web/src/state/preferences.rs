//! What somebody chose for this device and every page: theme, language, shortcuts. No secret is among it.

use reinstall_core::Locale;
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
    /// Whether single keys are shortcuts (WCAG 2.1.4: they can be turned off).
    pub shortcuts: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { theme: Theme::System, locale: None, shortcuts: true }
    }
}

/// What the device keeps as a few small texts, each under its own key.
pub trait Stored: Clone + Default + PartialEq + Reducible + 'static {
    /// The keys in the store.
    const KEYS: &[&str];

    /// The texts, in the order of the keys; `None` where it is as it is by default.
    fn stored(&self) -> Vec<Option<String>>;

    /// Takes one stored text over; one that is not understood is as if it were not there.
    fn read(&mut self, key: &str, value: Option<&str>);

    /// Another tab changed one of them: its key and text.
    fn changed_elsewhere(key: String, value: Option<String>) -> Self::Action;
}

/// A change of one preference.
#[derive(Clone, Debug)]
pub enum PreferencesAction {
    /// Another theme.
    Theme(Theme),
    /// Another language.
    Locale(Locale),
    /// Single keys are shortcuts, or not.
    Shortcuts(bool),
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
            PreferencesAction::Shortcuts(on) => preferences.shortcuts = on,
            PreferencesAction::Stored(key, value) => preferences.read(&key, value.as_deref()),
        }
        self
    }
}

impl Stored for Preferences {
    // web/theme.js knows the first two.
    const KEYS: &[&str] = &["theme", "locale", "shortcuts"];

    fn stored(&self) -> Vec<Option<String>> {
        vec![
            (self.theme != Theme::System).then(|| self.theme.name().to_owned()),
            self.locale.map(|locale| crate::locales::tag(locale).to_owned()),
            (!self.shortcuts).then(|| "off".to_owned()),
        ]
    }

    fn read(&mut self, key: &str, value: Option<&str>) {
        match key {
            "theme" => self.theme = value.and_then(Theme::from_name).unwrap_or_default(),
            "locale" => {
                self.locale = Locale::ALL.into_iter().find(|locale| value == Some(crate::locales::tag(*locale)));
            }
            "shortcuts" => self.shortcuts = value != Some("off"),
            _ => {}
        }
    }

    fn changed_elsewhere(key: String, value: Option<String>) -> PreferencesAction {
        PreferencesAction::Stored(key, value)
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
            PreferencesAction::Shortcuts(false),
        ] {
            preferences = preferences.reduce(action);
        }
        let mut again = Preferences::default();
        for (key, value) in Preferences::KEYS.iter().zip(preferences.stored()) {
            again.read(key, value.as_deref());
        }
        assert_eq!(again, *preferences);
    }

    #[test]
    fn nonsense_in_the_store_is_no_preference() {
        let mut preferences = Preferences::default();
        for key in Preferences::KEYS {
            preferences.read(key, Some("\u{0}"));
        }
        assert_eq!((preferences.theme, preferences.locale, preferences.shortcuts), (Theme::System, None, true));
    }
}
