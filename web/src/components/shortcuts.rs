//! Shortcuts of single keys: what listens for them, and the sheet that explains them.

use crate::hooks::{use_preferences, use_words};
use crate::router::use_navigator;
use crate::state::shortcuts::{Does, Pressed, shortcuts};
use crate::t;
use crate::ui::Dialog;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

/// Properties of [`Shortcuts`].
#[derive(Properties, PartialEq)]
pub struct ShortcutsProps {
    /// The sheet is shown.
    pub open: bool,
    /// Shows or hides the sheet.
    pub onopen: Callback<bool>,
}

/// The filter of a page, where it has one.
const FILTER: &str = "main input[type=search], main #filter";

/// Listens while shortcuts are on, and shows the sheet on demand.
#[component]
pub fn Shortcuts(props: &ShortcutsProps) -> Html {
    let words = use_words();
    let preferences = use_preferences();
    let navigator = use_navigator();
    use_effect_with((preferences.shortcuts, navigator, props.onopen.clone()), |(are_on, navigator, onopen)| {
        let listening = are_on.then(|| {
            let (navigator, onopen) = (navigator.clone(), onopen.clone());
            listen(move |does| match does {
                Does::Go(route) => navigator.iter().for_each(|navigator| navigator.push(&route)),
                Does::Filter => drop(filter().map(|filter| filter.focus())),
                Does::Help => onopen.emit(true),
            })
        });
        move || listening.into_iter().for_each(|end| end())
    });
    let is_here = |does: &Does| *does != Does::Filter || filter().is_some();
    html! {
        <Dialog id="shortcuts" title={t!(words, "Keyboard shortcuts")} open={props.open} oncancel={props.onopen.reform(|()| false)}>
            if !preferences.shortcuts {
                <p class="notice" data-severity="notice">{ t!(words, "Single-key shortcuts are off. Settings turns them on.") }</p>
            }
            <dl class="shortcuts">
                for shortcut in shortcuts().into_iter().filter(|shortcut| is_here(&shortcut.does)) {
                    <div>
                        <dt>{ shortcut.does.words(&words) }</dt>
                        <dd>for key in shortcut.keys.iter() { <kbd>{ *key }</kbd> }</dd>
                    </div>
                }
                <div><dt>{ t!(words, "Close a sheet or a menu") }</dt><dd><kbd>{ "Esc" }</kbd></dd></div>
            </dl>
            <p class="hint">{ t!(words, "They rest while you type, and none of them sends anything to a server.") }</p>
            <form method="dialog"><button>{ t!(words, "Close") }</button></form>
        </Dialog>
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn filter() -> Option<HtmlElement> {
    document()?.query_selector(FILTER).ok()??.dyn_into().ok()
}

/// Tells of every completed shortcut; returns what ends it.
fn listen(does: impl Fn(Does) + 'static) -> impl FnOnce() {
    let pressed = std::cell::RefCell::new(Pressed::default());
    let told = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if !is_for_shortcuts(&event) {
            *pressed.borrow_mut() = Pressed::default();
            return;
        }
        let done = pressed.borrow_mut().key(&event.key(), event.time_stamp());
        if let Some(done) = done {
            // Firefox would search for "/".
            event.prevent_default();
            does(done);
        }
    });
    let document = document();
    if let Some(document) = &document {
        drop(document.add_event_listener_with_callback("keydown", told.as_ref().unchecked_ref()));
    }
    move || {
        if let Some(document) = document {
            drop(document.remove_event_listener_with_callback("keydown", told.as_ref().unchecked_ref()));
        }
    }
}

/// What an input method reports for a key that it took itself, also where `isComposing` is already false.
const TAKEN_BY_INPUT_METHOD: u32 = 229;

/// Nobody is typing, composing, or giving a command to the browser; and no dialog is open.
fn is_for_shortcuts(event: &KeyboardEvent) -> bool {
    let is_typing = event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD;
    let is_command = event.ctrl_key() || event.alt_key() || event.meta_key();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let takes_text = |element: &Element| element.closest(TAKES_TEXT).is_ok_and(|found| found.is_some());
    let is_modal = || document().is_none_or(|page| !matches!(page.query_selector("dialog[open]"), Ok(None)));
    let is_taken = event.default_prevented() || event.repeat();
    !(is_typing || is_command || is_taken || target.as_ref().is_some_and(takes_text) || is_modal())
}

/// Where a letter is text, or looks an option up.
const TAKES_TEXT: &str =
    "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], [role=listbox], [role=combobox]";
