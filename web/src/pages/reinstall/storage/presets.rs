//! Layouts to start from, and what to do with partitions that were made for another family of systems. Core divides the capacity.

use super::{StorageProps, View};
use crate::hooks::use_words;
use crate::locales::Words;
use crate::state::draft::{Edit, PartitionRow, convert};
use crate::t;
use crate::ui::Dialog;
use reinstall_core::disk::{Layout, Suggestion, suggest};
use reinstall_core::machine::Family;
use yew::prelude::*;

/// The layout's name.
fn name(layout: Layout, family: Family, words: &Words) -> AttrValue {
    match (layout, family == Family::Windows) {
        (Layout::Single, false) => t!(words, "Everything in /"),
        (Layout::Single, true) => t!(words, "Everything in C"),
        (Layout::SystemAndData, false) => t!(words, "/ and /data"),
        (Layout::SystemAndData, true) => t!(words, "C and D"),
        (Layout::SystemVarHome, _) => t!(words, "/, /var and /home"),
    }
}

/// `/ 100 GB, /data 900 GB`
fn sizes(suggestion: &Suggestion, words: &Words) -> AttrValue {
    let part = |partition: &reinstall_core::request::Partition| {
        let path = partition.fs_path.as_deref().unwrap_or_default();
        t!(words, "{path} {size} GB", path = path, size = partition.size.unwrap_or_default()).to_string()
    };
    suggestion.partitions.iter().map(part).collect::<Vec<_>>().join(&t!(words, ", ")).into()
}

/// Buttons for the layouts that core proposes; those that are not possible say why.
pub(super) fn presets(view: &View, edit: &Callback<Edit>, words: &Words) -> Html {
    if !view.installs {
        return html! {};
    }
    let capacity = view.layout.as_ref().and_then(|layout| layout.plan().capacity);
    let why_none = match (view.family, capacity) {
        (None, _) => {
            Some(t!(words, "Layouts to start from are offered once an image is chosen whose family is known."))
        }
        (Some(Family::Esxi), _) => {
            Some(t!(words, "Partitions are not documented for ESXi, so no layout is offered for it."))
        }
        (Some(_), None) => Some(t!(words, "Layouts to start from need the capacity, which is not known yet.")),
        (Some(_), Some(_)) => None,
    };
    if let Some(why) = why_none {
        return html! { <p class="hint">{ why }</p> };
    }
    let (Some(family), Some(capacity)) = (view.family, capacity) else { return html! {} };
    let suggested = suggest(family, capacity);
    html! {
        <div class="presets" role="group" aria-label={t!(words, "Layouts to start from")}>
            for (at, layout) in Layout::of(family).iter().copied().enumerate() {
                { {
                    let suggestion = suggested.iter().find(|suggestion| suggestion.layout == layout);
                    let says = match suggestion {
                        Some(suggestion) => sizes(suggestion, words),
                        None => t!(words, "The capacity is too small for it."),
                    };
                    let id = format!("preset-{at}");
                    html! {
                        <div class="preset">
                            <button
                                type="button" disabled={suggestion.is_none()} aria-describedby={id.clone()}
                                onclick={edit.reform(move |_| Edit::LayOut(family, layout))}
                            >{ name(layout, family, words) }</button>
                            <span class="hint" {id}>{ says }</span>
                        </div>
                    }
                } }
            }
            if family == Family::Linux {
                <p class="hint">{ t!(words, "The API takes ext2, ext3 and ext4 only, so there is no swap partition: use a swap file. / must be the first.") }</p>
            }
        </div>
    }
}

/// Asks what becomes of the partitions when the image is of another family than the one that they were made for.
#[component]
pub(super) fn FamilyQuestion(props: &StorageProps) -> Html {
    let words = use_words();
    let StorageProps { view, edit, .. } = props;
    let families = view.made_for.zip(view.family).filter(|(from, to)| {
        from != to && *from != Family::Esxi && *to != Family::Esxi && !view.partitions.is_empty() && view.installs
    });
    let answer = |change: fn(Family) -> Edit| {
        let edit = edit.clone();
        move || {
            if let Some((_, to)) = families {
                edit.emit(change(to));
            }
        }
    };
    let on = |change: fn(Family) -> Edit| {
        let answer = answer(change);
        Callback::from(move |_: MouseEvent| answer())
    };
    let keep = answer(Edit::KeepPartitions);
    html! {
        <Dialog
            id="family-question" title={t!(words, "Partitions for another system")} open={families.is_some()}
            oncancel={Callback::from(move |()| keep())}
        >
            if let Some((from, to)) = families {
                <p>{ t!(
                    words,
                    "The image is a {to} one now, and the partitions were made for {from}. What should become of them?",
                    to = to.name(), from = from.name(),
                ) }</p>
                <ul class="conversion" aria-label={t!(words, "What Convert does")}>
                    for line in conversion_lines(&view.partitions, to, &words).into_iter() {
                        <li>{ line }</li>
                    }
                </ul>
                <div class="actions">
                    <button type="button" class="primary" onclick={on(Edit::ConvertPartitions)}>{ t!(words, "Convert") }</button>
                    <button type="button" onclick={on(|family| Edit::LayOut(family, Layout::Single))}>{ t!(words, "Start over with the default layout") }</button>
                    <button type="button" class="quiet" onclick={on(Edit::KeepPartitions)}>{ t!(words, "Keep as they are") }</button>
                </div>
                <p class="hint">{ t!(words, "The first two can be undone. Kept as they are, the form says what does not fit.") }</p>
            }
        </Dialog>
    }
}

/// What becomes of each row, in the order of the rows.
fn conversion_lines(rows: &[PartitionRow], to: Family, words: &Words) -> Vec<AttrValue> {
    let conversion = convert(rows, to);
    let path = |row: &PartitionRow| if row.fs_path.is_empty() { "?".to_owned() } else { row.fs_path.clone() };
    let line = |(row, place): (&PartitionRow, &usize)| {
        let new = conversion.rows.get(*place)?;
        Some(if new.key == row.key {
            t!(
                words,
                "{old} ({old_type}) becomes {new} ({new_type})",
                old = path(row),
                old_type = row.fs_type,
                new = new.fs_path,
                new_type = new.fs_type,
            )
        } else {
            t!(words, "{old} is added to {new}, because there are no more letters", old = path(row), new = new.fs_path)
        })
    };
    rows.iter().zip(&conversion.becomes).filter_map(line).collect()
}
