//! The wipe contract on the page: four sections, the danger first.

use crate::hooks::use_words;
use crate::locales::Words;
use crate::state::review::{Line, Review};
use crate::t;
use yew::prelude::*;

/// The contract. A section that has nothing to say is left out; something is always erased.
pub(super) fn contract(review: &Review, words: &Words) -> Html {
    let Review { erased, changed, kept, defaults } = review;
    let section = |name: &'static str, heading: AttrValue, hint: AttrValue, lines: &Vec<Line>| {
        html! {
            if !lines.is_empty() {
                <section class={name} aria-labelledby={format!("{name}-heading")}>
                    <h2 id={format!("{name}-heading")}>{ &heading }</h2>
                    <p class="hint">{ hint }</p>
                    <Lines caption={heading} lines={lines.clone()} />
                </section>
            }
        }
    };
    html! {
        <div class="contract">
            <section class="erased" aria-labelledby="erased-heading">
                <h2 id="erased-heading">{ t!(words, "Erased") }</h2>
                <ul>
                    for loss in erased.iter() {
                        <li>
                            { &loss.sentence }
                            if !loss.disks.is_empty() {
                                <span class="disks-lost">{ t!(words, "In the API's numbering: {disks}.", disks = loss.disks) }</span>
                            }
                        </li>
                    }
                </ul>
            </section>
            { section("changed", t!(words, "Changed"), t!(words, "Sent, and different from now."), changed) }
            { section("kept", t!(words, "Kept"), t!(words, "Sent, and the same as now."), kept) }
            { section("defaults", t!(words, "Left to the server"), t!(words, "Not sent: the server decides. What it is expected to make of it:"), defaults) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(in super::super) struct LinesProps {
    pub(in super::super) caption: AttrValue,
    pub(in super::super) lines: Vec<Line>,
    /// The heading of what was.
    #[prop_or_default]
    pub(in super::super) now: Option<AttrValue>,
    /// The heading of what will be.
    #[prop_or_default]
    pub(in super::super) after: Option<AttrValue>,
}

/// What was and what will be, side by side.
#[component]
pub(in super::super) fn Lines(props: &LinesProps) -> Html {
    let words = use_words();
    let shown = |text: &AttrValue| if text.is_empty() { t!(words, "none") } else { text.clone() };
    let now = props.now.clone().unwrap_or_else(|| t!(words, "Now"));
    let after = props.after.clone().unwrap_or_else(|| t!(words, "Afterwards"));
    html! {
        <table class="lines">
            <caption class="visually-hidden">{ &props.caption }</caption>
            <thead><tr><th scope="col">{ t!(words, "What") }</th><th scope="col">{ now }</th><th scope="col">{ after }</th></tr></thead>
            <tbody>
                for line in props.lines.iter() {
                    <tr><th scope="row">{ line.what.words(&words) }</th><td><bdi>{ shown(&line.now) }</bdi></td><td><bdi>{ shown(&line.after) }</bdi></td></tr>
                }
            </tbody>
        </table>
    }
}
