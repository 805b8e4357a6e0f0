//! What happened to a job, oldest first.

use super::error_box;
use crate::hooks::use_words;
use crate::locales::Words;
use crate::services::clock::{local_end, local_time};
use crate::{t, t_html};
use reinstall_core::api::CallError;
use reinstall_core::job::{Entry, Note};
use yew::prelude::*;

/// Properties of [`Timeline`].
#[derive(Properties, PartialEq)]
pub struct TimelineProps {
    /// The lines.
    pub entries: Vec<Entry>,
}

/// Every observation with its time.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let words = use_words();
    let when = |entry: &Entry| {
        let from = local_time(entry.at, &words);
        if entry.until == entry.at {
            return from.into();
        }
        t!(words, "{from} to {to}", from = from, to = local_end(entry.at, entry.until, &words))
    };
    html! {
        <ol class="timeline">
            for entry in props.entries.iter() {
                <li>
                    <span class="when">{ when(entry) }</span>
                    <span>{ said(&entry.note, &words) }</span>
                </li>
            }
        </ol>
    }
}

fn said(note: &Note, words: &Words) -> Html {
    match note {
        Note::Confirmed => html! { t!(words, "Confirmed by typing the name.") },
        Note::Sent => html! { t!(words, "Handed to the network.") },
        Note::Accepted { request_id } => {
            t_html!(words, "Accepted. Request ID {id}", id = html! { <code>{ request_id }</code> })
        }
        Note::Refused { error } => {
            t_html!(words, "Refused, nothing was carried out: {error}", error = failure(error, words))
        }
        Note::Lost { error: Some(error) } => t_html!(words, "No usable answer: {error}", error = failure(error, words)),
        Note::Lost { error: None } => {
            html! { t!(words, "The answer is not known: the portal was closed while it was awaited.") }
        }
        Note::Saw { status } if status.is_empty() => {
            html! { t!(words, "The instance was not in the API's answer.") }
        }
        Note::Saw { status } => {
            t_html!(words, "DescribeInstances shows {status}", status = html! { <code>{ status }</code> })
        }
        Note::LookFailed { error } => {
            t_html!(words, "DescribeInstances failed: {error}", error = failure(error, words))
        }
        Note::Restored => {
            html! { t!(words, "Nobody was looking for a while: the portal was closed or disconnected.") }
        }
        Note::GivenUp => html! { t!(words, "Given up: another reinstall of this server was begun.") },
        Note::NoSign => html! { t!(words, "No sign so far that the installation began.") },
    }
}

fn failure(error: &CallError, words: &Words) -> Html {
    html! { <><code>{ error.code() }</code>{ " " }{ error_box::said(error, words) }</> }
}
