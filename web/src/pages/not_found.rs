//! A URL that names no page.

use crate::hooks::use_words;
use crate::routes::Route;
use crate::t;
use crate::ui::{PageHeading, PageLink};
use yew::prelude::*;

/// Says so, and leads back.
#[component]
pub fn NotFoundPage() -> Html {
    let words = use_words();
    html! {
        <>
            <PageHeading text={t!(words, "There is no such page")} />
            <p>{ t!(words, "The address may be incomplete, or from another version of the portal.") }</p>
            <p><PageLink to={Route::Instances} class="button">{ t!(words, "Choose a server") }</PageLink></p>
        </>
    }
}
