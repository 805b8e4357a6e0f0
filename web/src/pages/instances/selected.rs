//! What can be done with the ticked rows.

use crate::hooks::use_words;
use crate::locales::number;
use crate::state::instances::selection::Extent;
use crate::t;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What was asked for all ticked rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum BulkAction {
    CopyIds,
    Protect,
    Unprotect,
    Clear,
}

#[derive(Properties, PartialEq)]
pub(super) struct SelectedProps {
    /// How many rows the filter finds.
    pub(super) found: usize,
    /// How much of them is ticked.
    pub(super) extent: Extent,
    /// How many are ticked in all, and how many of those the filter hides.
    pub(super) ticked: usize,
    pub(super) hidden: usize,
    /// How many of the ticked ones are protected.
    pub(super) protected: usize,
    /// All that the filter finds, or none of them.
    pub(super) onall: Callback<bool>,
    pub(super) act: Callback<BulkAction>,
}

fn count(count: usize) -> String {
    number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The box that ticks all, and once something is ticked what can be done with it.
#[component]
pub(super) fn Selected(props: &SelectedProps) -> Html {
    let words = use_words();
    let onchange = props.onall.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().checked());
    let button = |action: BulkAction, label: AttrValue| {
        html! { <button type="button" class="quiet" onclick={props.act.reform(move |_: MouseEvent| action)}>{ label }</button> }
    };
    html! {
        <div class="selected" role="group" aria-label={t!(words, "Selected instances")}>
            <label>
                <input type="checkbox" checked={props.extent == Extent::All} ~indeterminate={props.extent == Extent::Some} disabled={props.found == 0} {onchange} />
                { t!(words, "Select all {count}", count = count(props.found)) }
            </label>
            if props.ticked > 0 {
                <span>
                    { if props.hidden > 0 {
                        t!(words, "{count} selected, {hidden} of them not shown", count = count(props.ticked), hidden = count(props.hidden))
                    } else {
                        t!(words, "{count} selected", count = count(props.ticked))
                    } }
                </span>
                { button(BulkAction::CopyIds, t!(words, "Copy IDs")) }
                if props.protected < props.ticked {
                    { button(BulkAction::Protect, t!(words, "Never offer a reinstall here")) }
                }
                if props.protected > 0 {
                    { button(BulkAction::Unprotect, t!(words, "Offer reinstalls here again")) }
                }
                { button(BulkAction::Clear, t!(words, "Clear the selection")) }
            }
        </div>
    }
}
