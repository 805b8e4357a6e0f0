//! The table: only the rows in sight are drawn, whatever their number.

use super::kept::use_kept;
use super::row::{InstanceRow, RowAction};
use crate::hooks::use_words;
use crate::locales::Words;
use crate::state::instances::columns::sorts;
use crate::state::instances::window::{Piece, pieces, window};
use crate::state::instances::{Column, Columns, Filter, Found, Listing, Selection, Shared, Sort, SortBy};
use crate::t;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Element;
use yew::prelude::*;

/// The height of a row until one has been measured, in CSS pixels.
const ROW_HEIGHT: f64 = 56.0;

/// What a column is called.
pub(super) fn column_label(column: Column, words: &Words) -> AttrValue {
    match column {
        Column::Status => t!(words, "Status"),
        Column::InstanceId => t!(words, "Instance ID"),
        Column::Zone => t!(words, "Zone"),
        Column::Model => t!(words, "Model"),
        Column::Image => t!(words, "Image"),
        Column::PublicIp => t!(words, "Public IP"),
        Column::Tags => t!(words, "Tags"),
    }
}

fn by_label(by: SortBy, words: &Words) -> AttrValue {
    match by {
        SortBy::Name => t!(words, "Name"),
        SortBy::Column(column) => column_label(column, words),
    }
}

/// An order in words.
pub(super) fn sort_label(sort: Sort, words: &Words) -> AttrValue {
    let name = by_label(sort.by, words);
    if sort.descending {
        t!(words, "{name}, descending", name = name)
    } else {
        t!(words, "{name}, ascending", name = name)
    }
}

/// What is in sight.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sight {
    /// The first row.
    first: usize,
    /// How many fit.
    rows: usize,
    /// The height of each in CSS pixels.
    row_height: f64,
}

impl Sight {
    fn of(region: &Element) -> Self {
        let height_of = |row: Element| row.get_bounding_client_rect().height();
        let measured = region.query_selector("tr[data-id]").ok().flatten().map(height_of);
        let row_height = measured.filter(|height| *height > 1.0).unwrap_or(ROW_HEIGHT);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float becomes the nearest number that fits"
        )]
        let rows = |pixels: i32| (f64::from(pixels.max(0)) / row_height) as usize;
        Self { first: rows(region.scroll_top()), rows: rows(region.client_height()) + 1, row_height }
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct InstanceTableProps {
    pub(super) listing: Shared<Listing>,
    pub(super) found: Shared<Found>,
    /// What was asked, for knowing whether it is asked anew.
    pub(super) filter: Filter,
    pub(super) sort: Sort,
    pub(super) onsort: Callback<Sort>,
    pub(super) columns: Columns,
    pub(super) selection: Rc<Selection>,
    pub(super) protected: Rc<BTreeSet<String>>,
    /// Open jobs: instance id to job id.
    pub(super) jobs: Rc<BTreeMap<String, AttrValue>>,
    pub(super) act: Callback<RowAction>,
}

