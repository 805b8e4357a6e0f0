//! Review: the wipe contract, the exact request, the typed confirmation.

use super::catalog::Catalog;
use super::form::field_name;
use crate::app::use_drafts;
use crate::components::error_box::ErrorBox;
use crate::components::status::Status;
use crate::hooks::{use_jobs, use_session, use_words};
use crate::router::use_navigator;
use crate::routes::Route;
use crate::state::draft::{Draft, DraftsAction, FieldIssue};
use crate::state::review::{Line, Review, Subject, changes_since, review};
use crate::ui::{CopyButton, Issues, PageButton, PageHeading, PageLink, TextField};
use reinstall_core::api::CallError;
use reinstall_core::issue::Severity;
use reinstall_core::machine::Instance;
use reinstall_core::{Prepared, prepare};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ReviewStepProps {
    pub(super) catalog: Rc<Catalog>,
    pub(super) draft: Rc<Draft>,
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

#[component]
pub(super) fn ReviewStep(props: &ReviewStepProps) -> Html {
    let ReviewStepProps { catalog, draft } = props;
    let words = use_words();
    let session = use_session();
    // The server as it is reviewed; newer than the form's where it was read again.
    let instance = use_state_eq(|| Rc::new(catalog.instance.clone()));
    let typed = use_state_eq(String::new);
    let outcome = use_state_eq(|| Outcome::None);
    let read_again = {
        let (client, instance, outcome, typed) =
            (session.client.clone(), instance.clone(), outcome.clone(), typed.clone());
        move || {
            let (client, instance, outcome, typed) = (client.clone(), instance.clone(), outcome.clone(), typed.clone());
            spawn_local(async move {
                let Some(client) = client else { return };
                match client.instance(&instance.instance_id).await {
                    Ok(Some(again)) => {
                        let changes = changes_since(&instance, &again);
                        if !changes.is_empty() {
                            typed.set(String::new());
                            outcome.set(Outcome::Changed(changes));
                            instance.set(Rc::new(again));
                        }
                    }
                    Ok(None) => outcome.set(Outcome::Refused(GONE.into())),
                    Err(error) => outcome.set(Outcome::Failed(Rc::new(error))),
                }
            });
        }
    };
    // Coming to this page reads the server again: the form may have been open for hours.
    {
        let read_again = read_again.clone();
        use_effect_with((), move |()| read_again());
    }
    let context = catalog.context(draft, &instance);
    let errors: Vec<FieldIssue> =
        draft.issues(context, &words).into_iter().filter(|issue| issue.severity == Severity::Error).collect();
    let back = Route::Reinstall { instance_id: instance.instance_id.clone() };
    match prepare(&draft.to_request(), context) {
        Ok(prepared) if errors.is_empty() => html! {
            <Contract catalog={Rc::clone(catalog)} draft={Rc::clone(draft)} prepared={Rc::new(prepared)} {instance} {typed} {outcome} />
        },
        _ => html! {
            <>
                <PageHeading text="Reinstall" title={format!("Review {}", instance.label())} />
                { outcome_notice(&outcome) }
                <div class="notice" data-severity="warning">
                    <p><strong>{ format!("{} cannot be reinstalled like this, so there is nothing to confirm. Nothing was sent.", instance.label()) }</strong></p>
                    <ul>for issue in errors.iter() { <li>{ field_name(&issue.path) }{ ": " }{ &issue.message }</li> }</ul>
                </div>
                <div class="actions">
                    <button type="button" onclick={move |_| read_again()}>{ "Read the server again" }</button>
                    <PageButton to={back} class="quiet">{ "Back" }</PageButton>
                </div>
            </>
        },
    }
}

#[derive(Properties, PartialEq)]
struct ContractProps {
    catalog: Rc<Catalog>,
    draft: Rc<Draft>,
    prepared: Rc<Prepared>,
    instance: UseStateHandle<Rc<Instance>>,
    typed: UseStateHandle<String>,
    outcome: UseStateHandle<Outcome>,
}

#[component]
fn Contract(props: &ContractProps) -> Html {
    let ContractProps { catalog, draft, prepared, instance, typed, outcome } = props;
    let words = use_words();
    let session = use_session();
    let jobs = use_jobs();
    let navigator = use_navigator();
    let drafts = use_drafts();
    // Set at once, unlike state: a second click in the same moment must find it.
    let pressed = use_mut_ref(|| false);
    // Whoever goes back while the server is read once more has taken the confirmation back.
    let left = use_mut_ref(|| false);
    {
        let left = Rc::clone(&left);
        use_effect_with((), move |()| move || *left.borrow_mut() = true);
    }
    let name = instance.label().to_owned();
    let open_job = jobs.jobs.open_for(&instance.instance_id).map(|job| job.id.clone());
    let unknown_job = jobs.jobs.unknown_for(&instance.instance_id).map(|job| job.id.clone());
    let confirmed = typed.trim() == name && **outcome != Outcome::Busy && open_job.is_none();

    let onsubmit = {
        let (typed, outcome, instance, catalog, draft) =
            (typed.clone(), outcome.clone(), instance.clone(), Rc::clone(catalog), Rc::clone(draft));
        let (client, runner, drafts) = (session.client.clone(), Rc::clone(&jobs.runner), drafts.dispatcher());
        let left = Rc::clone(&left);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !confirmed || std::mem::replace(&mut *pressed.borrow_mut(), true) {
                return;
            }
            outcome.set(Outcome::Busy);
            let (typed, outcome, instance, catalog, draft, pressed) = (
                typed.clone(),
                outcome.clone(),
                instance.clone(),
                Rc::clone(&catalog),
                Rc::clone(&draft),
                Rc::clone(&pressed),
            );
            let (client, runner, drafts, navigator, left) =
                (client.clone(), Rc::clone(&runner), drafts.clone(), navigator.clone(), Rc::clone(&left));
            spawn_local(async move {
                let ended = async {
                    let client =
                        client.ok_or_else(|| Outcome::Refused("Not connected any more. Nothing was sent.".into()))?;
                    let again = client
                        .instance(&instance.instance_id)
                        .await
                        .map_err(|error| Outcome::Failed(Rc::new(error)))?
                        .ok_or_else(|| Outcome::Refused(GONE.into()))?;
                    let changes = changes_since(&instance, &again);
                    if !changes.is_empty() {
                        instance.set(Rc::new(again));
                        return Err(Outcome::Changed(changes));
                    }
                    let prepared = prepare(&draft.to_request(), catalog.context(&draft, &again)).map_err(|_| {
                        Outcome::Refused("The form has an issue now; go back to see it. Nothing was sent.".into())
                    })?;
                    if *left.borrow() {
                        return Err(Outcome::None);
                    }
                    let id = runner.start(prepared, &again).await.map_err(|words| Outcome::Refused(words.into()))?;
                    drafts.dispatch(DraftsAction::DropSecrets(again.instance_id));
                    Ok(id)
                };
                match ended.await {
                    Ok(id) => {
                        if let Some(navigator) = navigator {
                            navigator.replace(&Route::Job { id });
                        }
                    }
                    Err(other) => {
                        // Nothing was sent, so it may be pressed again, after reading.
                        typed.set(String::new());
                        outcome.set(other);
                        *pressed.borrow_mut() = false;
                    }
                }
            });
        })
    };

    let subject =
        Subject { prepared, instance, instance_type: catalog.instance_type.as_ref(), images: &catalog.images };
    let json = serde_json::to_string_pretty(prepared.request()).unwrap_or_default();
    let remarks: Vec<FieldIssue> = prepared.report().issues.iter().map(|issue| FieldIssue::of(issue, &words)).collect();
    html! {
        <>
            <PageHeading text="Reinstall" title={format!("Review {name}")} />
            <p class="lead">{ "Review what " }<strong>{ &name }</strong>{ " will lose. Nothing has been sent yet." }</p>
            <dl class="facts">
                <div><dt>{ "Instance" }</dt><dd>{ &name }</dd></div>
                <div><dt>{ "Instance ID" }</dt><dd><code>{ &instance.instance_id }</code></dd></div>
                <div><dt>{ "Status" }</dt><dd><Status status={instance.instance_status.clone()} /></dd></div>
                <div><dt>{ "Public IP" }</dt><dd>{ instance.primary_public_ip_address.clone().unwrap_or_else(|| "none".into()) }</dd></div>
            </dl>
            { outcome_notice(outcome) }
            if let Some(id) = unknown_job {
                <p class="notice" data-severity="warning">
                    { "It is not known what became of the last reinstall of this server: " }<PageLink to={Route::Job { id }}>{ "see it" }</PageLink>
                    { ". Look at the server in the vendor's console or over IPMI first: another reinstall would wipe what that one may have installed." }
                </p>
            }
            <WipeContract review={review(subject)} />
            if !remarks.is_empty() {
                <section aria-labelledby="remarks-heading">
                    <h2 id="remarks-heading">{ "Please read" }</h2>
                    <Issues id="remarks" issues={remarks} />
                </section>
            }
            <details open={true}>
                <summary>{ "The request that will be sent" }</summary>
                <pre tabindex="0" role="region" aria-label="The request as JSON, secrets masked">{ &json }</pre>
                <CopyButton text={json} label="Copy the request without its secrets" />
            </details>
            <form class="panel danger" {onsubmit} autocomplete="off" novalidate={true}>
                <TextField
                    id="confirmation" label={format!("Type {name} to confirm")} value={(**typed).clone()}
                    oninput={let typed = typed.clone(); Callback::from(move |text| typed.set(text))}
                    hint="The button works once the name is typed exactly."
                />
                <div class="actions">
                    <button type="submit" class="destructive" disabled={!confirmed} aria-describedby="why-not">{ "Reinstall now" }</button>
                    <PageButton to={Route::Reinstall { instance_id: instance.instance_id.clone() }} class="quiet">{ "Back" }</PageButton>
                </div>
                <p class="hint" id="why-not" role="status">
                    if **outcome == Outcome::Busy {
                        { "Reading the server once more…" }
                    } else if let Some(id) = open_job {
                        { "A reinstall of this server is still open: " }<PageLink to={Route::Job { id }}>{ "see it" }</PageLink>{ "." }
                    } else if !typed.trim().is_empty() && !confirmed {
                        { format!("That is not {name} yet, so the button stays disabled.") }
                    }
                </p>
            </form>
        </>
    }
}

