//! The typed confirmation, and the one send.

use super::super::catalog::Catalog;
use super::{Course, Outcome, gone, see};
use crate::hooks::{use_drafts, use_jobs, use_session, use_words};
use crate::router::use_navigator;
use crate::routes::Route;
use crate::state::draft::{Draft, DraftsAction};
use crate::state::review::{is_confirmed_by, name_to_type, odd_characters};
use crate::ui::{CopyButton, PageButton};
use crate::{t, t_html};
use reinstall_core::prepare;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ConfirmationProps {
    pub(super) catalog: Rc<Catalog>,
    pub(super) draft: Rc<Draft>,
    pub(super) course: Course,
    /// How many warnings there are to read.
    pub(super) warnings: usize,
}

/// The button works once the name is typed; pressing it reads the server once more and sends, once.
#[component]
pub(super) fn Confirmation(props: &ConfirmationProps) -> Html {
    let ConfirmationProps { catalog, draft, course, warnings } = props;
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
    let instance = &*course.instance;
    let name = name_to_type(instance);
    let typed = &**course.typed;
    let open_job = jobs.jobs.open_for(&instance.instance_id).map(|job| job.id.clone());
    let is_busy = *course.outcome == Outcome::Busy;
    let confirmed = is_confirmed_by(name, typed) && !is_busy && open_job.is_none();

    let onsubmit = {
        let (course, catalog, draft, words) = (course.clone(), Rc::clone(catalog), Rc::clone(draft), words.clone());
        let (client, runner, drafts) = (session.client.clone(), Rc::clone(&jobs.runner), drafts.dispatcher());
        let left = Rc::clone(&left);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !confirmed || std::mem::replace(&mut *pressed.borrow_mut(), true) {
                return;
            }
            course.outcome.set(Outcome::Busy);
            let (course, catalog, draft, words) =
                (course.clone(), Rc::clone(&catalog), Rc::clone(&draft), words.clone());
            let (client, runner, drafts, navigator) =
                (client.clone(), Rc::clone(&runner), drafts.clone(), navigator.clone());
            let (pressed, left) = (Rc::clone(&pressed), Rc::clone(&left));
            spawn_local(async move {
                let ended = async {
                    let client = client
                        .ok_or_else(|| Outcome::Refused(t!(words, "Not connected any more. Nothing was sent.")))?;
                    let again = client
                        .instance(&course.instance.instance_id)
                        .await
                        .map_err(|error| Outcome::Failed(Rc::new(error)))?
                        .ok_or_else(|| Outcome::Refused(gone(&words)))?;
                    course.read(&again, &words)?;
                    let prepared = prepare(&draft.to_request(), catalog.context(&draft, &again)).map_err(|_| {
                        Outcome::Refused(t!(words, "The form has an issue now; go back to see it. Nothing was sent."))
                    })?;
                    if *left.borrow() {
                        return Err(Outcome::None);
                    }
                    let id = runner.start(prepared, &again).await.map_err(|words| Outcome::Refused(words.into()))?;
                    drafts.dispatch(DraftsAction::Sent(again.instance_id));
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
                        course.typed.set(String::new());
                        course.outcome.set(other);
                        *pressed.borrow_mut() = false;
                    }
                }
            });
        })
    };
    let oninput = {
        let typed = course.typed.clone();
        Callback::from(move |event: InputEvent| typed.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let odd = odd_characters(name);
    html! {
        <form class="panel danger" {onsubmit} autocomplete="off" novalidate={true}>
            if *warnings > 0 {
                <p id="warnings-above">{ t!(words, "Warnings above: {count}. Typing the name says that you have read them.", count = warnings) }</p>
            }
            <div class="field">
                <label for="confirmation">
                    { t_html!(words, "Type {name} to confirm", name = html! { <bdi class="name">{ name }</bdi> }) }
                </label>
                if let Some(odd) = &odd {
                    <p class="hint" id="confirmation-odd">
                        { t_html!(
                            words,
                            "Not every character of this name is what it looks like. Written out: {name}",
                            name = html! { <code dir="ltr">{ odd }</code> },
                        ) }
                    </p>
                    <CopyButton text={name.trim().to_owned()} label={t!(words, "Copy the name")} />
                }
                <div class="control">
                    <input
                        id="confirmation" type="text" value={typed.to_owned()} dir="auto"
                        autocomplete="off" autocapitalize="off" spellcheck="false"
                        aria-describedby="warnings-above confirmation-odd confirmation-hint" {oninput}
                    />
                </div>
                <p class="hint" id="confirmation-hint">{ t!(words, "The button works once the name is typed exactly.") }</p>
            </div>
            <div class="actions">
                <button type="submit" class="destructive" disabled={!confirmed} aria-describedby="why-not">{ t!(words, "Reinstall now") }</button>
                <PageButton to={Route::Reinstall { instance_id: instance.instance_id.clone() }} class="quiet">{ t!(words, "Back") }</PageButton>
            </div>
            <p class="hint" id="why-not" role="status">
                if is_busy {
                    { t!(words, "Reading the server once more…") }
                } else if let Some(id) = open_job {
                    { t_html!(words, "A reinstall of this server is still open: {link}.", link = see(&id, &words)) }
                } else if !typed.trim().is_empty() && !confirmed {
                    { t!(words, "That is not {name} yet, so the button stays disabled.", name = name) }
                }
            </p>
        </form>
    }
}
