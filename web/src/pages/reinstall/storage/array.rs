//! One RAID array, built by picking disks.

use super::disks_of;
use super::levels::{Level, LevelGroup, errors, gives, is_about_level, level_group};
use crate::hooks::use_words;
use crate::locales::Words;
use crate::pages::reinstall::form::{FormIssues, field_id};
use crate::state::draft::{ArrayRow, Edit, Hardware};
use crate::t;
use crate::ui::Issues;
use reinstall_core::disk::{Disk, Disks, RaidLevel};
use reinstall_core::request::{CustomRaid, RaidConfig};
use reinstall_core::{Issue, path};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ArrayFieldsProps {
    pub(super) index: usize,
    pub(super) row: ArrayRow,
    /// The disks of the other arrays, with the array's number.
    pub(super) taken: Vec<(i64, usize)>,
    pub(super) hardware: Rc<Hardware>,
    pub(super) edit: Callback<Edit>,
    pub(super) issues: FormIssues,
}

impl ArrayFieldsProps {
    fn level(&self, level: RaidLevel, words: &Words) -> Level {
        let array =
            CustomRaid { raid_type: Some(level.number()), disk_sequence: self.row.disks.iter().copied().collect() };
        let found = errors(&self.hardware, RaidConfig { raid_type: None, custom_raids: vec![array] });
        let message = |issue: &Issue| AttrValue::from(issue.message(words.locale()));
        let count = Disks::of(&self.hardware.model).map(Disks::count);
        let refused = found.iter().find(|issue| is_about_level(issue)).map(message).or_else(|| {
            let count = count.filter(|count| *count < level.min_disks())?;
            Some(t!(
                words,
                "RAID {level} needs at least {min} disks; the model has {count}.",
                level = level.number(),
                min = level.min_disks(),
                count = count,
            ))
        });
        let members = || {
            let disks = Disks::of(&self.hardware.model)?;
            self.row.disks.iter().map(|number| disks.get(*number)).collect::<Option<Vec<Disk>>>()
        };
        let gives = if self.row.disks.is_empty() {
            t!(words, "Needs at least {min} disks.", min = level.min_disks())
        } else if let Some(issue) = found.iter().find(|issue| !is_about_level(issue)) {
            message(issue)
        } else {
            let members = members();
            let raw = members.as_ref().map(|disks| disks.iter().map(|disk| disk.size).sum());
            gives(level, members.and_then(|disks| level.usable(disks.into_iter())), raw, words)
        };
        Level { level, gives, refused }
    }

    /// Runs of two and more disks that are in no array, as (first, last).
    fn free_runs(&self, disks: &[(Disk, Option<&str>)]) -> Vec<(i64, i64)> {
        let mut runs: Vec<(i64, i64)> = Vec::new();
        for (number, _) in (1_i64..).zip(disks) {
            if self.row.disks.contains(&number) || self.taken.iter().any(|(disk, _)| *disk == number) {
                continue;
            }
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => runs.push((number, number)),
            }
        }
        runs.retain(|(first, last)| first < last);
        runs
    }
}

