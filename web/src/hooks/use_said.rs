//! What the page last said of something that was done on it.

use super::use_words;
use yew::prelude::*;

/// The last text for a live region. Taken away when the language changes: it would stay in the other one.
#[hook]
pub fn use_said() -> UseStateHandle<AttrValue> {
    let words = use_words();
    let said = use_state_eq(AttrValue::default);
    let setter = said.setter();
    use_effect_with(words.tag(), move |_| setter.set(AttrValue::default()));
    said
}
