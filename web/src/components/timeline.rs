//! What happened to a job, oldest first.

use super::error_box::message_of;
use crate::services::clock::local_time;
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
    html! {
        <ol class="timeline">
            for entry in props.entries.iter() {
                <li>
                    <span class="when">
                        { local_time(entry.at) }
                        if entry.until != entry.at { { " to " }{ local_time(entry.until) } }
                    </span>
                    <span>{ words(&entry.note) }</span>
                </li>
            }
        </ol>
    }
}

fn words(note: &Note) -> Html {
    match note {
        Note::Confirmed => html! { "Confirmed by typing the name." },
        Note::Sent => html! { "Handed to the network." },
        Note::Accepted { request_id } => html! { <>{ "Accepted. Request ID " }<code>{ request_id }</code></> },
        Note::Refused { error } => html! { <>{ "Refused, nothing was carried out: " }{ failure(error) }</> },
        Note::Lost { error: Some(error) } => html! { <>{ "No usable answer: " }{ failure(error) }</> },
        Note::Lost { error: None } => html! { "The answer is not known: the portal was closed while it was awaited." },
        Note::Saw { status } if status.is_empty() => html! { "The instance was not in the API's answer." },
        Note::Saw { status } => html! { <>{ "DescribeInstances shows " }<code>{ status }</code></> },
        Note::LookFailed { error } => html! { <>{ "DescribeInstances failed: " }{ failure(error) }</> },
        Note::Restored => html! { "Nobody was looking for a while: the portal was closed or disconnected." },
        Note::GivenUp => html! { "Given up: another reinstall of this server was begun." },
        Note::NoSign => html! { "No sign so far that the installation began." },
    }
}

fn failure(error: &CallError) -> Html {
    html! { <><code>{ error.code() }</code>{ " " }{ message_of(error) }</> }
}
