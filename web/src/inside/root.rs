//! The pages of the module, around them what they share: the jobs, the drafts, and what the device keeps about instances.

use super::Summary;
use crate::hooks::{DraftsProvider, InstancePreferencesProvider, JobsProvider, use_forget_drafts, use_jobs};
use crate::pages;
use crate::routes::Route;
use crate::services::store;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
struct RootProps {
    route: Option<Route>,
    tell: Callback<Summary>,
}

/// The page of a route; without one only what stays.
pub(super) fn root(route: Option<Route>, tell: Callback<Summary>) -> Html {
    html! { <Root {route} {tell} /> }
}

#[component]
fn Root(props: &RootProps) -> Html {
    html! {
        <InstancePreferencesProvider>
            <JobsProvider>
                <DraftsProvider>
                    <Teller tell={props.tell.clone()} />
                    <pages::instances::kept::KeptProvider>{ page(props.route.as_ref()) }</pages::instances::kept::KeptProvider>
                </DraftsProvider>
            </JobsProvider>
        </InstancePreferencesProvider>
    }
}

#[derive(Properties, PartialEq)]
struct TellerProps {
    tell: Callback<Summary>,
}

/// Tells the frame what it shows of the jobs, and how it forgets.
#[component]
fn Teller(props: &TellerProps) -> Html {
    let jobs = use_jobs().jobs;
    let forget_drafts = use_forget_drafts();
    let forget = use_callback((), move |(), ()| {
        // The drafts hold the passwords and user data of whoever leaves.
        forget_drafts.emit(());
        // Where the store does not work nothing was remembered either.
        spawn_local(async { drop(store::forget().await) });
    });
    let running = jobs.newest_first().into_iter().filter(|job| job.is_watching()).count();
    let summary = Summary { running, trouble: jobs.trouble.clone().map(AttrValue::from), forget };
    use_effect_with((summary, props.tell.clone()), |(summary, tell)| tell.emit(summary.clone()));
    html! {}
}

fn page(route: Option<&Route>) -> Html {
    match route {
        Some(Route::Instances) => html! { <pages::Connected><pages::instances::InstancesPage /></pages::Connected> },
        Some(Route::Reinstall { instance_id }) => html! {
            <pages::Connected>
                <pages::reinstall::ReinstallPage key={instance_id.clone()} instance_id={instance_id.clone()} review={false} />
            </pages::Connected>
        },
        Some(Route::Review { instance_id }) => html! {
            <pages::Connected>
                <pages::reinstall::ReinstallPage key={instance_id.clone()} instance_id={instance_id.clone()} review={true} />
            </pages::Connected>
        },
        Some(Route::Jobs) => html! { <pages::jobs::JobsPage /> },
        Some(Route::Job { id }) => html! { <pages::job::JobPage key={id.clone()} id={id.clone()} /> },
        // These are in the first module: app.rs.
        None | Some(Route::Home | Route::Connect | Route::NotFound) => html! {},
    }
}
