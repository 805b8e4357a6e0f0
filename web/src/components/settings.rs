//! What this device keeps about how the portal looks and is used.

use crate::hooks::{use_language, use_preferences, use_words, wanted_locale};
use crate::locales::tag;
use crate::state::preferences::{PreferencesAction, Theme};
use crate::t;
use crate::ui::Choice;
use reinstall_core::Locale;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// Properties of [`Settings`].
#[derive(Properties, PartialEq)]
pub struct SettingsProps {
    /// Shows the sheet of the shortcuts.
    pub onshortcuts: Callback<()>,
}

/// A button and what it opens: a native popover, which Escape and a click beside it close, and which gives the focus back.
#[component]
pub fn Settings(props: &SettingsProps) -> Html {
    let words = use_words();
    let preferences = use_preferences();
    let chosen = wanted_locale(preferences.locale);
    let dispatch = |action: PreferencesAction| {
        let dispatcher = preferences.dispatcher();
        Callback::from(move |()| dispatcher.dispatch(action.clone()))
    };
    let button = use_node_ref();
    let onsheet = {
        let (button, onshortcuts) = (button.clone(), props.onshortcuts.clone());
        Callback::from(move |_| {
            // The sheet gives the focus back to where it was: not to a button of the menu, which is closed by then.
            if let Some(button) = button.cast::<HtmlElement>() {
                drop(button.focus());
            }
            onshortcuts.emit(());
        })
    };
    let onshortcut_keys = {
        let dispatcher = preferences.dispatcher();
        Callback::from(move |event: Event| {
            let on = event.target_unchecked_into::<HtmlInputElement>().checked();
            dispatcher.dispatch(PreferencesAction::Shortcuts(on));
        })
    };
    html! {
        <>
            <button ref={button} type="button" class="quiet settings-button" popovertarget="settings">
                { gear() }<span>{ t!(words, "Settings") }</span>
            </button>
            <div id="settings" class="settings" popover="auto" role="group" aria-label={t!(words, "Settings")}>
                <fieldset>
                    <legend>{ t!(words, "Theme") }</legend>
                    for theme in Theme::ALL {
                        <Choice name="theme" value={theme.name()} label={theme_name(theme, &words)}
                            checked={theme == preferences.theme} onchoose={dispatch(PreferencesAction::Theme(theme))} />
                    }
                </fieldset>
                <fieldset>
                    <legend>{ t!(words, "Language") }</legend>
                    for locale in Locale::ALL {
                        <div lang={tag(locale)}>
                            <Choice name="locale" value={tag(locale)} label={language_name(locale)}
                                checked={locale == chosen} onchoose={dispatch(PreferencesAction::Locale(locale))} />
                        </div>
                    }
                </fieldset>
                <fieldset>
                    <legend>{ t!(words, "Keyboard") }</legend>
                    <div class="choice">
                        <input type="checkbox" id="shortcut-keys" checked={preferences.shortcuts} onchange={onshortcut_keys} />
                        <label for="shortcut-keys">{ t!(words, "Single-key shortcuts") }</label>
                    </div>
                    <button type="button" popovertarget="settings" popovertargetaction="hide" onclick={onsheet}>
                        { t!(words, "Keyboard shortcuts") }
                    </button>
                </fieldset>
            </div>
        </>
    }
}

fn gear() -> Html {
    html! {
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"
                d="M1.5 4h6m4 0h3M1.5 12h3m4 0h6M9.5 2v4M6.5 10v4" />
        </svg>
    }
}

fn theme_name(theme: Theme, words: &crate::locales::Words) -> AttrValue {
    match theme {
        Theme::System => t!(words, "System"),
        Theme::Light => t!(words, "Light"),
        Theme::Dark => t!(words, "Dark"),
    }
}

/// A language's name, in that language.
fn language_name(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "English",
        Locale::ZhCn => "简体中文",
    }
}

/// The texts of the chosen language could not be had: said in both languages, for whoever reads only one of them.
#[component]
pub fn LanguageTrouble() -> Html {
    let language = use_language();
    let Some(error) = &language.failed else { return html! {} };
    html! {
        <div class="notice" data-severity="error" role="alert">
            <p lang="en">
                { "The texts in Chinese could not be loaded, so the page stays as it is. " }<code>{ error.code() }</code>
            </p>
            <p lang="zh-CN">{ "未能加载中文文本，页面保持原样。" }</p>
            <button type="button" disabled={language.busy} onclick={language.again.reform(|_| ())}>
                <span lang="en">{ "Try again" }</span>{ " · " }<span lang="zh-CN">{ "重试" }</span>
            </button>
        </div>
    }
}
