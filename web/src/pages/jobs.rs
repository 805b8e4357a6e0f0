//! Jobs: every reinstall that this browser knows, running and past.

use crate::components::phase::phase_words;
use crate::hooks::{use_jobs, use_words};
use crate::routes::Route;
use crate::services::clock::local_time;
use crate::t;
use crate::ui::{PageHeading, PageLink};
use reinstall_core::job::Job;
use std::rc::Rc;
use yew::prelude::*;

/// The list, newest first.
#[component]
pub fn JobsPage() -> Html {
    let words = use_words();
    let jobs = use_jobs();
    let all: Vec<Rc<Job>> = jobs.jobs.newest_first().into_iter().cloned().collect();
    html! {
        <>
            <PageHeading text={t!(words, "Jobs")} />
            if !jobs.jobs.loaded {
                <p role="status">{ t!(words, "Loading the jobs…") }</p>
            } else if all.is_empty() {
                <div class="empty">
                    <p role="status">{ t!(words, "No reinstall has been started from this browser yet.") }</p>
                    <p><PageLink to={Route::Instances} class="button">{ t!(words, "Choose a server") }</PageLink></p>
                </div>
            } else {
                <table class="stacks" aria-label={t!(words, "Jobs")}>
                        <thead><tr>
                            <th scope="col">{ t!(words, "Instance") }</th>
                            <th scope="col">{ t!(words, "State") }</th>
                            <th scope="col">{ t!(words, "Started") }</th>
                            <th scope="col">{ t!(words, "Instance ID") }</th>
                            <th scope="col">{ t!(words, "Request ID") }</th>
                        </tr></thead>
                        <tbody>
                            for job in all.iter() {
                                <tr key={job.id.clone()}>
                                    <th scope="row"><PageLink to={Route::Job { id: job.id.clone() }}>{ &job.instance_name }</PageLink></th>
                                    <td data-label={t!(words, "State")}><span class="status" data-status={phase_words(job)}>{ phase_words(job) }</span></td>
                                    <td class="number" data-label={t!(words, "Started")}>{ local_time(job.created_at, &words) }</td>
                                    <td data-label={t!(words, "Instance ID")}><code>{ &job.instance_id }</code></td>
                                    <td data-label={t!(words, "Request ID")}><code>{ job.request_id.clone().map_or_else(|| t!(words, "none"), AttrValue::from) }</code></td>
                                </tr>
                            }
                        </tbody>
                </table>
            }
        </>
    }
}
