//! The choices of the filter, each with the number of rows that it would leave.

use super::menu::{Choice, Menu};
use crate::hooks::use_words;
use crate::locales::{Words, number};
use crate::state::instances::{Facet, Found, Listing, Shared};
use crate::t;
use yew::prelude::*;

/// A menu of more choices helps nobody: the free text finds the rest.
const CHOICES_MAX: usize = 200;

/// What a facet is called.
pub(super) fn facet_label(facet: Facet, words: &Words) -> AttrValue {
    match facet {
        Facet::Zone => t!(words, "Zone"),
        Facet::Model => t!(words, "Model"),
        Facet::Status => t!(words, "Status"),
        Facet::Image => t!(words, "Image"),
        Facet::Tag => t!(words, "Tag"),
    }
}

/// What stands for "no value" in a menu.
fn none_label(facet: Facet, words: &Words) -> AttrValue {
    match facet {
        Facet::Image => t!(words, "No image"),
        Facet::Tag => t!(words, "No tag"),
        Facet::Zone | Facet::Model | Facet::Status => t!(words, "unknown"),
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct FacetMenuProps {
    pub(super) facet: Facet,
    pub(super) listing: Shared<Listing>,
    pub(super) found: Shared<Found>,
    /// The chosen value; `None`: any.
    pub(super) chosen: Option<AttrValue>,
    pub(super) onchoose: Callback<(Facet, Option<String>)>,
}

/// A menu of one facet's values.
#[component]
pub(super) fn FacetMenu(props: &FacetMenuProps) -> Html {
    let FacetMenuProps { facet, listing, found, chosen, .. } = props;
    let words = use_words();
    let index = *facet as usize;
    let (texts, counts) = (&listing.values[index], &found.counts[index]);
    let mut numbers = listing.in_order[index].clone();
    let left_out = numbers.len().saturating_sub(CHOICES_MAX);
    if left_out > 0 {
        let mut by_count = numbers.clone();
        by_count.sort_by_key(|number| std::cmp::Reverse(counts.get(*number as usize).copied()));
        by_count.truncate(CHOICES_MAX);
        by_count.sort_unstable();
        numbers.retain(|number| by_count.binary_search(number).is_ok());
    }
    let shown = |number: u32| texts.get(number as usize).cloned().unwrap_or_default();
    let is_offered = |text: &AttrValue| numbers.iter().any(|number| shown(*number) == *text);
    // One that no row has, or that the menu has no place for, is still what was asked.
    let other = chosen.clone().filter(|text| !is_offered(text));
    let count_of = |text: &AttrValue| {
        texts.iter().position(|known| known == text).and_then(|number| counts.get(number)).copied().unwrap_or(0)
    };
    let choice = |text: AttrValue, count: u32| {
        let label = if text.is_empty() { none_label(*facet, &words) } else { text.clone() };
        let label = format!("{label} ({})", number(count.into()));
        Choice { value: format!("={text}").into(), label: label.into(), disabled: false }
    };
    let any = Choice {
        value: AttrValue::default(),
        label: t!(words, "Any ({count})", count = number(found.any[index].into())),
        disabled: false,
    };
    let more = (left_out > 0).then(|| Choice {
        value: AttrValue::from("?"),
        label: t!(
            words,
            "{count} more: type it into the filter",
            count = number(i64::try_from(left_out).unwrap_or(i64::MAX))
        ),
        disabled: true,
    });
    let choices = std::iter::once(any)
        .chain(other.map(|text| choice(text.clone(), count_of(&text))))
        .chain(numbers.iter().map(|number| choice(shown(*number), counts.get(*number as usize).copied().unwrap_or(0))))
        .chain(more)
        .collect::<Vec<_>>();
    let onchoose = {
        let facet = *facet;
        props.onchoose.reform(move |value: String| (facet, value.strip_prefix('=').map(str::to_owned)))
    };
    html! {
        <Menu
            id={format!("facet-{}", facet.key())} label={facet_label(*facet, &words)} {choices} {onchoose}
            chosen={chosen.as_ref().map(|text| AttrValue::from(format!("={text}"))).unwrap_or_default()}
        />
    }
}
