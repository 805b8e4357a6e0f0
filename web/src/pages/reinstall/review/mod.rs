//! Review: the wipe contract, the exact request, the typed confirmation.

mod confirmation;
mod contract;
mod request;

pub(super) use contract::Lines;

use super::catalog::Catalog;
use super::fields::field_name;
use crate::components::error_box::ErrorBox;
use crate::components::image_picker::support_warning;
use crate::components::status::Status;
use crate::hooks::{use_jobs, use_session, use_words};
use crate::locales::Words;
use crate::routes::Route;
use crate::services::clock::local_time;
use crate::services::clock::today;
use crate::state::draft::{Draft, FieldIssue};
use crate::state::review::{Line, Reading, Subject, changes_between, name_to_type, review};
use crate::ui::{Issues, PageButton, PageHeading, PageLink};
use crate::{t, t_html};
use confirmation::Confirmation;
use contract::contract;
use reinstall_core::api::CallError;
use reinstall_core::issue::Severity;
use reinstall_core::machine::Instance;
use reinstall_core::prepare;
use reinstall_core::time::UnixSeconds;
use request::RequestView;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ReviewStepProps {
    pub(super) catalog: Rc<Catalog>,
    pub(super) draft: Rc<Draft>,
    /// The server that the form was filled in for, and when that was read.
    pub(super) reading: Rc<Reading>,
    pub(super) read_at: UnixSeconds,
}

/// What became of pressing the button.
#[derive(Clone, PartialEq)]
enum Outcome {
    None,
    Busy,
    /// The server is not as it was reviewed.
    Changed(Vec<Line>),
    Failed(Rc<CallError>),
    Refused(AttrValue),
}

/// What reading the server again and pressing the button change.
#[derive(Clone, PartialEq)]
struct Course {
    /// The server as it is reviewed; newer than the form's where it was read again.
    instance: UseStateHandle<Rc<Instance>>,
    typed: UseStateHandle<String>,
    outcome: UseStateHandle<Outcome>,
}

impl Course {
    /// The server as it was read again: where it is another one than was reviewed, it has to be confirmed anew.
    fn read(&self, again: &Instance, words: &Words) -> Result<(), Outcome> {
        let changes = changes_between(&Reading::of(&self.instance), &Reading::of(again), words);
        if changes.is_empty() {
            return Ok(());
        }
        self.typed.set(String::new());
        self.instance.set(Rc::new(again.clone()));
        Err(Outcome::Changed(changes))
    }
}

#[component]
pub(super) fn ReviewStep(props: &ReviewStepProps) -> Html {
    let ReviewStepProps { catalog, draft, reading, read_at } = props;
    let words = use_words();
    let session = use_session();
    let course = Course {
        instance: use_state_eq(|| Rc::new(catalog.instance.clone())),
        typed: use_state_eq(String::new),
        outcome: use_state_eq(|| Outcome::None),
    };
    let jobs = use_jobs();
    let read_again = {
        let (client, course, words) = (session.client.clone(), course.clone(), words.clone());
        move |is_first: bool| {
            let (client, course, words) = (client.clone(), course.clone(), words.clone());
            spawn_local(async move {
                let Some(client) = client else { return };
                let read = match client.instance(&course.instance.instance_id).await {
                    Ok(Some(again)) => course.read(&again, &words),
                    Ok(None) => Err(Outcome::Refused(gone(&words))),
                    Err(error) => Err(Outcome::Failed(Rc::new(error))),
                };
                match read {
                    // Nothing had been reviewed before: what has changed since the form was opened is said anyway.
                    Err(Outcome::Changed(_)) if is_first => {}
                    Err(outcome) => course.outcome.set(outcome),
                    Ok(()) => {}
                }
            });
        }
    };
    // Coming to this page reads the server again: the form may have been open for hours.
    {
        let read_again = read_again.clone();
        use_effect_with((), move |()| read_again(true));
    }
    let instance = &*course.instance;
    let name = name_to_type(instance).to_owned();
    let context = catalog.context(draft, instance);
    let (errors, mut remarks): (Vec<FieldIssue>, Vec<FieldIssue>) =
        draft.issues(context, &words).into_iter().partition(|issue| issue.severity == Severity::Error);
    remarks.extend(support_warning(catalog.support(draft), &today(), &words));
    let since_form = changes_between(reading, &Reading::of(instance), &words);
    let notice = outcome_notice(&course.outcome, since_form, *read_at, &words);
    let heading =
        html! { <PageHeading text={t!(words, "Reinstall")} title={t!(words, "Review {name}", name = name)} /> };
    let back = Route::Reinstall { instance_id: instance.instance_id.clone() };
    let prepared = match prepare(&draft.to_request(), context) {
        Ok(prepared) if errors.is_empty() => Rc::new(prepared),
        _ => {
            return html! {
                <>
                    { heading }
                    { notice }
                    <div class="notice" data-severity="warning">
                        <p><strong>{ t!(words, "{name} cannot be reinstalled like this, so there is nothing to confirm. Nothing was sent.", name = name) }</strong></p>
                        <ul>for issue in errors.iter() { <li>{ field_name(&issue.path, &words) }{ ": " }{ &issue.message }</li> }</ul>
                    </div>
                    <div class="actions">
                        <button type="button" onclick={move |_| read_again(false)}>{ t!(words, "Read the server again") }</button>
                        <PageButton to={back} class="quiet">{ t!(words, "Back") }</PageButton>
                    </div>
                </>
            };
        }
    };
    let subject = Subject {
        prepared: &prepared,
        instance,
        instance_type: catalog.instance_type.as_ref(),
        images: &catalog.images,
    };
    html! {
        <>
            { heading }
            <p class="lead">
                { t_html!(words, "Review what {name} will lose. Nothing has been sent yet.", name = html! { <strong><bdi class="name">{ &name }</bdi></strong> }) }
            </p>
            <dl class="facts">
                <div><dt>{ t!(words, "Instance") }</dt><dd><bdi class="name">{ &name }</bdi></dd></div>
                <div><dt>{ t!(words, "Instance ID") }</dt><dd><code>{ &instance.instance_id }</code></dd></div>
                <div><dt>{ t!(words, "Status") }</dt><dd><Status status={instance.instance_status.clone()} /></dd></div>
                <div><dt>{ t!(words, "Public IP") }</dt><dd>{ instance.primary_public_ip_address.clone().map_or_else(|| t!(words, "none"), AttrValue::from) }</dd></div>
            </dl>
            { notice }
            if let Some(job) = jobs.jobs.unknown_for(&instance.instance_id) {
                <p class="notice" data-severity="warning">
                    { t_html!(
                        words,
                        "It is not known what became of the last reinstall of this server: {link}. Look at the server in the vendor's console or over IPMI first: another reinstall would wipe what that one may have installed.",
                        link = see(&job.id, &words),
                    ) }
                </p>
            }
            { contract(&review(subject, &words), &words) }
            { please_read(&remarks, &words) }
            <RequestView prepared={Rc::clone(&prepared)} />
            <Confirmation
                catalog={Rc::clone(catalog)} draft={Rc::clone(draft)} {course}
                warnings={remarks.iter().filter(|issue| issue.severity == Severity::Warning).count()}
            />
        </>
    }
}

