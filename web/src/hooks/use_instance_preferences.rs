//! What this device keeps about its instances.

use super::use_stored;
use crate::state::instances::InstancePreferences;
use yew::prelude::*;

/// The choices and their dispatcher.
pub type InstancePreferencesHandle = UseReducerHandle<InstancePreferences>;

/// Reads them, and keeps every change.
#[component]
pub fn InstancePreferencesProvider(props: &html::ChildrenProps) -> Html {
    let preferences = use_stored::<InstancePreferences>();
    html! {
        <ContextProvider<InstancePreferencesHandle> context={preferences}>
            { props.children.clone() }
        </ContextProvider<InstancePreferencesHandle>>
    }
}

/// What this device keeps about its instances.
#[hook]
pub fn use_instance_preferences() -> InstancePreferencesHandle {
    #[expect(clippy::expect_used, reason = "the provider wraps every page that uses it; without it nothing works")]
    use_context::<InstancePreferencesHandle>().expect("InstancePreferencesProvider wraps the pages")
}
