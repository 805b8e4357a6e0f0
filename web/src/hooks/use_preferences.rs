//! The preferences of this device.

use super::use_stored;
use crate::state::preferences::Preferences;
use yew::prelude::*;

/// The preferences and their dispatcher.
pub type PreferencesHandle = UseReducerHandle<Preferences>;

/// Reads the preferences, keeps every change, and puts the theme on the document.
#[component]
pub fn PreferencesProvider(props: &html::ChildrenProps) -> Html {
    let preferences = use_stored::<Preferences>();
    use_effect_with(preferences.theme, |theme| {
        if let Some(root) = web_sys::window().and_then(|window| window.document()?.document_element()) {
            drop(root.set_attribute("data-theme", theme.name()));
        }
    });
    html! {
        <ContextProvider<PreferencesHandle> context={preferences}>{ props.children.clone() }</ContextProvider<PreferencesHandle>>
    }
}

/// The preferences of this device.
#[hook]
pub fn use_preferences() -> PreferencesHandle {
    #[expect(clippy::expect_used, reason = "the provider wraps the whole app; without it nothing works")]
    use_context::<PreferencesHandle>().expect("PreferencesProvider wraps the app")
}