/// A link to a job.
fn see(id: &str, words: &Words) -> Html {
    html! { <PageLink to={Route::Job { id: id.to_owned() }}>{ t!(words, "see it") }</PageLink> }
}

fn gone(words: &Words) -> AttrValue {
    t!(words, "The account has no such instance any more. Nothing was sent.")
}

/// Core's warnings and notices, warnings first, each with the name of its field.
fn please_read(remarks: &[FieldIssue], words: &Words) -> Html {
    if remarks.is_empty() {
        return html! {};
    }
    let named = |issue: &FieldIssue| {
        let message = t!(words, "{field}: {message}", field = field_name(&issue.path, words), message = issue.message);
        FieldIssue { message: message.to_string(), ..issue.clone() }
    };
    let (warnings, notices): (Vec<_>, Vec<_>) =
        remarks.iter().map(named).partition(|issue| issue.severity == Severity::Warning);
    html! {
        <section class="remarks" aria-labelledby="remarks-heading">
            <h2 id="remarks-heading">{ t!(words, "Please read") }</h2>
            <Issues id="remarks" issues={[warnings, notices].concat()} />
        </section>
    }
}

fn outcome_notice(outcome: &Outcome, since_form: Vec<Line>, read_at: UnixSeconds, words: &Words) -> Html {
    let since = |caption: AttrValue, lines: Vec<Line>, before: AttrValue| html! { <Lines {caption} {lines} now={before} after={t!(words, "Now")} /> };
    let opened = |lines: Vec<Line>| {
        let time = local_time(read_at, words);
        html! {
            <>
                <p><strong>{ t!(words, "The server has changed since the form was opened at {time}. Nothing was sent; please read again.", time = time) }</strong></p>
                { since(t!(words, "What changed since the form was opened"), lines, t!(words, "When opened")) }
            </>
        }
    };
    let reviewed = match outcome {
        Outcome::Changed(lines) => Some(lines.clone()),
        Outcome::None | Outcome::Busy | Outcome::Failed(_) | Outcome::Refused(_) => None,
    };
    let other = match outcome {
        Outcome::None | Outcome::Busy | Outcome::Changed(_) => html! {},
        Outcome::Failed(error) => html! {
            <ErrorBox title={t!(words, "The server could not be read again, so nothing was sent.")} error={error.clone()} read={true} />
        },
        Outcome::Refused(why) => html! { <p class="notice" data-severity="error" role="alert">{ why }</p> },
    };
    // What changed since the review has changed since the form, too, unless it has changed back; it is not said twice.
    let is_same = reviewed.as_ref() == Some(&since_form);
    html! {
        <>
            { other }
            if reviewed.is_some() || !since_form.is_empty() {
                <div class="notice" data-severity="warning" role="alert">
                    if let Some(lines) = reviewed {
                        <p><strong>{ t!(words, "The server has changed since you reviewed it. Nothing was sent; please read again.") }</strong></p>
                        { since(t!(words, "What changed"), lines, t!(words, "When reviewed")) }
                    }
                    if !since_form.is_empty() && !is_same {
                        { opened(since_form) }
                    }
                </div>
            }
        </>
    }
}
