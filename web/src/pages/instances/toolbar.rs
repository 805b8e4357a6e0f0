//! Above the table: free text, facets, order, columns.

use super::facets::{FacetMenu, facet_label};
use super::menu::{Choice, Menu};
use super::table::sort_label;
use crate::hooks::{use_instance_preferences, use_words};
use crate::state::instances::InstancePreferencesAction;
use crate::state::instances::columns::sorts;
use crate::state::instances::{Column, Columns, Facet, Found, Listing, Shared, Sort, View};
use crate::t;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ToolbarProps {
    pub(super) view: View,
    pub(super) change: Callback<View>,
    pub(super) flush: Callback<()>,
    pub(super) listing: Shared<Listing>,
    pub(super) found: Shared<Found>,
    pub(super) busy: bool,
    pub(super) refresh: Callback<()>,
}

/// Where the filter is made.
#[component]
pub(super) fn Toolbar(props: &ToolbarProps) -> Html {
    let ToolbarProps { view, change, .. } = props;
    let words = use_words();
    let open = use_state_eq(|| false);
    let oninput = {
        let (view, change) = (view.clone(), change.clone());
        Callback::from(move |event: InputEvent| {
            change.emit(view.with_text(event.target_unchecked_into::<HtmlInputElement>().value()));
        })
    };
    let onchoose = {
        let (view, change) = (view.clone(), change.clone());
        Callback::from(move |(facet, value)| change.emit(view.with_value(facet, value)))
    };
    let onsort = {
        let (view, change) = (view.clone(), change.clone());
        Callback::from(move |text: String| {
            if let Some(sort) = Sort::parse(&text) {
                change.emit(view.with_sort(sort));
            }
        })
    };
    let orders: Vec<Choice> = sorts()
        .flat_map(|by| [false, true].map(|descending| Sort { by, descending }))
        .map(|sort| Choice { value: sort.print().into(), label: sort_label(sort, &words), disabled: false })
        .collect();
    let chosen = view.filter.values.iter().flatten().count();
    let clear = {
        let (view, change) = (view.clone(), change.clone());
        Callback::from(move |_: MouseEvent| change.emit(View { sort: view.sort, ..View::default() }))
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    html! {
        <search class="finder" data-open={open.to_string()}>
            <div class="toolbar">
                <div class="field">
                    <label for="filter">{ t!(words, "Filter") }</label>
                    <input
                        id="filter" type="search" value={view.filter.text.clone()} autocomplete="off" autocapitalize="off" spellcheck="false"
                        placeholder={t!(words, "name, ID, address, model, zone, image, tag or status")}
                        {oninput} onchange={props.flush.reform(|_| ())}
                    />
                </div>
                <button type="button" class="more-filters" aria-expanded={open.to_string()} aria-controls="facets" onclick={toggle}>
                    { if chosen > 0 { t!(words, "More filters ({count})", count = chosen) } else { t!(words, "More filters") } }
                </button>
                <button type="button" onclick={props.refresh.reform(|_| ())} aria-disabled={props.busy.then_some("true")}>{ t!(words, "Refresh") }</button>
            </div>
            <div class="facets" id="facets">
                for facet in Facet::ALL {
                    <FacetMenu
                        key={facet.key()} {facet} listing={props.listing.clone()} found={props.found.clone()}
                        chosen={view.filter.value(facet).map(|value| AttrValue::from(value.to_owned()))} onchoose={onchoose.clone()}
                    />
                }
                <Menu id="sort-by" class="sort-by" label={t!(words, "Sort by")} choices={orders} chosen={view.sort.print()} onchoose={onsort} />
                if !view.filter.is_empty() {
                    <button type="button" class="quiet" onclick={clear}>{ t!(words, "Clear the filter") }</button>
                }
            </div>
            { not_understood(view, change, props, &words) }
        </search>
    }
}

/// What the address asks for and the page cannot do: said, never dropped.
fn not_understood(view: &View, change: &Callback<View>, props: &ToolbarProps, words: &crate::locales::Words) -> Html {
    let nowhere: Vec<AttrValue> = Facet::ALL
        .into_iter()
        .filter_map(|facet| {
            let value = view.filter.value(facet)?;
            let is_known = props.busy || props.listing.values[facet as usize].iter().any(|text| text == value);
            (!is_known).then(|| AttrValue::from(format!("{}: {value}", facet_label(facet, words))))
        })
        .collect();
    if view.unknown.is_empty() && nowhere.is_empty() {
        return html! {};
    }
    let forget = {
        let (view, change) = (view.clone(), change.clone());
        Callback::from(move |_: MouseEvent| change.emit(View { unknown: Vec::new(), ..view.clone() }))
    };
    html! {
        <div class="notice" data-severity="warning">
            if !nowhere.is_empty() {
                <p>
                    { t!(words, "No instance has what the filter asks for:") }
                    for text in nowhere { { " " }<code key={text.to_string()}><bdi>{ text.clone() }</bdi></code> }
                </p>
            }
            if !view.unknown.is_empty() {
                <p>
                    { t!(words, "Not understood in this page’s address:") }
                    for (index, (key, value)) in view.unknown.iter().enumerate() { { " " }<code key={index}><bdi>{ format!("{key}={value}") }</bdi></code> }
                </p>
                <button type="button" onclick={forget}>{ t!(words, "Remove it from the address") }</button>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct ColumnMenuProps {
    pub(super) columns: Columns,
}

/// Which columns are shown. Kept on the device.
#[component]
pub(super) fn ColumnMenu(props: &ColumnMenuProps) -> Html {
    let words = use_words();
    let preferences = use_instance_preferences();
    html! {
        <details class="columns">
            <summary>
                { t!(words, "Columns: {shown} of {total} shown", shown = props.columns.count(), total = Column::COUNT) }
            </summary>
            <fieldset class="checks">
                <legend>{ t!(words, "Shown beside name and action") }</legend>
                for column in Column::ALL {
                    <label key={column.name()}>
                        <input
                            type="checkbox" checked={props.columns.has(column)}
                            onchange={
                                let dispatcher = preferences.dispatcher();
                                Callback::from(move |event: Event| {
                                    let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                                    dispatcher.dispatch(InstancePreferencesAction::Column(column.name().to_owned(), on));
                                })
                            }
                        />
                        { super::table::column_label(column, &words) }
                    </label>
                }
            </fieldset>
        </details>
    }
}
