//! The table of partitions, and what it adds up to.

use super::picture::swatch;
use super::presets::presets;
use super::{StorageProps, View};
use crate::hooks::{use_said, use_words};
use crate::locales::Words;
use crate::pages::reinstall::form::field_id;
use crate::state::draft::{Edit, FieldIssue, PartitionRow, Undo};
use crate::t;
use crate::ui::Issues;
use reinstall_core::disk::{Filling, Gigabytes};
use reinstall_core::issue::Severity;
use reinstall_core::machine::Family;
use reinstall_core::path;
use reinstall_core::report::Segment;
use reinstall_core::rules::partitions::{LINUX_FILE_SYSTEMS, WINDOWS_FILE_SYSTEM};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Where the focus goes once the rows have changed: the button that had it may be gone, or have moved.
#[derive(Clone, Copy, PartialEq)]
enum Focus {
    Moved(u32, bool),
    Undo,
    Add,
}

impl Focus {
    /// The first of these that can take it.
    fn ids(self) -> [String; 2] {
        match self {
            Self::Moved(key, up) => [move_id(key, up), move_id(key, !up)],
            Self::Undo => ["partitions-undo".to_owned(), "partitions-add".to_owned()],
            Self::Add => ["partitions-add".to_owned(), "partitions".to_owned()],
        }
    }
}

fn move_id(key: u32, up: bool) -> String {
    format!("partition-{key}-{}", if up { "up" } else { "down" })
}

fn focus(id: &str) -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(element) = document.and_then(|document| document.get_element_by_id(id)) else { return false };
    let enabled = !element.has_attribute("disabled");
    enabled && element.dyn_into::<HtmlElement>().is_ok_and(|element| element.focus().is_ok())
}

#[component]
pub(super) fn Partitions(props: &StorageProps) -> Html {
    let words = use_words();
    let StorageProps { view, edit, issues } = props;
    let next = use_mut_ref(|| None::<Focus>);
    // What a screen reader hears of a change that is otherwise only seen.
    let said = use_said();
    {
        let next = next.clone();
        use_effect(move || {
            let wanted = next.borrow_mut().take();
            if let Some(wanted) = wanted {
                wanted.ids().iter().any(|id| focus(id));
            }
        });
    }
    // The same function for every row and every drawing, so that rows that did not change are not drawn again.
    let act = {
        let (next, said) = (next.clone(), said.clone());
        use_callback((edit.clone(), words.clone(), view.partitions.len()), move |act: Act, (edit, words, total)| {
            let (focus, change) = match act {
                Act::Move { key, up, to } => {
                    said.set(t!(words, "The partition is now number {number} of {total}.", number = to, total = total));
                    (Some(Focus::Moved(key, up)), Edit::MovePartition(key, up))
                }
                Act::Remove(key) => (Some(Focus::Undo), Edit::RemovePartition(key)),
                Act::Undo => (Some(Focus::Add), Edit::UndoPartitions),
                Act::Edit(edit) => (None, edit),
            };
            *next.borrow_mut() = focus;
            edit.emit(change);
        })
    };
    let rows = view.partitions.len();
    let by_row = issues_by_row(&issues.0, rows);
    let windows = view.family == Some(Family::Windows);
    let capacity = view.layout.as_ref().and_then(|layout| layout.plan().capacity);
    let no_rest = capacity.is_none().then_some("partitions-no-rest");
    let cannot_add = (!view.installs)
        .then(|| t!(words, "With iPXE no image is installed, and the API takes partitions only with an image."));
    html! {
        <>
            <p class="hint">
                if view.installs {
                    { t!(words, "Left empty, the image makes its own layout; which one that is, the API does not say. Otherwise the sizes must fill the capacity exactly. They are whole GB, in the unit of the advertised disk sizes; some of the API's texts call the same number GiB.") }
                } else {
                    { t!(words, "Partitions are not for iPXE: its script divides the disks itself.") }
                }
            </p>
            { presets(view, &act.reform(Act::Edit), &words) }
            if rows > 0 {
                <table class="partitions" role="table" aria-label={t!(words, "Partitions")}>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col">{ t!(words, "No.") }</th>
                            <th role="columnheader" scope="col">{ if windows { t!(words, "Drive letter") } else { t!(words, "Mount point") } }</th>
                            <th role="columnheader" scope="col">{ t!(words, "File system") }</th>
                            <th role="columnheader" scope="col">{ t!(words, "Size in GB") }</th>
                            <th role="columnheader" scope="col">{ t!(words, "Share") }</th>
                            <th role="columnheader" scope="col">{ t!(words, "Actions") }</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        for ((index, row), issues) in view.partitions.iter().enumerate().zip(by_row) {
                            <Row
                                key={row.key} {index} row={row.clone()} family={view.family} rest={view.rest == Some(row.key)}
                                last={index + 1 == rows} share={view.layout.as_ref().and_then(|layout| layout.share(index))}
                                {no_rest} {issues} act={act.clone()}
                            />
                        }
                    </tbody>
                </table>
                <p id="partition-is-first" class="visually-hidden">{ t!(words, "It is the first one already.") }</p>
                <p id="partition-is-last" class="visually-hidden">{ t!(words, "It is the last one already.") }</p>
                if let Some(id) = no_rest {
                    <p {id} class="hint">{ t!(words, "No partition can take the rest, because the capacity is not known.") }</p>
                }
            }
            <Issues id="partitions" issues={issues.at(&path!["partitions"])} />
            <div class="actions">
                <button
                    type="button" id="partitions-add" disabled={cannot_add.is_some()} aria-describedby={cannot_add.as_ref().map(|_| "partitions-cannot-add")}
                    onclick={let family = view.family; act.reform(move |_| Act::Edit(Edit::AddPartition(family)))}
                >
                    { t!(words, "Add partition") }
                </button>
                if rows > 0 {
                    <button type="button" class="quiet" onclick={act.reform(|_| Act::Edit(Edit::ClearPartitions))}>{ t!(words, "Remove all partitions") }</button>
                }
                if let Some(undo) = &view.undo {
                    <span class="undone">{ undo_words(undo, &words) }</span>
                    <button type="button" id="partitions-undo" onclick={act.reform(|_| Act::Undo)}>{ t!(words, "Undo") }</button>
                }
            </div>
            if let Some(cannot_add) = cannot_add {
                <p id="partitions-cannot-add" class="hint">{ cannot_add }</p>
            }
            { totals(view, &words) }
            <p class="visually-hidden" aria-live="polite">{ (*said).clone() }</p>
        </>
    }
}

