//! Something that takes its time: what it is, and after a while for how long already.

use crate::hooks::use_words;
use crate::services::clock::now;
use crate::t;
use gloo_timers::callback::Interval;
use yew::prelude::*;

/// From how many seconds on the page counts them.
const PATIENCE_SECONDS: i64 = 4;

/// Properties of [`Waiting`].
#[derive(Properties, PartialEq)]
pub struct WaitingProps {
    /// What is under way, as a sentence with an ellipsis.
    pub what: AttrValue,
    /// Ends it, where it can be ended.
    #[prop_or_default]
    pub onstop: Option<Callback<()>>,
}

/// Says what is under way, and counts the seconds once they are worth counting. The count is not announced: once is enough.
#[component]
pub fn Waiting(props: &WaitingProps) -> Html {
    let words = use_words();
    let seconds = use_state_eq(|| 0);
    {
        let seconds = seconds.clone();
        use_effect_with((), move |()| {
            let started = now();
            let tick = Interval::new(1000, move || seconds.set(now().since(started)));
            move || drop(tick)
        });
    }
    html! {
        <div class="waiting">
            <p role="status">{ &props.what }</p>
            if *seconds >= PATIENCE_SECONDS {
                <p class="since">{ t!(words, "Still waiting, {seconds} s.", seconds = *seconds) }</p>
            }
            if let Some(onstop) = &props.onstop {
                <button type="button" onclick={onstop.reform(|_| ())}>{ t!(words, "Cancel") }</button>
            }
        </div>
    }
}
