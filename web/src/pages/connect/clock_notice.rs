//! This machine's clock is off: said before the API refuses what is signed by it.

use crate::hooks::{use_session, use_words};
use crate::state::clock_check::{TOLERANCE_MINUTES, is_off, is_refused, sentence};
use crate::t;
use yew::prelude::*;

/// Properties of [`ClockNotice`].
#[derive(Properties, PartialEq)]
pub struct ClockNoticeProps {
    /// Asks again, where the page can.
    #[prop_or_default]
    pub onask: Option<Callback<()>>,
}

/// How far, in which direction, what follows from it, and what to do. Nothing where the clock is right, or a token is used,
/// which needs no time.
#[component]
pub fn ClockNotice(props: &ClockNoticeProps) -> Html {
    let words = use_words();
    let session = use_session();
    let ahead = session.ahead;
    if !is_off(ahead) {
        return html! {};
    }
    let refused = is_refused(ahead);
    html! {
        <div class="notice" data-severity={if refused { "error" } else { "warning" }} role={if refused { "alert" } else { "status" }}>
            <p><strong>{ sentence(ahead, &words) }</strong></p>
            <p>{ if refused {
                t!(words, "The API refuses what is signed more than {minutes} minutes off its own time: set this machine's clock right first.", minutes = TOLERANCE_MINUTES)
            } else {
                t!(words, "The API still takes what is signed up to {minutes} minutes off its own time: set this machine's clock right before it drifts further.", minutes = TOLERANCE_MINUTES)
            } }</p>
            if let Some(onask) = &props.onask {
                <button type="button" onclick={onask.reform(|_| ())}>{ t!(words, "Check the clock again") }</button>
            }
        </div>
    }
}
