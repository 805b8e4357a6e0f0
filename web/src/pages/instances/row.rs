//! One row of the table. Drawn again only when something of it changed.

use crate::components::protection::lock;
use crate::components::status::Status;
use crate::hooks::use_words;
use crate::locales::Words;
use crate::routes::Route;
use crate::state::instances::{Availability, Column, Columns, Row};
use crate::t;
use crate::ui::PageLink;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What a row asks of the page.
#[derive(Clone, Debug)]
pub(super) enum RowAction {
    Reinstall(AttrValue),
    Tick(AttrValue, bool),
    Protect(AttrValue, AttrValue),
    Unprotect(AttrValue),
    /// The id, and the name for what is said afterwards.
    Copy(AttrValue, AttrValue),
}

#[derive(Properties, PartialEq)]
pub(super) struct InstanceRowProps {
    /// Equal where it is the very same, which is quick to see.
    pub(super) row: Rc<Row>,
    /// Its place in the table, where the headings are 1.
    pub(super) index: usize,
    pub(super) columns: Columns,
    pub(super) ticked: bool,
    pub(super) protected: bool,
    /// The job of it that is still open.
    pub(super) job: Option<AttrValue>,
    pub(super) act: Callback<RowAction>,
}

/// A server. Every row has the same height, whatever stands in it: what needs more room is in the panel behind the last button.
#[component]
pub(super) fn InstanceRow(props: &InstanceRowProps) -> Html {
    let InstanceRowProps { row, columns, act, .. } = props;
    let words = use_words();
    // The panel is filled when it is first asked for: thousands of rows have one.
    let opened = use_state_eq(|| false);
    let available = Availability::of(&row.status, props.job.is_some(), props.protected);
    let panel_id = format!("panel-{}", row.id);
    let reason_id = format!("reason-{}", row.id);
    let reason = match available {
        Availability::Yes => None,
        Availability::No(reason) => Some(reason.sentence(&row.status, &words)),
    };
    let ask = |action: RowAction| {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| act.emit(action.clone()))
    };
    let open = {
        let opened = opened.clone();
        Callback::from(move |_: MouseEvent| opened.set(true))
    };
    let ontick = {
        let (act, id) = (act.clone(), row.id.clone());
        Callback::from(move |event: Event| {
            let on = event.target_unchecked_into::<HtmlInputElement>().checked();
            act.emit(RowAction::Tick(id.clone(), on));
        })
    };
    let reinstall = t!(words, "Reinstall {name}", name = row.label);
    html! {
        <tr role="row" aria-rowindex={props.index.to_string()} data-id={row.id.clone()} data-ticked={props.ticked.to_string()}>
            <td role="cell" class="c-tick">
                <label><input type="checkbox" checked={props.ticked} aria-label={t!(words, "Select {name}", name = row.label)} onchange={ontick} /></label>
            </td>
            <th role="rowheader" scope="row" class="c-name">
                <bdi>{ &row.label }</bdi>
                if let Some(job) = &props.job {
                    <span class="flag"><PageLink to={Route::Job { id: job.to_string() }}>{ t!(words, "job open") }</PageLink></span>
                }
                if props.protected {
                    <span class="flag">{ lock() }{ t!(words, "protected here") }</span>
                }
            </th>
            <td role="cell" class="c-action">
                if reason.is_some() {
                    <button
                        type="button" aria-disabled="true" aria-label={reinstall} aria-describedby={reason_id.clone()}
                        popovertarget={panel_id.clone()} onclick={open.clone()}
                    >{ t!(words, "Reinstall") }</button>
                    <button type="button" class="quiet" aria-label={t!(words, "Why? More about {name}", name = row.label)} popovertarget={panel_id.clone()} onclick={open}>
                        { t!(words, "Why?") }
                    </button>
                } else {
                    <button type="button" aria-label={reinstall} onclick={ask(RowAction::Reinstall(row.id.clone()))}>{ t!(words, "Reinstall") }</button>
                    <button type="button" class="quiet" aria-label={t!(words, "More about {name}", name = row.label)} popovertarget={panel_id.clone()} onclick={open}>
                        { "⋯" }
                    </button>
                }
                <div class="row-panel" id={panel_id.clone()} popover="auto">
                    if let Some(reason) = reason {
                        <p id={reason_id}>{ reason }</p>
                    }
                    if *opened {
                        { panel(props, &panel_id, &words) }
                    }
                </div>
            </td>
            for column in columns.shown() {
                <td role="cell" key={column.name()} class={format!("c-{}", column.name())}>{ cell(row, column, act, &words) }</td>
            }
        </tr>
    }
}

fn cell(row: &Rc<Row>, column: Column, act: &Callback<RowAction>, words: &Words) -> Html {
    match column {
        Column::Status => html! { <Status status={row.status.clone()} /> },
        Column::InstanceId => {
            let copy = RowAction::Copy(row.id.clone(), row.label.clone());
            html! {
                <>
                    <code>{ &row.id }</code>
                    <button
                        type="button" class="quiet icon" aria-label={t!(words, "Copy the instance ID of {name}", name = row.label)}
                        onclick={let act = act.clone(); Callback::from(move |_: MouseEvent| act.emit(copy.clone()))}
                    >
                        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M5 1h9v11h-3v3H2V4h3zm2 3h4v6h1V3H7zM4 6v7h5V6z" /></svg>
                    </button>
                </>
            }
        }
        Column::Image if row.image.is_empty() => html! { { t!(words, "none") } },
        Column::Zone | Column::Model | Column::Image | Column::PublicIp | Column::Tags => {
            html! { <bdi>{ row.text(column).to_owned() }</bdi> }
        }
    }
}

/// Everything about a server that the table shortens or has no column for, and what can be done with it.
fn panel(props: &InstanceRowProps, panel_id: &str, words: &Words) -> Html {
    let (row, act) = (&props.row, &props.act);
    let facts = [
        (t!(words, "Name"), row.label.clone()),
        (t!(words, "Hostname"), row.hostname.clone()),
        (t!(words, "Instance ID"), row.id.clone()),
        (t!(words, "Status"), AttrValue::from(row.status.name().to_owned())),
        (t!(words, "Zone"), row.zone.clone()),
        (t!(words, "Model"), row.model.clone()),
        (t!(words, "Image"), row.image.clone()),
        (t!(words, "iPXE URL"), row.ipxe_url.clone()),
        (t!(words, "Public IP"), row.public_ip.clone()),
        (t!(words, "Private IP"), row.private_ips.clone()),
        (t!(words, "Resource group"), row.resource_group.clone()),
        (t!(words, "Tags"), row.tags_line.clone()),
    ];
    let ask = |action: RowAction| {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| act.emit(action.clone()))
    };
    html! {
        <>
            <dl>
                for (name, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
                    <div key={name.to_string()}><dt>{ &name }</dt><dd><bdi>{ &value }</bdi></dd></div>
                }
            </dl>
            <div class="actions">
                if props.protected {
                    <button type="button" popovertarget={panel_id.to_owned()} popovertargetaction="hide" onclick={ask(RowAction::Unprotect(row.id.clone()))}>
                        { t!(words, "Offer reinstalls here again") }
                    </button>
                } else {
                    <button type="button" popovertarget={panel_id.to_owned()} popovertargetaction="hide" onclick={ask(RowAction::Protect(row.id.clone(), row.label.clone()))}>
                        { lock() }{ t!(words, "Never offer a reinstall here") }
                    </button>
                }
                <button type="button" class="quiet" popovertarget={panel_id.to_owned()} popovertargetaction="hide">{ t!(words, "Close") }</button>
            </div>
        </>
    }
}
