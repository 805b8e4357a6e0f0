//! Jobs: every reinstall that this browser knows, running and past.

use crate::components::phase::phase_words;
use crate::hooks::use_jobs;
use crate::routes::Route;
use crate::services::clock::local_time;
use crate::ui::{PageHeading, PageLink};
use reinstall_core::job::Job;
use std::rc::Rc;
use yew::prelude::*;

/// The list, newest first.
#[component]
pub fn JobsPage() -> Html {
    let jobs = use_jobs();
    let all: Vec<Rc<Job>> = jobs.jobs.newest_first().into_iter().cloned().collect();
    html! {
        <>
            <PageHeading text="Jobs" />
            if !jobs.jobs.loaded {
                <p role="status">{ "Loading the jobs…" }</p>
            } else if all.is_empty() {
                <p role="status">{ "No reinstall has been started from this browser yet." }</p>
                <p><PageLink to={Route::Instances} class="button">{ "Choose a server" }</PageLink></p>
            } else {
                <div class="scroll" tabindex="0" role="region" aria-label="Jobs">
                    <table>
                        <thead><tr>
                            <th scope="col">{ "Instance" }</th>
                            <th scope="col">{ "State" }</th>
                            <th scope="col">{ "Started" }</th>
                            <th scope="col">{ "Instance ID" }</th>
                            <th scope="col">{ "Request ID" }</th>
                        </tr></thead>
                        <tbody>
                            for job in all.iter() {
                                <tr key={job.id.clone()}>
                                    <th scope="row"><PageLink to={Route::Job { id: job.id.clone() }}>{ &job.instance_name }</PageLink></th>
                                    <td><span class="status" data-status={phase_words(job)}>{ phase_words(job) }</span></td>
                                    <td>{ local_time(job.created_at) }</td>
                                    <td><code>{ &job.instance_id }</code></td>
                                    <td><code>{ job.request_id.clone().unwrap_or_default() }</code></td>
                                </tr>
                            }
                        </tbody>
                    </table>
                </div>
            }
        </>
    }
}
