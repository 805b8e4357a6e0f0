//! Waiting, failure, content: the same everywhere.

use super::error_box::ErrorBox;
use super::waiting::Waiting;
use crate::hooks::{Load, Loading, use_words};
use crate::t;
use reinstall_core::api::CallError;
use std::rc::Rc;
use yew::prelude::*;

/// Shows the content once it is there. `what` completes "Loading …" and "Could not load …", in the language of the page.
pub fn loaded<T: PartialEq>(loading: &Loading<T>, what: &str, view: impl FnOnce(&T) -> Html) -> Html {
    let error = match &loading.state {
        Load::Ready(value) => return view(value),
        Load::Pending => None,
        Load::Failed(error) => Some(error.clone()),
    };
    html! { <NotLoaded what={what.to_owned()} {error} again={loading.again.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct NotLoadedProps {
    what: AttrValue,
    error: Option<Rc<CallError>>,
    again: Callback<()>,
}

#[component]
fn NotLoaded(props: &NotLoadedProps) -> Html {
    let words = use_words();
    let what = &props.what;
    match &props.error {
        None => html! { <Waiting what={t!(words, "Loading {what}…", what = what)} /> },
        Some(error) => html! {
            <ErrorBox
                title={t!(words, "Could not load {what}.", what = what)} error={error.clone()} read={true}
                onretry={props.again.clone()}
            />
        },
    }
}