/// Its level and its disks.
#[component]
pub(super) fn ArrayFields(props: &ArrayFieldsProps) -> Html {
    let words = use_words();
    let ArrayFieldsProps { index, row, taken, hardware, edit, issues } = props;
    let (number, key) = (index + 1, row.key);
    let disks_path = path!["raidConfig", "customRaids", *index, "diskSequence"];
    let disks_id = field_id(&disks_path);
    let disks = disks_of(hardware);
    // Numbers that the model does not have can be taken away, and be typed where its disks are not known.
    let foreign: Vec<i64> = row
        .disks
        .iter()
        .copied()
        .filter(|disk| usize::try_from(*disk).is_ok_and(|disk| disk == 0 || disk > disks.len()) || *disk < 0)
        .collect();
    let unknown = disks.is_empty();
    let levels = RaidLevel::ALL.into_iter().map(|level| props.level(level, &words)).collect();
    let checkbox = |disk: i64, label: Html, other: Option<usize>| {
        let member = row.disks.contains(&disk);
        let onchange = edit.reform(move |event: Event| {
            Edit::ArrayDisk(key, disk, event.target_unchecked_into::<HtmlInputElement>().checked())
        });
        html! {
            <label key={disk.to_string()} class="toggle">
                <input type="checkbox" checked={member} disabled={other.is_some() && !member} {onchange} />
                <span>
                    { label }
                    if let Some(other) = other { { " " }<span class="muted">{ t!(words, "in array {array}", array = other) }</span> }
                </span>
            </label>
        }
    };
    html! {
        <fieldset class="array">
            <legend>{ t!(words, "Array {number}", number = number) }</legend>
            if *index == 0 {
                <p class="hint">{ t!(words, "Holds the system and the partitions.") }</p>
            }
            { level_group(&LevelGroup {
                path: path!["raidConfig", "customRaids", *index, "raidType"],
                label: t!(words, "RAID level of array {number}", number = number),
                levels, chosen: row.level, issues, onchoose: edit.reform(move |level| Edit::ArrayLevel(key, Some(level))),
            }, &words) }
            <div
                role="group" aria-label={t!(words, "Disks of array {number}", number = number)} aria-describedby={format!("{disks_id}-issues")}
                id={disks_id.clone()} tabindex="-1" class="toggles"
            >
                for (disk, (Disk { size, .. }, media)) in (1_i64..).zip(disks.iter()) {
                    { checkbox(disk, html! { <>
                        { t!(words, "Disk {number} ({size} GB)", number = disk, size = size) }
                        if let Some(media) = media { { " " }<span class="muted">{ media }</span> }
                    </> }, taken.iter().find(|(other, _)| *other == disk).map(|(_, array)| *array)) }
                }
                for disk in foreign.into_iter() {
                    { checkbox(disk, html! { { t!(words, "Disk {number}", number = disk) } }, None) }
                }
                if unknown {
                    <DiskByHand {key} row_key={key} {number} edit={edit.clone()} />
                }
            </div>
            <Issues id={format!("{disks_id}-issues")} issues={issues.within(&disks_path)} />
            <div class="row-actions">
                for (first, last) in props.free_runs(&disks).into_iter() {
                    <button
                        type="button" class="quiet"
                        onclick={let edit = edit.clone(); Callback::from(move |_| (first..=last).for_each(|disk| edit.emit(Edit::ArrayDisk(key, disk, true))))}
                    >
                        { t!(words, "Add disks {first}–{last} to array {number}", first = first, last = last, number = number) }
                    </button>
                }
                <button type="button" class="quiet" onclick={edit.reform(move |_| Edit::RemoveArray(key))}>
                    { t!(words, "Remove array {number}", number = number) }
                </button>
            </div>
        </fieldset>
    }
}

#[derive(Properties, PartialEq)]
struct DiskByHandProps {
    row_key: u32,
    number: usize,
    edit: Callback<Edit>,
}

/// A disk's number, typed, for a model whose disks are not known.
#[component]
fn DiskByHand(props: &DiskByHandProps) -> Html {
    let words = use_words();
    let typed = use_state_eq(String::new);
    let id = format!("array-{}-disk", props.row_key);
    let disk = typed.trim().parse::<i64>().ok();
    let onclick = {
        let (edit, key, typed) = (props.edit.clone(), props.row_key, typed.clone());
        Callback::from(move |_| {
            if let Some(disk) = disk {
                edit.emit(Edit::ArrayDisk(key, disk, true));
                typed.set(String::new());
            }
        })
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| typed.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    html! {
        <div class="by-hand">
            <label for={id.clone()}>{ t!(words, "Disk number for array {number}", number = props.number) }</label>
            <input {id} value={(*typed).clone()} inputmode="numeric" autocomplete="off" {oninput} />
            <button type="button" disabled={disk.is_none()} {onclick} aria-describedby={format!("array-{}-why", props.row_key)}>{ t!(words, "Add disk to array {number}", number = props.number) }</button>
            if disk.is_none() {
                <span class="hint" id={format!("array-{}-why", props.row_key)}>{ t!(words, "Type the number of a disk first, from 1.") }</span>
            }
        </div>
    }
}
