//! A URL that names no page.

use crate::routes::Route;
use crate::ui::{PageHeading, PageLink};
use yew::prelude::*;

/// Says so, and leads back.
#[component]
pub fn NotFoundPage() -> Html {
    html! {
        <>
            <PageHeading text="There is no such page" />
            <p><PageLink to={Route::Instances}>{ "Choose a server" }</PageLink></p>
        </>
    }
}
