//! What there is to say about a draft: where it comes from, what has changed meanwhile, and how long it is kept.

use super::catalog::Catalog;
use super::fields::focus;
use super::review::Lines;
use crate::hooks::{use_drafts, use_words};
use crate::services::clock::local_time;
use crate::services::drafts;
use crate::state::draft::{DraftsAction, Elsewhere, Restored, SavedDraft, Unreadable};
use crate::state::review::{Reading, changes_between};
use crate::t;
use crate::ui::CopyButton;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The id of the place where the notices are.
const NOTICES: &str = "draft-notices";

#[derive(Properties, PartialEq)]
pub(super) struct DraftProps {
    pub(super) catalog: Rc<Catalog>,
}

/// Above the form: what somebody has to know before going on with it.
#[component]
pub(super) fn DraftNotices(props: &DraftProps) -> Html {
    let instance = &props.catalog.instance;
    let id = instance.instance_id.clone();
    let words = use_words();
    let handle = use_drafts();
    let aside = use_state_eq(|| drafts::aside(&id));
    let act = |action: DraftsAction| {
        let dispatcher = handle.dispatcher();
        Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(action.clone());
            // The button disappears with its notice, and would take the focus along.
            focus(NOTICES);
        })
    };
    let open = handle.get(&id);
    let changes = open.map(|open| changes_between(&open.reading, &Reading::of(instance), &words)).unwrap_or_default();
    let is_empty = aside.is_none()
        && changes.is_empty()
        && open.is_none_or(|open| open.restored.is_none() && open.before.is_none() && open.elsewhere.is_none());
    use_effect_with(is_empty, |is_empty| {
        if *is_empty {
            leave_for_heading();
        }
    });
    let Some(open) = open else { return html! {} };
    let remove_aside = {
        let (aside, id) = (aside.clone(), id.clone());
        Callback::from(move |_| {
            drafts::remove_aside(&id);
            aside.set(None);
            focus(NOTICES);
        })
    };
    let this = || Box::new(instance.clone());
    html! {
        <div class="draft-notices" id={NOTICES} tabindex="-1" aria-live="polite">
            if let Some(text) = &*aside {
                <div class="notice" data-severity="warning">
                    <p>{ match SavedDraft::from_text(text) {
                        Err(Unreadable::Newer) => t!(words, "A newer version of this page kept a draft for this instance. This version cannot read it, so it was set aside."),
                        _ => t!(words, "The draft that was kept for this instance is damaged, so it was set aside."),
                    } }</p>
                    <div class="actions">
                        <CopyButton text={text.clone()} label={t!(words, "Copy the draft as text")} />
                        <button type="button" class="quiet" onclick={remove_aside}>{ t!(words, "Remove it") }</button>
                    </div>
                </div>
            }
            if let Some(Restored { saved_at, had_password, user_data_bytes }) = open.restored {
                <div class="notice" data-severity="notice">
                    <p>
                        <strong>{ t!(words, "Draft of {time} restored; password and user data are not kept.", time = local_time(saved_at, &words)) }</strong>
                        if had_password {
                            { " " }{ t!(words, "A password had been typed.") }
                        }
                        if user_data_bytes > 0 {
                            { " " }{ t!(words, "There were {bytes} bytes of user data.", bytes = user_data_bytes) }
                        }
                    </p>
                    <button type="button" onclick={act(DraftsAction::StartOver(this()))}>{ t!(words, "Start over") }</button>
                </div>
            }
            if open.before.is_some() {
                <div class="notice" data-severity="notice">
                    <p>{ t!(words, "Started over.") }</p>
                    <button type="button" onclick={act(DraftsAction::Undo(id.clone()))}>{ t!(words, "Undo") }</button>
                </div>
            }
            if let Some(elsewhere) = &open.elsewhere {
                <div class="notice" data-severity="warning">
                    <p>
                        <strong>{ match elsewhere {
                            Elsewhere::Changed(saved) => t!(words, "This form was also changed in another tab, at {time}.", time = local_time(saved.saved_at, &words)),
                            Elsewhere::Removed => t!(words, "This form was sent, started over or removed in another tab."),
                        } }</strong>
                        { " " }{ t!(words, "Until you choose, what is changed here is not kept.") }
                    </p>
                    <div class="actions">
                        <button type="button" onclick={act(DraftsAction::Follow(this()))}>
                            { match elsewhere {
                                Elsewhere::Changed(_) => t!(words, "Take the other tab's"),
                                Elsewhere::Removed => t!(words, "Start over here, too"),
                            } }
                        </button>
                        <button type="button" class="quiet" onclick={act(DraftsAction::KeepMine(id.clone()))}>{ t!(words, "Keep this one") }</button>
                    </div>
                </div>
            }
            if !changes.is_empty() {
                <div class="notice" data-severity="warning">
                    <p><strong>{ t!(words, "The server has changed since this form was opened at {time}.", time = local_time(open.read_at, &words)) }</strong></p>
                    <Lines
                        caption={t!(words, "What changed since the form was opened")} lines={changes}
                        now={t!(words, "When opened")} after={t!(words, "Now")}
                    />
                    <button type="button" onclick={act(DraftsAction::Reread(this()))}>{ t!(words, "I have read this") }</button>
                </div>
            }
        </div>
    }
}

/// The place has no height once its last notice is gone: a focus that was put there moves on to where it can be seen.
fn leave_for_heading() {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(document) = document.filter(|document| document.active_element().is_some_and(|it| it.id() == NOTICES))
    else {
        return;
    };
    if let Ok(Some(heading)) = document.query_selector("h1")
        && let Ok(heading) = heading.dyn_into::<HtmlElement>()
    {
        drop(heading.focus());
    }
}

/// Below the form: that it is kept, or why not.
#[component]
pub(super) fn DraftKept(props: &DraftProps) -> Html {
    let words = use_words();
    let handle = use_drafts();
    let Some(open) = handle.get(&props.catalog.instance.instance_id) else { return html! {} };
    let start_over = {
        let (dispatcher, instance) = (handle.dispatcher(), props.catalog.instance.clone());
        Callback::from(move |_| {
            dispatcher.dispatch(DraftsAction::StartOver(Box::new(instance.clone())));
            focus(NOTICES);
        })
    };
    html! {
        <>
            if handle.not_kept {
                <p class="notice" data-severity="warning" role="alert">
                    { t!(words, "This browser keeps no draft: its storage is full or forbidden. The form works, but a reload empties it.") }
                </p>
            } else {
                <p class="hint">
                    { t!(words, "A draft is kept on this device for 30 days, without password and user data. Sending it or Disconnect removes it.") }
                </p>
            }
            if open.is_touched() && open.restored.is_none() {
                <button type="button" class="quiet" onclick={start_over}>{ t!(words, "Start over") }</button>
            }
        </>
    }
}