/// The rows that were found.
#[component]
pub(super) fn InstanceTable(props: &InstanceTableProps) -> Html {
    let InstanceTableProps { listing, found, columns, act, .. } = props;
    let words = use_words();
    let region = use_node_ref();
    let sight = use_state_eq(|| Sight { first: 0, rows: 20, row_height: ROW_HEIGHT });
    let focused = use_state_eq(|| None::<String>);
    let look = {
        let (region, sight) = (region.clone(), sight.setter());
        use_callback((), move |(), ()| {
            if let Some(region) = region.cast::<Element>() {
                sight.set(Sight::of(&region));
            }
        })
    };
    let kept = use_kept();
    {
        let (look, region, kept, sort, filter) =
            (look.clone(), region.clone(), kept.clone(), props.sort, props.filter.clone());
        use_effect_with((), move |()| {
            // The gaps that stand for the rows have their height by now.
            if let (Some(region), Some(scroll)) = (region.cast::<Element>(), kept.scroll_of(sort, &filter)) {
                region.set_scroll_top(scroll);
            }
            look.emit(());
            on_resize(move || look.emit(()))
        });
    }
    // Another question is answered from the top.
    {
        let (region, look, is_first) = (region.clone(), look.clone(), use_mut_ref(|| true));
        use_effect_with((props.sort, props.filter.clone()), move |_| {
            if !is_first.replace(false)
                && let Some(region) = region.cast::<Element>()
            {
                region.set_scroll_top(0);
                look.emit(());
            }
        });
    }
    // More rows for the same question leave in sight what was in sight.
    let top = use_mut_ref(|| None::<(AttrValue, usize)>);
    {
        let (region, look, top) = (region.clone(), look.clone(), Rc::clone(&top));
        let (listing, question) = (listing.clone(), (props.sort, props.filter.clone()));
        let asked = use_mut_ref(|| question.clone());
        use_effect_with(found.clone(), move |found| {
            let is_same = asked.replace(question.clone()) == question;
            if let (true, Some((id, before)), Some(region)) = (is_same, top.borrow().as_ref(), region.cast::<Element>())
            {
                let is_it = |number: &u32| listing.rows.get(*number as usize).is_some_and(|row| row.id == *id);
                if let Some(now) = found.rows.iter().position(is_it)
                    && now != *before
                    && region.scroll_top() > 0
                {
                    region.set_scroll_top(region.scroll_top() + moved(*before, now, Sight::of(&region).row_height));
                }
            }
            look.emit(());
        });
    }
    let onscroll = {
        let (look, region, sort, filter) = (look.clone(), region.clone(), props.sort, props.filter.clone());
        Callback::from(move |_: Event| {
            if let Some(region) = region.cast::<Element>() {
                kept.keep_scroll(region.scroll_top(), sort, &filter);
            }
            look.emit(());
        })
    };
    let onfocusin = {
        let focused = focused.clone();
        Callback::from(move |event: FocusEvent| focused.set(row_id(event.target())))
    };
    let onfocusout = {
        let focused = focused.clone();
        // Without a next element the window itself lost the focus: it comes back to the same row.
        Callback::from(move |event: FocusEvent| {
            if event.related_target().is_some_and(|next| row_id(Some(next)).is_none()) {
                focused.set(None);
            }
        })
    };
    let total = found.rows.len();
    let row = |place: usize| found.rows.get(place).and_then(|number| listing.rows.get(*number as usize));
    let focused_place =
        focused.as_ref().and_then(|id| (0..total).find(|place| row(*place).is_some_and(|row| row.id == **id)));
    *top.borrow_mut() = row(sight.first).map(|row| (row.id.clone(), sight.first));
    let draw = |place: usize| {
        let row = row(place)?;
        Some(html! {
            <InstanceRow
                key={row.id.to_string()} row={Rc::clone(row)} index={place + 2} columns={*columns} ticked={props.selection.has(&row.id)}
                protected={props.protected.contains(&*row.id)} job={props.jobs.get(&*row.id).cloned()} act={act.clone()}
            />
        })
    };
    let width = (columns.count() + 1).to_string();
    // One list: a row that moves from one piece into another stays the same element, and keeps the focus.
    let drawn: Html = pieces(total, window(total, sight.first, sight.rows), focused_place)
        .into_iter()
        .flat_map(|piece| match piece {
            Piece::Gap(rows) => vec![gap(rows.start, rows.len(), sight.row_height, &width)],
            Piece::Rows(rows) => rows.filter_map(draw).collect(),
        })
        .collect();
    html! {
        <div class="scroll instances" ref={region} tabindex="0" role="region" aria-label={t!(words, "Instances")} {onscroll}>
            // The roles say what the elements are: as cards (narrow screens) they would lose it.
            <table role="table" aria-label={t!(words, "Instances")} aria-rowcount={(total + 1).to_string()}>
                <colgroup>
                    <col class="c-tick" /><col class="c-name" /><col class="c-action" />
                    for column in columns.shown() { <col key={column.name()} class={format!("c-{}", column.name())} /> }
                </colgroup>
                <thead role="rowgroup"><tr role="row" aria-rowindex="1">
                    <th role="columnheader" scope="col" class="c-tick"><span class="visually-hidden">{ t!(words, "Selected") }</span></th>
                    { heading(SortBy::Name, props, &words) }
                    <th role="columnheader" scope="col" class="c-action">{ t!(words, "Action") }</th>
                    for by in sorts().filter(|by| matches!(by, SortBy::Column(column) if columns.has(*column))) {
                        { heading(by, props, &words) }
                    }
                </tr></thead>
                <tbody role="rowgroup" {onfocusin} {onfocusout}>
                    { drawn }
                </tbody>
            </table>
        </div>
    }
}

/// By how many pixels a row moved.
fn moved(before: usize, now: usize, row_height: f64) -> i32 {
    #[expect(clippy::cast_precision_loss, reason = "fewer rows than a double counts")]
    let pixels = (now as f64 - before as f64) * row_height;
    #[expect(clippy::cast_possible_truncation, reason = "a float becomes the nearest number that fits")]
    let pixels = pixels.round() as i32;
    pixels
}

/// The place of rows that are not drawn. The policy allows no inline style, but an SVG's size is an attribute.
fn gap(start: usize, rows: usize, row_height: f64, width: &str) -> Html {
    #[expect(clippy::cast_precision_loss, reason = "fewer rows than a double counts")]
    let height = (rows as f64 * row_height).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float becomes the nearest number that fits"
    )]
    let height = (height as u32).to_string();
    html! {
        <tr key={format!("gap {start}")} class="gap" aria-hidden="true">
            <td colspan={width.to_owned()}><svg width="1" {height} /></td>
        </tr>
    }
}

fn heading(by: SortBy, props: &InstanceTableProps, words: &Words) -> Html {
    let is_current = props.sort.by == by;
    let (direction, arrow) = match (is_current, props.sort.descending) {
        (false, _) => (None, ""),
        (true, false) => (Some("ascending"), "▲"),
        (true, true) => (Some("descending"), "▼"),
    };
    let next = props.sort.pressed(by);
    let onclick = props.onsort.reform(move |_: MouseEvent| next);
    html! {
        <th role="columnheader" key={by.name()} scope="col" class={format!("c-{}", by.name())} aria-sort={direction}>
            <button type="button" class="sort" {onclick}>{ by_label(by, words) }<span aria-hidden="true">{ arrow }</span></button>
        </th>
    }
}

/// The instance whose row holds this element.
fn row_id(target: Option<web_sys::EventTarget>) -> Option<String> {
    target?.dyn_into::<Element>().ok()?.closest("tr[data-id]").ok()??.get_attribute("data-id")
}

/// Tells when the window gets another size; returns what ends it.
fn on_resize(changed: impl Fn() + 'static) -> impl FnOnce() {
    let told = Closure::<dyn Fn()>::new(changed);
    let window = web_sys::window();
    if let Some(window) = &window {
        drop(window.add_event_listener_with_callback("resize", told.as_ref().unchecked_ref()));
    }
    move || {
        if let Some(window) = window {
            drop(window.remove_event_listener_with_callback("resize", told.as_ref().unchecked_ref()));
        }
    }
}
