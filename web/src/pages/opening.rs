//! What a page shows from the first paint on: its name, and what can be done on it. Its content comes below.

use crate::components::waiting::Waiting;
use crate::locales::Words;
use crate::routes::Route;
use crate::t;
use yew::prelude::*;

/// The sentence below a page's heading.
pub fn intro(route: &Route, words: &Words) -> Html {
    let sentence = match route {
        Route::Instances => {
            t!(words, "Choose the server to install anew. Nothing is sent before you have reviewed and confirmed it.")
        }
        Route::Reinstall { .. } => t!(
            words,
            "A reinstall erases the server's system disk, often its other disks too, and cannot be undone. Nothing is sent before you have reviewed and confirmed what will be lost."
        ),
        _ => return html! {},
    };
    html! { <p class="intro">{ sentence }</p> }
}

/// A page whose content is on its way. The page itself then draws the same at the same place, and takes the focus.
pub fn opening(route: &Route, what: AttrValue, onstop: Option<Callback<()>>, words: &Words) -> Html {
    let heading = match route {
        Route::Instances => t!(words, "Instances"),
        Route::Reinstall { .. } | Route::Review { .. } => t!(words, "Reinstall"),
        Route::Jobs => t!(words, "Jobs"),
        Route::Job { .. } => t!(words, "Job"),
        Route::Home | Route::Connect | Route::NotFound => return html! {},
    };
    html! {
        <>
            <h1>{ heading }</h1>
            { intro(route, words) }
            <Waiting {what} {onstop} />
        </>
    }
}
