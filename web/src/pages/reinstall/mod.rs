//! Reinstall: the form for one server, and the review of what it will lose.

mod catalog;
mod draft_notices;
mod fields;
mod first_boot;
mod form;
mod network;
mod operating_system;
mod review;
mod sign_in;
mod storage;

use crate::components::loaded::loaded;
use crate::components::protection::Unprotected;
use crate::hooks::{Load, use_drafts, use_load, use_session, use_words};
use crate::pages::opening::opening;
use crate::routes::Route;
use crate::services::clock::now;
use crate::services::drafts;
use crate::state::draft::{DraftsAction, Edit};
use crate::ui::PageHeading;
use crate::{t, t_html};
use catalog::{Catalog, fetch};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ReinstallPage`].
#[derive(Properties, PartialEq)]
pub struct ReinstallPageProps {
    /// The server.
    pub instance_id: String,
    /// The review, rather than the form.
    pub review: bool,
}

/// Loads what the form needs, then shows the form or the review. The draft survives both.
#[component]
pub fn ReinstallPage(props: &ReinstallPageProps) -> Html {
    let words = use_words();
    let session = use_session();
    let id = props.instance_id.clone();
    let loading = use_load((session.client.clone(), id), |(client, id)| fetch(client.clone(), id.clone()));
    let review = props.review;
    // Coming back from the review reads again: the server may have changed meanwhile.
    {
        let (again, was_review) = (loading.again.clone(), use_mut_ref(|| review));
        use_effect_with(review, move |review| {
            if was_review.replace(*review) && !review {
                again.emit(());
            }
        });
    }
    if matches!(loading.state, Load::Pending) {
        let instance_id = props.instance_id.clone();
        let route = if review { Route::Review { instance_id } } else { Route::Reinstall { instance_id } };
        return opening(&route, t!(words, "Loading the instance…"), None, &words);
    }
    html! {
        { loaded(&loading, &t!(words, "the instance"), |catalog| match catalog {
            Some(catalog) => html! {
                <Unprotected instance_id={catalog.instance.instance_id.clone()} name={catalog.instance.label().to_owned()}>
                    <Opened catalog={Rc::clone(catalog)} {review} />
                </Unprotected>
            },
            None => html! {
                <>
                    <PageHeading text={t!(words, "Reinstall")} />
                    <p class="notice" data-severity="error" role="alert">
                        { t_html!(
                            words,
                            "This account has no instance {id}. Check the address of this page, or choose one under Instances.",
                            id = html! { <code>{ &props.instance_id }</code> },
                        ) }
                    </p>
                </>
            },
        }) }
    }
}

#[derive(Properties, PartialEq)]
struct OpenedProps {
    catalog: Rc<Catalog>,
    review: bool,
}

#[component]
fn Opened(props: &OpenedProps) -> Html {
    let handle = use_drafts();
    let id = props.catalog.instance.instance_id.clone();
    {
        let dispatcher = handle.dispatcher();
        use_effect_with(Rc::clone(&props.catalog), move |catalog| {
            let (instance, now) = (Box::new(catalog.instance.clone()), now());
            let kept = drafts::find(&instance.instance_id, now).map(Box::new);
            dispatcher.dispatch(DraftsAction::Open(instance, now, kept));
        });
    }
    let edit = {
        let (dispatcher, id) = (handle.dispatcher(), id.clone());
        use_callback((), move |edit: Edit, ()| dispatcher.dispatch(DraftsAction::Edit(id.clone(), edit)))
    };
    let Some(open) = handle.get(&id) else { return html! {} };
    let (catalog, draft) = (Rc::clone(&props.catalog), Rc::clone(&open.draft));
    if props.review {
        html! { <review::ReviewStep {catalog} {draft} reading={Rc::clone(&open.reading)} read_at={open.read_at} /> }
    } else {
        html! { <form::FormStep {catalog} {draft} {edit} /> }
    }
}
