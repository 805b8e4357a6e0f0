//! Servers that this device never offers for a reinstall.

use crate::hooks::{use_instance_preferences, use_words};
use crate::routes::Route;
use crate::state::instances::InstancePreferencesAction;
use crate::ui::{PageHeading, PageLink, TextField};
use crate::{t, t_html};
use yew::prelude::*;

/// The shape of protection: a closed lock. Its word always stands beside it.
pub fn lock() -> Html {
    html! {
        <svg class="lock" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm2 0h4V5a2 2 0 0 0-4 0z" />
        </svg>
    }
}

/// Properties of [`Unprotected`].
#[derive(Properties, PartialEq)]
pub struct UnprotectedProps {
    /// The server.
    pub instance_id: AttrValue,
    /// Its name.
    pub name: AttrValue,
    /// What is shown for a server that is not protected.
    pub children: Html,
}

/// Its content, unless the server is protected on this device: then that, and the way to lift it, whichever page's address
/// was opened. Nothing can be sent meanwhile, also where another tab protects the server.
#[component]
pub fn Unprotected(props: &UnprotectedProps) -> Html {
    let words = use_words();
    let preferences = use_instance_preferences();
    let typed = use_state_eq(String::new);
    if !preferences.protected.contains_key(&*props.instance_id) {
        return props.children.clone();
    }
    let name = if props.name.trim().is_empty() { props.instance_id.clone() } else { props.name.clone() };
    let is_right = typed.trim() == name.trim();
    let onsubmit = {
        let (dispatcher, id, typed) = (preferences.dispatcher(), props.instance_id.clone(), typed.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if is_right {
                typed.set(String::new());
                dispatcher.dispatch(InstancePreferencesAction::Unprotect(id.to_string()));
            }
        })
    };
    html! {
        <>
            <PageHeading text={t!(words, "Reinstall")} title={t!(words, "Reinstall {name}", name = name)} />
            <div class="notice" data-severity="warning">
                <p class="protected">
                    { lock() }
                    <strong>{ t_html!(words, "{name} is protected on this device.", name = html! { <bdi>{ &name }</bdi> }) }</strong>
                </p>
                <p>{ t!(words, "Somebody chose “Never offer a reinstall here” for it. Nothing can be sent from here until that is lifted; other devices do not know of it.") }</p>
            </div>
            <form class="panel" {onsubmit}>
                <TextField
                    id="lift" label={t!(words, "Type {name} to lift the protection", name = name)} value={(*typed).clone()}
                    oninput={let typed = typed.clone(); Callback::from(move |text| typed.set(text))}
                />
                <div class="actions">
                    <button disabled={!is_right} aria-describedby={(!is_right).then_some("lift-hint")}>{ t!(words, "Lift the protection") }</button>
                    <PageLink to={Route::Instances} class="button quiet">{ t!(words, "Back to the instances") }</PageLink>
                </div>
                if !is_right {
                    <p class="hint" id="lift-hint">{ t!(words, "The button works once the name stands in the field.") }</p>
                }
            </form>
        </>
    }
}
