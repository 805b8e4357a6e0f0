//! Shortcuts of single keys: one table, which the handler and the help sheet read.
//!
//! None of them changes anything on a server: they lead to places, and that is all they can do.

use crate::locales::Words;
use crate::routes::Route;
use crate::t;
use yew::AttrValue;

/// What a shortcut does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// Goes to a page.
    Go(Route),
    /// Puts the focus into the page's filter.
    Filter,
    /// Shows what shortcuts there are.
    Help,
}

/// One shortcut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// The keys, pressed one after the other.
    pub keys: &'static [&'static str],
    /// What it does.
    pub does: Does,
}

/// Every shortcut, in the order of the help sheet.
pub fn shortcuts() -> [Shortcut; 5] {
    [
        Shortcut { keys: &["g", "i"], does: Does::Go(Route::Instances) },
        Shortcut { keys: &["g", "j"], does: Does::Go(Route::Jobs) },
        Shortcut { keys: &["g", "c"], does: Does::Go(Route::Connect) },
        Shortcut { keys: &["/"], does: Does::Filter },
        Shortcut { keys: &["?"], does: Does::Help },
    ]
}

impl Does {
    /// What it does, in words.
    pub fn words(&self, words: &Words) -> AttrValue {
        match self {
            Self::Go(Route::Instances) => t!(words, "Go to Instances"),
            Self::Go(Route::Jobs) => t!(words, "Go to Jobs"),
            Self::Go(_) => t!(words, "Go to Connect"),
            Self::Filter => t!(words, "Filter the list"),
            Self::Help => t!(words, "Show the keyboard shortcuts"),
        }
    }
}

/// How long the second key may take, in milliseconds.
const PATIENCE_MILLIS: f64 = 1500.0;

/// The keys that were pressed so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pressed {
    first: Option<(String, f64)>,
}

impl Pressed {
    /// A key, pressed at this time in milliseconds of any clock: what it does, if it completes a shortcut.
    pub fn key(&mut self, key: &str, at_millis: f64) -> Option<Does> {
        let first = self.first.take().filter(|(_, before)| at_millis - before <= PATIENCE_MILLIS);
        let keys: Vec<&str> = first.iter().map(|(key, _)| key.as_str()).chain([key]).collect();
        let found = |keys: &[&str]| shortcuts().into_iter().find(|shortcut| shortcut.keys == keys);
        if let Some(shortcut) = found(&keys).or_else(|| found(&[key])) {
            return Some(shortcut.does);
        }
        let begins = |shortcut: &Shortcut| shortcut.keys.len() > 1 && shortcut.keys.first() == Some(&key);
        self.first = shortcuts().iter().any(begins).then(|| (key.to_owned(), at_millis));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(keys: &[(&str, f64)]) -> Vec<Does> {
        let mut pressed = Pressed::default();
        keys.iter().filter_map(|(key, at)| pressed.key(key, *at)).collect()
    }

    #[test]
    fn every_shortcut_is_reached_by_its_keys() {
        for shortcut in shortcuts() {
            let keys: Vec<_> = shortcut.keys.iter().map(|key| (*key, 0.0)).collect();
            assert_eq!(press(&keys), [shortcut.does]);
        }
    }

    #[test]
    fn keys_that_are_none_do_nothing() {
        assert_eq!(press(&[("g", 0.0), ("x", 1.0), ("i", 2.0)]), []);
        assert_eq!(press(&[("i", 0.0), ("g", 1.0)]), []);
        assert_eq!(press(&[("g", 0.0), ("i", 5000.0)]), [], "too late");
        assert_eq!(press(&[("G", 0.0), ("I", 1.0)]), [], "with the shift key");
        assert_eq!(press(&[("g", 0.0), ("g", 1.0), ("j", 2.0)]), [Does::Go(Route::Jobs)]);
        assert_eq!(press(&[("g", 0.0), ("?", 1.0)]), [Does::Help]);
    }

    #[test]
    fn none_leads_to_where_a_reinstall_is_sent() {
        for shortcut in shortcuts() {
            let harmless =
                [Does::Go(Route::Instances), Does::Go(Route::Jobs), Does::Go(Route::Connect), Does::Filter, Does::Help];
            assert!(harmless.contains(&shortcut.does), "{shortcut:?}");
        }
    }
}
