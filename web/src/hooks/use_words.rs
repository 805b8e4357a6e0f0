//! The words of the page, in the language that was chosen.

use super::use_preferences;
use crate::locales::Words;
use crate::services::texts;
use reinstall_core::Locale;
use reinstall_core::api::CallError;
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

/// How far the texts of the chosen language are.
#[derive(Clone, PartialEq)]
pub struct Language {
    /// They are being fetched.
    pub busy: bool,
    /// Why they could not be had.
    pub failed: Option<Rc<CallError>>,
    /// Fetches them again.
    pub again: Callback<()>,
}

/// Fetches the texts of the language that was chosen. Until they are there, and where they cannot be had, the page stays
/// as it is; [`use_language`] says so.
#[component]
pub fn WordsProvider(props: &WordsProviderProps) -> Html {
    let preferences = use_preferences();
    let words = use_state_eq(|| props.start.clone());
    let busy = use_state_eq(|| false);
    let failed = use_state_eq(|| None);
    let round = use_state(|| 0_u32);
    {
        let (words, busy, failed) = (words.clone(), busy.setter(), failed.setter());
        use_effect_with((wanted_locale(preferences.locale), *round), move |(locale, _)| {
            let wanted = Rc::new(Cell::new(true));
            let is_other = *locale != words.locale();
            busy.set(is_other);
            if is_other {
                let (locale, still_wanted) = (*locale, Rc::clone(&wanted));
                spawn_local(async move {
                    let fetched = texts::words(locale).await;
                    if still_wanted.get() {
                        busy.set(false);
                        match fetched {
                            Ok(fetched) => {
                                failed.set(None);
                                words.set(fetched);
                            }
                            Err(error) => failed.set(Some(Rc::new(error))),
                        }
                    }
                });
            } else {
                failed.set(None);
            }
            move || wanted.set(false)
        });
    }
    use_effect_with(words.tag(), |tag| {
        if let Some(root) = web_sys::window().and_then(|window| window.document()?.document_element()) {
            drop(root.set_attribute("lang", tag));
        }
    });
    let again = use_callback(round.clone(), |(), round| round.set(**round + 1));
    let language = Language { busy: *busy, failed: (*failed).clone(), again };
    html! {
        <ContextProvider<Language> context={language}>
            <ContextProvider<Words> context={(*words).clone()}>{ props.children.clone() }</ContextProvider<Words>>
        </ContextProvider<Language>>
    }
}

/// How far the texts of the chosen language are.
#[hook]
pub fn use_language() -> Language {
    #[expect(clippy::expect_used, reason = "the provider wraps the whole app; without it nothing works")]
    use_context::<Language>().expect("WordsProvider wraps the app")
}

/// The words of the page. Whoever uses them is drawn again when the language changes.
#[hook]
pub fn use_words() -> Words {
    use_context::<Words>().unwrap_or(Words::ENGLISH)
}
