//! A link to another page.

use crate::router::{use_follow, use_navigator};
use crate::routes::Route;
use yew::prelude::*;

/// Properties of [`PageLink`] and [`PageButton`].
#[derive(Properties, PartialEq)]
pub struct PageLinkProps {
    /// Where to.
    pub to: Route,
    /// The class, e.g. `button`.
    #[prop_or_default]
    pub class: Classes,
    /// What it shows.
    pub children: Html,
}

/// A button that leads to another page, for a step of a task rather than a place.
#[component]
pub fn PageButton(props: &PageLinkProps) -> Html {
    let navigator = use_navigator();
    let to = props.to.clone();
    let onclick = Callback::from(move |_| {
        if let Some(navigator) = &navigator {
            navigator.push(&to);
        }
    });
    html! { <button type="button" class={props.class.clone()} {onclick}>{ props.children.clone() }</button> }
}

/// A link that stays inside the portal.
#[component]
pub fn PageLink(props: &PageLinkProps) -> Html {
    let onclick = use_follow(&props.to);
    html! { <a class={props.class.clone()} href={props.to.to_path()} {onclick}>{ props.children.clone() }</a> }
}
