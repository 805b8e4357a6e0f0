//! One job, followed to its end without a reload.

use crate::components::error_box::{ErrorBox, message_of};
use crate::components::phase::{phase_sentence, phase_words};
use crate::components::timeline::Timeline;
use crate::hooks::{use_jobs, use_session, use_words};
use crate::locales::Words;
use crate::routes::Route;
use crate::services::client::seconds_since;
use crate::services::clock::{local_time, now};
use crate::ui::{CopyButton, PageHeading, PageLink};
use crate::{t, t_html};
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
    let words = use_words();
    let jobs = use_jobs();
    match jobs.jobs.get(&props.id) {
        Some(job) => html! { <Followed job={Rc::clone(job)} /> },
        None if !jobs.jobs.loaded => html! { <p role="status">{ t!(words, "Loading the job…") }</p> },
        None => html! {
            <>
                <PageHeading text={t!(words, "Job")} />
                <p class="notice" data-severity="error" role="alert">{ t!(words, "This browser knows no such job. A job is known only where it was started.") }</p>
                <p><PageLink to={Route::Jobs} class="button">{ t!(words, "See every job") }</PageLink></p>
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
    let words = use_words();
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
            <PageHeading text={t!(words, "Job")} title={format!("{} {}", phase_words(job), job.instance_name)} />
            <p class="lead">
                { t_html!(words, "Reinstall of {name}", name = html! { <strong>{ &job.instance_name }</strong> }) }
            </p>
            <div class="panel progress" data-status={phase_words(job)}>
                <p class="big"><span class="status" data-status={phase_words(job)} role="status" aria-live="polite">{ phase_words(job) }</span></p>
                // "On its way" or "asked again by itself" would be untrue of a job that this tab does not drive.
                <p>{ if is_left { t!(words, "This is the last that was written down.") } else { phase_sentence(&job.phase, &words) } }</p>
                <Clock job={Rc::clone(job)} />
                if is_left {
                    <p class="notice" data-severity="warning">
                        { t_html!(words, "Not connected, so nobody is looking at the server. {connect} to go on.",
                            connect = html! { <PageLink to={Route::Connect}>{ t!(words, "Connect") }</PageLink> }) }
                    </p>
                }
            </div>
            { problem(&job.phase, &words) }
            { comparison(job, &words) }
            <h2>{ t!(words, "What happened") }</h2>
            <Timeline entries={job.timeline.clone()} />
            <h2>{ t!(words, "For the vendor's support") }</h2>
            <dl class="facts">
                <div><dt>{ t!(words, "Instance ID") }</dt><dd><code>{ &job.instance_id }</code></dd></div>
                <div><dt>{ t!(words, "Model") }</dt><dd>{ &job.instance_type_id }</dd></div>
                <div><dt>{ t!(words, "Request ID") }</dt><dd><code>{ job.request_id.clone().map_or_else(|| t!(words, "none"), AttrValue::from) }</code></dd></div>
            </dl>
            <CopyButton text={support_text(job)} label={t!(words, "Copy a text for the support")} />
            if matches!(job.phase, Phase::Rejected { .. } | Phase::InstallFailed | Phase::TimedOut) {
                <p class="actions">
                    <PageLink to={again} class="button">{ t!(words, "Open the form for {name} again", name = job.instance_name) }</PageLink>
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
    let words = use_words();
    let job = &props.job;
    let began = job.began_at.or(job.sent_at).unwrap_or(job.created_at);
    html! {
        // Each sentence has a place of its own, so that a number that grows moves nothing.
        <p class="hint ticks">
            if let Some(ended) = job.ended_at {
                <span>
                    { t!(words, "Took {duration}, ended {time}.",
                        duration = span(ended.since(began).max(0), &words), time = local_time(ended, &words)) }
                </span>
            } else {
                <span>{ t!(words, "For {duration} now.", duration = span(seconds_since(began), &words)) }</span>
                if let Some(last) = job.timeline.last() {
                    <span>{ t!(words, "Last news {duration} ago.", duration = span(seconds_since(last.until), &words)) }</span>
                }
                if let Some(next) = job.next_look {
                    <span>{ t!(words, "Next look in {duration}.", duration = span(seconds_until(next), &words)) }</span>
                }
            }
        </p>
    }
}

fn seconds_until(time: UnixSeconds) -> i64 {
    time.since(now()).max(0)
}

/// A duration in words.
fn span(seconds: i64, words: &Words) -> AttrValue {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match seconds {
        0..=119 => t!(words, "{seconds} s", seconds = seconds),
        120..=3599 => t!(words, "{minutes} min {seconds} s", minutes = minutes, seconds = rest),
        _ => t!(words, "{hours} h {minutes} min", hours = hours, minutes = minutes),
    }
}

fn problem(phase: &Phase, words: &Words) -> Html {
    match phase {
        Phase::Rejected { error } => {
            html! { <ErrorBox title={t!(words, "The reinstall was not carried out.")} error={Rc::new(error.clone())} /> }
        }
        Phase::Unanswered { error: Some(error), .. } => {
            html! { <ErrorBox title={t!(words, "The answer was lost.")} error={Rc::new(error.clone())} /> }
        }
        Phase::RateLimited { error, .. } => {
            html! { <ErrorBox title={t!(words, "Too many requests.")} error={Rc::new(error.clone())} /> }
        }
        _ => html! {},
    }
}

/// What was asked beside what the server shows, once it has ended.
fn comparison(job: &Job, words: &Words) -> Html {
    let (Phase::Running { differences, .. }, Some(shown)) = (&job.phase, &job.now) else { return html! {} };
    let rows: Vec<Difference> = job.asked.compared(shown);
    if rows.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h2>{ t!(words, "Asked and reported") }</h2>
            if !differences.is_empty() {
                <p class="notice" data-severity="warning">{ t!(words, "The server does not report everything as it was asked.") }</p>
            }
            <table class="stacks" aria-label={t!(words, "Asked and reported")}>
                <thead><tr>
                    <th scope="col">{ t!(words, "Member") }</th>
                    <th scope="col">{ t!(words, "Asked") }</th>
                    <th scope="col">{ t!(words, "Reported") }</th>
                    <th scope="col">{ t!(words, "Same") }</th>
                </tr></thead>
                <tbody>
                    for row in rows.iter() {
                        <tr key={row.member.clone()} data-same={(row.asked == row.shown).to_string()}>
                            <th scope="row"><code>{ &row.member }</code></th>
                            <td data-label={t!(words, "Asked")}>{ &row.asked }</td>
                            <td data-label={t!(words, "Reported")}>
                                { if row.shown.is_empty() { t!(words, "nothing") } else { row.shown.clone().into() } }
                            </td>
                            <td data-label={t!(words, "Same")}>
                                { if row.asked == row.shown { t!(words, "yes") } else { t!(words, "no") } }
                            </td>
                        </tr>
                    }
                </tbody>
            </table>
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