/// What a row asks for.
#[derive(Clone)]
enum Act {
    Edit(Edit),
    Move { key: u32, up: bool, to: usize },
    Remove(u32),
    Undo,
}

/// The issues of each row.
fn issues_by_row(issues: &[FieldIssue], rows: usize) -> Vec<Vec<FieldIssue>> {
    let mut by_row = vec![Vec::new(); rows];
    for issue in issues {
        if let [Segment::Key(key), Segment::Index(index), ..] = issue.path.0.as_slice()
            && key == "partitions"
            && let Some(row) = by_row.get_mut(*index)
        {
            row.push(issue.clone());
        }
    }
    by_row
}

fn undo_words(undo: &Undo, words: &Words) -> AttrValue {
    match undo {
        Undo::Row { row, .. } if row.fs_path.is_empty() => t!(words, "A partition was removed."),
        Undo::Row { row, .. } => t!(words, "{path} was removed.", path = row.fs_path),
        Undo::All { rows, .. } => {
            t!(words, "The {count} partitions that stood here were replaced.", count = rows.len())
        }
    }
}

fn gigabytes(size: Gigabytes, words: &Words) -> AttrValue {
    t!(words, "{size} GB", size = size)
}

/// Raw, usable, reserve, sum, and what is left or too much.
fn totals(view: &View, words: &Words) -> Html {
    let Some(layout) = &view.layout else { return html! {} };
    let totals = layout.totals();
    let unknown = || t!(words, "not known");
    let size = |size: Option<Gigabytes>| size.map_or_else(unknown, |size| gigabytes(size, words));
    let (name, difference) = match totals.filling {
        Some(Filling::Short(left)) => (t!(words, "Left"), gigabytes(left, words)),
        Some(Filling::Over(over)) => (t!(words, "Too much"), gigabytes(over, words)),
        Some(_) => (t!(words, "Left"), gigabytes(Gigabytes::ZERO, words)),
        None => (t!(words, "Left"), unknown()),
    };
    html! {
        <>
            <dl class="facts totals">
                <div><dt>{ t!(words, "Raw") }</dt><dd>{ size(totals.raw) }</dd></div>
                <div><dt>{ t!(words, "Usable") }</dt><dd>{ size(totals.usable) }</dd></div>
                if !view.partitions.is_empty() {
                    <div><dt>{ t!(words, "Sum of the partitions") }</dt><dd>{ gigabytes(totals.sum, words) }{ if totals.complete { "" } else { " …" } }</dd></div>
                    <div><dt>{ name }</dt><dd>{ difference }</dd></div>
                }
            </dl>
            if !view.partitions.is_empty() {
                <p class="hint">{ t!(words, "Reserve: the real disks are a little larger than advertised, by how much nobody says. The last partition gets that too, so do not count it.") }</p>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    index: usize,
    row: PartitionRow,
    family: Option<Family>,
    /// Whether it takes what the others leave.
    rest: bool,
    last: bool,
    share: Option<AttrValue>,
    /// The element that says why no row can take the rest.
    no_rest: Option<&'static str>,
    issues: Vec<FieldIssue>,
    act: Callback<Act>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let words = use_words();
    let RowProps { index, row, family, rest, last, share, no_rest, issues, act } = props;
    let (number, key, index) = (index + 1, row.key, *index);
    let edit = act.reform(Act::Edit);
    let of = |member: &'static str| -> (String, Vec<FieldIssue>) {
        let place = path!["partitions", index, member];
        let here = issues.iter().filter(|issue| issue.path == place).cloned().collect();
        (field_id(&place), here)
    };
    let invalid =
        |issues: &[FieldIssue]| issues.iter().any(|issue| issue.severity == Severity::Error).then_some("true");
    let file_systems: Vec<&str> = match family {
        Some(Family::Windows) => vec![WINDOWS_FILE_SYSTEM],
        Some(Family::Linux) => LINUX_FILE_SYSTEMS.to_vec(),
        Some(Family::Esxi) | None => LINUX_FILE_SYSTEMS.into_iter().chain([WINDOWS_FILE_SYSTEM]).collect(),
    };
    // One that the family does not have stays visible, so that its issue has something to point at.
    let foreign =
        (!row.fs_type.is_empty() && !file_systems.contains(&row.fs_type.as_str())).then(|| row.fs_type.clone());
    let path_name = if *family == Some(Family::Windows) {
        t!(words, "Drive letter of partition {number}", number = number)
    } else {
        t!(words, "Mount point of partition {number}", number = number)
    };
    let ((path_id, path_issues), (type_id, type_issues), (size_id, size_issues)) =
        (of("fsPath"), of("fsType"), of("size"));
    let value = |event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value();
    let step =
        |up: bool| act.reform(move |_: MouseEvent| Act::Move { key, up, to: if up { number - 1 } else { number + 1 } });
    let says = |id: &str| format!("{id}-issues");
    html! {
        <tr role="row" data-rest={rest.to_string()}>
            <th role="rowheader" scope="row">
                { swatch(index) }
                <span class="visually-hidden">{ t!(words, "Partition {number}", number = number) }</span>
                <span aria-hidden="true">{ number }</span>
            </th>
            <td role="cell" data-label={path_name.clone()}>
                <input
                    id={path_id.clone()} value={row.fs_path.clone()} aria-label={path_name} aria-invalid={invalid(&path_issues)}
                    aria-describedby={says(&path_id)} autocomplete="off" autocapitalize="off" spellcheck="false"
                    oninput={edit.reform(move |event| Edit::PartitionPath(key, value(event)))}
                />
                <Issues id={says(&path_id)} issues={path_issues} />
            </td>
            <td role="cell" data-label={t!(words, "File system of partition {number}", number = number)}>
                <select
                    id={type_id.clone()} aria-label={t!(words, "File system of partition {number}", number = number)}
                    aria-invalid={invalid(&type_issues)} aria-describedby={says(&type_id)}
                    onchange={edit.reform(move |event: Event| Edit::PartitionType(key, event.target_unchecked_into::<HtmlSelectElement>().value()))}
                >
                    for name in foreign.iter() {
                        <option value={name.clone()} selected={true}>{ t!(words, "{name} (not for this image)", name = name) }</option>
                    }
                    for name in file_systems.into_iter() {
                        <option value={name} selected={row.fs_type == name}>{ name }</option>
                    }
                </select>
                <Issues id={says(&type_id)} issues={type_issues} />
            </td>
            <td role="cell" data-label={t!(words, "Size of partition {number} in GB", number = number)}>
                <div class="size">
                    <input
                        id={size_id.clone()} value={row.size.clone()} inputmode="numeric" autocomplete="off"
                        aria-label={t!(words, "Size of partition {number} in GB", number = number)}
                        aria-invalid={invalid(&size_issues)} aria-describedby={says(&size_id)}
                        oninput={edit.reform(move |event| Edit::PartitionSize(key, value(event)))}
                    />
                    <button
                        type="button" class="pressable" aria-pressed={rest.to_string()}
                        aria-label={t!(words, "Fill the rest with partition {number}", number = number)}
                        disabled={no_rest.is_some() && !rest} aria-describedby={no_rest.filter(|_| !rest)}
                        onclick={let rest = !rest; edit.reform(move |_| Edit::PartitionRest(key, rest))}
                    >
                        { t!(words, "Fill the rest") }
                    </button>
                </div>
                <Issues id={says(&size_id)} issues={size_issues} />
            </td>
            <td role="cell" class="share" data-label={t!(words, "Share")}>{ share.clone().unwrap_or_else(|| "–".into()) }</td>
            <td role="cell" class="row-actions">
                <button
                    type="button" class="quiet" id={move_id(key, true)} disabled={index == 0} aria-describedby={(index == 0).then_some("partition-is-first")}
                    aria-label={t!(words, "Move partition {number} up", number = number)} onclick={step(true)}
                >{ "↑" }</button>
                <button
                    type="button" class="quiet" id={move_id(key, false)} disabled={*last} aria-describedby={last.then_some("partition-is-last")}
                    aria-label={t!(words, "Move partition {number} down", number = number)} onclick={step(false)}
                >{ "↓" }</button>
                <button
                    type="button" class="quiet" aria-label={t!(words, "Remove partition {number}", number = number)}
                    onclick={act.reform(move |_| Act::Remove(key))}
                >{ t!(words, "Remove") }</button>
            </td>
        </tr>
    }
}