const GONE: &str = "The account has no such instance any more. Nothing was sent.";

fn outcome_notice(outcome: &Outcome) -> Html {
    match outcome {
        Outcome::None | Outcome::Busy => html! {},
        Outcome::Changed(lines) => html! {
            <div class="notice" data-severity="warning" role="alert">
                <p><strong>{ "The server has changed since you reviewed it. Nothing was sent; please read again." }</strong></p>
                <Lines caption="What changed" lines={lines.clone()} now="When reviewed" after="Now" />
            </div>
        },
        Outcome::Failed(error) => html! {
            <ErrorBox title="The server could not be read again, so nothing was sent." error={error.clone()} read={true} />
        },
        Outcome::Refused(words) => html! { <p class="notice" data-severity="error" role="alert">{ words }</p> },
    }
}

#[derive(Properties, PartialEq)]
struct WipeContractProps {
    review: Review,
}

#[component]
fn WipeContract(props: &WipeContractProps) -> Html {
    let Review { erased, changed, kept, defaults } = &props.review;
    html! {
        <div class="contract">
            <section class="erased" aria-labelledby="erased-heading">
                <h2 id="erased-heading">{ "Erased" }</h2>
                <ul>for line in erased.iter() { <li>{ line }</li> }</ul>
            </section>
            if !changed.is_empty() {
                <section aria-labelledby="changed-heading">
                    <h2 id="changed-heading">{ "Changed" }</h2>
                    <Lines caption="Changed" lines={changed.clone()} />
                </section>
            }
            if !kept.is_empty() {
                <section aria-labelledby="kept-heading">
                    <h2 id="kept-heading">{ "Kept" }</h2>
                    <Lines caption="Kept" lines={kept.clone()} />
                </section>
            }
            if !defaults.is_empty() {
                <section aria-labelledby="defaults-heading">
                    <h2 id="defaults-heading">{ "Left to the server" }</h2>
                    <Lines caption="Left to the server" lines={defaults.clone()} />
                </section>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct LinesProps {
    caption: AttrValue,
    lines: Vec<Line>,
    #[prop_or(AttrValue::Static("Now"))]
    now: AttrValue,
    #[prop_or(AttrValue::Static("Afterwards"))]
    after: AttrValue,
}

#[component]
fn Lines(props: &LinesProps) -> Html {
    let shown = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
    html! {
        <table class="lines">
            <caption class="visually-hidden">{ &props.caption }</caption>
            <thead><tr><th scope="col">{ "What" }</th><th scope="col">{ &props.now }</th><th scope="col">{ &props.after }</th></tr></thead>
            <tbody>
                for line in props.lines.iter() {
                    <tr><th scope="row">{ line.what }</th><td>{ shown(&line.now) }</td><td>{ shown(&line.after) }</td></tr>
                }
            </tbody>
        </table>
    }
}
