//! The words of the page, in the language that was chosen.

use super::use_preferences;
use crate::locales::Words;
use crate::services::texts;
use reinstall_core::Locale;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Properties of [`WordsProvider`].
#[derive(Properties, PartialEq)]
pub struct WordsProviderProps {
    /// The words that the page starts with, fetched before the first paint.
    pub start: Words,
    /// The app.
    pub children: Html,
}

/// What somebody reads: their choice, or else the browser's language.
pub fn wanted_locale(chosen: Option<Locale>) -> Locale {
    let language = || web_sys::window()?.navigator().language();
    match chosen {
        Some(locale) => locale,
        None if language().is_some_and(|tag| tag.to_ascii_lowercase().starts_with("zh")) => Locale::ZhCn,
        None => Locale::En,
    }
}

/// Fetches the texts of the language that was chosen. Until they are there, and where they cannot be had, the page stays
/// as it is.
#[component]
pub fn WordsProvider(props: &WordsProviderProps) -> Html {
    let preferences = use_preferences();
    let words = use_state_eq(|| props.start.clone());
    {
        let words = words.clone();
        use_effect_with(wanted_locale(preferences.locale), move |locale| {
            let wanted = Rc::new(Cell::new(true));
            if *locale != words.locale() {
                let (locale, still_wanted) = (*locale, Rc::clone(&wanted));
                spawn_local(async move {
                    let fetched = texts::words(locale).await;
                    if still_wanted.get()
                        && let Ok(fetched) = fetched
                    {
                        words.set(fetched);
                    }
                });
            }
            move || wanted.set(false)
        });
    }
    use_effect_with(words.tag(), |tag| {
        if let Some(root) = web_sys::window().and_then(|window| window.document()?.document_element()) {
            drop(root.set_attribute("lang", tag));
        }
    });
    html! { <ContextProvider<Words> context={(*words).clone()}>{ props.children.clone() }</ContextProvider<Words>> }
}

/// The words of the page. Whoever uses them is drawn again when the language changes.
#[hook]
pub fn use_words() -> Words {
    use_context::<Words>().unwrap_or(Words::ENGLISH)
}
