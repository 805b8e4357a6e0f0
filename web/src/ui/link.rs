//! A link to another page.

use crate::routes::Route;
use yew::prelude::*;
use yew_router::prelude::*;

/// Properties of [`PageLink`].
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

/// A link that stays inside the portal.
#[component]
pub fn PageLink(props: &PageLinkProps) -> Html {
    html! { <Link<Route> to={props.to.clone()} classes={props.class.clone()}>{ props.children.clone() }</Link<Route>> }
}
