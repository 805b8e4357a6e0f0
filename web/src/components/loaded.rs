//! Waiting, failure, content: the same everywhere.

use super::error_box::ErrorBox;
use crate::hooks::{Load, Loading};
use yew::prelude::*;

/// Shows the content once it is there. `what` completes "Loading …" and "Could not load …".
pub fn loaded<T: PartialEq>(loading: &Loading<T>, what: &str, view: impl FnOnce(&T) -> Html) -> Html {
    match &loading.state {
        Load::Pending => html! { <p role="status">{ format!("Loading {what}…") }</p> },
        Load::Failed(error) => html! {
            <ErrorBox title={format!("Could not load {what}.")} error={error.clone()} read={true} onretry={loading.again.clone()} />
        },
        Load::Ready(value) => view(value),
    }
}
