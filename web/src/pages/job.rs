//! One job, followed to its end without a reload.

use crate::components::error_box::{ErrorBox, message_of};
use crate::components::phase::{phase_sentence, phase_words};
use crate::components::timeline::Timeline;
use crate::hooks::{use_jobs, use_session};
use crate::routes::Route;
use crate::services::client::seconds_since;
use crate::services::clock::{local_time, now};
use crate::ui::{CopyButton, PageHeading, PageLink};
use gloo_timers::callback::Interval;
use reinstall_core::job::{Difference, Job, Phase};
use reinstall_core::time::UnixSeconds;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`JobPage`].
#[derive(Properties, PartialEq)]
pub struct JobPageProps {
    /// The job's id.
    pub id: String,
}

/// The page of one job.
#[component]
pub fn JobPage(props: &JobPageProps) -> Html {
    let jobs = use_jobs();
    match jobs.jobs.get(&props.id) {
        Some(job) => html! { <Followed job={Rc::clone(job)} /> },
        None if !jobs.jobs.loaded => html! { <p role="status">{ "Loading the job…" }</p> },
        None => html! {
            <>
                <PageHeading text="Job" />
                <p class="notice" data-severity="error" role="alert">{ "This browser knows no such job. A job is known only where it was started." }</p>
                <p><PageLink to={Route::Jobs} class="button">{ "See every job" }</PageLink></p>
            </>
        },
    }
}

#[derive(Properties, PartialEq)]
struct FollowedProps {
    job: Rc<Job>,
}

#[component]
fn Followed(props: &FollowedProps) -> Html {
    let job = &props.job;
    let session = use_session();
    let tick = use_force_update();
    {
        let ended = job.phase.is_final();
        use_effect_with(ended, move |ended| {
            let interval = (!ended).then(|| Interval::new(1000, move || tick.force_update()));
            move || drop(interval)
        });
    }
    let is_left = !job.phase.is_final() && session.client.is_none();
    let again = Route::Reinstall { instance_id: job.instance_id.clone() };
    html! {
        <>
            <PageHeading text="Job" title={format!("{} {}", phase_words(job), job.instance_name)} />
            <p class="lead">{ "Reinstall of " }<strong>{ &job.instance_name }</strong></p>
            <div class="panel progress" data-status={phase_words(job)}>
                <p class="big"><span class="status" data-status={phase_words(job)} role="status" aria-live="polite">{ phase_words(job) }</span></p>
                // "On its way" or "asked again by itself" would be untrue of a job that this tab does not drive.
                <p>{ if is_left { "This is the last that was written down." } else { phase_sentence(&job.phase) } }</p>
                <Clock job={Rc::clone(job)} />
                if is_left {
                    <p class="notice" data-severity="warning">
                        { "Not connected, so nobody is looking at the server. " }<PageLink to={Route::Connect}>{ "Connect" }</PageLink>{ " to go on." }
                    </p>
                }
            </div>
            { problem(&job.phase) }
            { comparison(job) }
            <h2>{ "What happened" }</h2>
            <Timeline entries={job.timeline.clone()} />
            <h2>{ "For the vendor's support" }</h2>
            <dl class="facts">
                <div><dt>{ "Instance ID" }</dt><dd><code>{ &job.instance_id }</code></dd></div>
                <div><dt>{ "Model" }</dt><dd>{ &job.instance_type_id }</dd></div>
                <div><dt>{ "Request ID" }</dt><dd><code>{ job.request_id.clone().unwrap_or_else(|| "none".into()) }</code></dd></div>
            </dl>
            <CopyButton text={support_text(job)} label="Copy a text for the support" />
            if matches!(job.phase, Phase::Rejected { .. } | Phase::InstallFailed | Phase::TimedOut) {
                <p class="actions">
                    <PageLink to={again} class="button">{ format!("Open the form for {} again", job.instance_name) }</PageLink>
                </p>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ClockProps {
    job: Rc<Job>,
}

/// Never silent: since when, last and next look.
#[component]
fn Clock(props: &ClockProps) -> Html {
    let job = &props.job;
    let began = job.began_at.or(job.sent_at).unwrap_or(job.created_at);
    let duration = |until: UnixSeconds| span(until.since(began).max(0));
    html! {
        <p class="hint">
            if let Some(ended) = job.ended_at {
                { format!("Took {}, ended {}.", duration(ended), local_time(ended)) }
            } else {
                { format!("For {} now.", span(seconds_since(began))) }
                if let Some(last) = job.timeline.last() {
                    { format!(" Last news {} ago.", span(seconds_since(last.until))) }
                }
                if let Some(next) = job.next_look {
                    { format!(" Next look in {}.", span(seconds_until(next))) }
                }
            }
        </p>
    }
}

fn seconds_until(time: UnixSeconds) -> i64 {
    time.since(now()).max(0)
}

/// A duration in words.
fn span(seconds: i64) -> String {
    match seconds {
        0..=119 => format!("{seconds} s"),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

fn problem(phase: &Phase) -> Html {
    match phase {
        Phase::Rejected { error } => {
            html! { <ErrorBox title="The reinstall was not carried out." error={Rc::new(error.clone())} /> }
        }
        Phase::Unanswered { error: Some(error), .. } => {
            html! { <ErrorBox title="The answer was lost." error={Rc::new(error.clone())} /> }
        }
        Phase::RateLimited { error, .. } => {
            html! { <ErrorBox title="Too many requests." error={Rc::new(error.clone())} /> }
        }
        _ => html! {},
    }
}

/// What was asked beside what the server shows, once it has ended.
fn comparison(job: &Job) -> Html {
    let (Phase::Running { differences, .. }, Some(shown)) = (&job.phase, &job.now) else { return html! {} };
    let rows: Vec<Difference> = job.asked.compared(shown);
    if rows.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h2>{ "Asked and reported" }</h2>
            if !differences.is_empty() {
                <p class="notice" data-severity="warning">{ "The server does not report everything as it was asked." }</p>
            }
            <div class="scroll" tabindex="0" role="region" aria-label="Asked and reported">
                <table>
                    <thead><tr><th scope="col">{ "Member" }</th><th scope="col">{ "Asked" }</th><th scope="col">{ "Reported" }</th><th scope="col">{ "Same" }</th></tr></thead>
                    <tbody>
                        for row in rows.iter() {
                            <tr>
                                <th scope="row"><code>{ &row.member }</code></th>
                                <td class="text">{ &row.asked }</td>
                                <td class="text">{ if row.shown.is_empty() { "nothing" } else { row.shown.as_str() } }</td>
                                <td>{ if row.asked == row.shown { "yes" } else { "no" } }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
        </>
    }
}

fn support_text(job: &Job) -> String {
    let time = |time: Option<UnixSeconds>| time.map_or_else(|| "-".to_owned(), |time| format!("{time} (Unix seconds)"));
    let error = match &job.phase {
        Phase::Rejected { error } | Phase::RateLimited { error, .. } | Phase::Unanswered { error: Some(error), .. } => {
            let request_id = error.request_id().unwrap_or("-");
            format!("error: {} {} (request ID {request_id})\n", error.code(), message_of(error))
        }
        _ => String::new(),
    };
    format!(
        "ReinstallInstance of instance {} (model {})\nrequest ID: {}\nsent: {}\nINSTALLING first seen: {}\nended: {}\nstate: {}\n{error}",
        job.instance_id,
        job.instance_type_id,
        job.request_id.as_deref().unwrap_or("-"),
        time(job.sent_at),
        time(job.began_at),
        time(job.ended_at),
        phase_words(job),
    )
}
