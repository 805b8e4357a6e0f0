//! The model's disks, and what becomes of RAID.

use super::array::ArrayFields;
use super::levels::{Level, LevelGroup, level_group, quick_level};
use super::{StorageProps, View, disks_of};
use crate::hooks::use_words;
use crate::locales::Words;
use crate::pages::reinstall::form::FormIssues;
use crate::state::draft::{ArrayRow, Edit, Hardware, RaidChoice};
use crate::t;
use crate::ui::{Choice, Issues};
use reinstall_core::disk::{Disks, RaidLevel};
use reinstall_core::path;
use reinstall_core::request::{CustomRaid, RaidConfig};
use std::rc::Rc;
use yew::prelude::*;

#[component]
pub(super) fn Raid(props: &StorageProps) -> Html {
    let words = use_words();
    let StorageProps { view, edit, issues } = props;
    let View { hardware, raid, .. } = view;
    let choose = |raid: RaidChoice| edit.reform(move |()| Edit::Raid(raid));
    let quick_levels: Vec<Level> =
        RaidLevel::ALL.into_iter().map(|level| quick_level(hardware, level, &words)).collect();
    let no_raid = hardware
        .model
        .support_raids
        .as_ref()
        .is_some_and(Vec::is_empty)
        .then(|| t!(words, "Model {model} has no RAID.", model = hardware.model_id));
    // Where no level is left, the first one that the model has says why.
    let no_quick = no_raid.clone().or_else(|| {
        let refused = || quick_levels.iter().filter_map(|level| level.refused.clone().map(|why| (level.level, why)));
        let supported = |level: RaidLevel| {
            hardware.model.support_raids.as_ref().is_none_or(|levels| levels.contains(&level.number()))
        };
        let why = refused().find(|(level, _)| supported(*level)).map(|(_, why)| why);
        why.filter(|_| refused().count() == quick_levels.len())
    });
    let levels_unknown = hardware.model.support_raids.is_none().then(|| {
        t!(words, "The API does not say which RAID levels this model has; one that it lacks is refused after sending.")
    });
    html! {
        <>
            { disk_list(hardware, &words) }
            <Choice
                name="raid" value="keep" label={t!(words, "Leave RAID as it is")} checked={*raid == RaidChoice::Keep} onchoose={choose(RaidChoice::Keep)}
                hint={raid_now(view, &words)}
            />
            <Choice
                name="raid" value="quick" label={t!(words, "Quick RAID")} checked={*raid == RaidChoice::Quick} onchoose={choose(RaidChoice::Quick)}
                hint={t!(words, "One level over all disks. What was on them is assumed to be lost.")} disabled_reason={no_quick}
            />
            if *raid == RaidChoice::Quick {
                <div class="nested">
                    if let Some(unknown) = &levels_unknown {
                        <p class="hint">{ unknown }</p>
                    }
                    { level_group(&LevelGroup {
                        path: path!["raidConfig", "raidType"], label: t!(words, "RAID level"), levels: quick_levels,
                        chosen: view.quick_level, issues, onchoose: edit.reform(|level| Edit::QuickLevel(Some(level))),
                    }, &words) }
                </div>
            }
            <Choice
                name="raid" value="custom" label={t!(words, "Custom RAID")} checked={*raid == RaidChoice::Custom} onchoose={choose(RaidChoice::Custom)}
                hint={t!(words, "Arrays of your own; the first one holds the system. What was on the disks is assumed to be lost.")} disabled_reason={no_raid}
            />
            if *raid == RaidChoice::Custom {
                <div class="nested">
                    if let Some(unknown) = levels_unknown {
                        <p class="hint">{ unknown }</p>
                    }
                    for (index, row) in view.arrays.iter().enumerate() {
                        <ArrayFields
                            key={row.key} {index} row={row.clone()} taken={taken(&view.arrays, index)}
                            hardware={Rc::clone(hardware)} edit={edit.clone()} issues={of_array(issues, index)}
                        />
                    }
                    <Issues id="raidConfig-customRaids" issues={issues.at(&path!["raidConfig", "customRaids"])} />
                    <button type="button" onclick={edit.reform(|_| Edit::AddArray)}>{ t!(words, "Add array") }</button>
                </div>
            }
        </>
    }
}

fn disk_list(hardware: &Hardware, words: &Words) -> Html {
    let disks = disks_of(hardware);
    let description = hardware.model.disk_info.as_ref().and_then(|info| info.disk_description.as_deref());
    let total = hardware.model.total_disk_size();
    if disks.is_empty() {
        return html! {
            <p class="hint">
                { t!(words, "The API does not say which disks this model has.") }
                if let Some(total) = total { { " " }{ t!(words, "Together they have {total} GB.", total = total) } }
                { " " }{ t!(words, "RAID and partitions can be filled in by hand; what needs the disks is not checked.") }
            </p>
        };
    }
    // Words that belong to no disk for certain stand below all of them.
    let apart = description.filter(|text| !text.trim().is_empty() && disks.iter().all(|(_, words)| words.is_none()));
    html! {
        <>
            <ul class="disks" aria-label={t!(words, "Disks")}>
                for (disk, media) in disks.iter() {
                    <li>
                        <strong>{ t!(words, "Disk {number}", number = disk.number) }</strong>
                        { " " }{ t!(words, "{size} GB", size = disk.size) }
                        if let Some(media) = media { { " " }<span class="muted">{ media }</span> }
                    </li>
                }
            </ul>
            <p class="hint">
                if let Some(apart) = apart { { t!(words, "The API describes them as {description}.", description = apart) }{ " " } }
                { t!(words, "Numbered as the API does, from 1; these are not the names, like /dev/sda, that the operating system will use.") }
            </p>
        </>
    }
}

/// What is known of the RAID that the server has, and what leaving it alone means.
fn raid_now(view: &View, words: &Words) -> AttrValue {
    let now = match &view.hardware.raid {
        None => t!(words, "Now: the API reports no RAID."),
        Some(RaidConfig { raid_type: Some(level), .. }) => t!(words, "Now: quick RAID {level}.", level = level),
        Some(RaidConfig { custom_raids, .. }) => {
            let arrays: Vec<String> = custom_raids.iter().map(|array| array_words(array, words).to_string()).collect();
            t!(words, "Now: {arrays}.", arrays = arrays.join(&t!(words, "; ")))
        }
    };
    let assumed = t!(words, "Nothing is sent, and the API does not say what becomes of it; it is assumed to stay.");
    let unread = view.hardware.raid.as_ref().filter(|raid| {
        Disks::of(&view.hardware.model).is_some()
            && reinstall_core::disk::capacity(&view.hardware.model, Some(raid)).is_none()
    });
    match unread {
        None => t!(words, "{now} {assumed}", now = now, assumed = assumed),
        Some(_) => t!(
            words,
            "{now} It does not fit the disks of the model, so how much it leaves usable is not known. {assumed}",
            now = now,
            assumed = assumed,
        ),
    }
}

fn array_words(array: &CustomRaid, words: &Words) -> AttrValue {
    let disks: Vec<String> = array.disk_sequence.iter().map(i64::to_string).collect();
    let level = array.raid_type.map_or_else(|| "?".to_owned(), |level| level.to_string());
    t!(words, "RAID {level} on disks {disks}", level = level, disks = disks.join(", "))
}

/// For each disk number, the number of another array that has it.
fn taken(arrays: &[ArrayRow], index: usize) -> Vec<(i64, usize)> {
    let others = (1..).zip(arrays).enumerate().filter(|(at, _)| *at != index);
    others.flat_map(|(_, (number, array))| array.disks.iter().map(move |disk| (*disk, number))).collect()
}

/// The issues of one array.
fn of_array(issues: &FormIssues, index: usize) -> FormIssues {
    FormIssues(Rc::new(issues.within(&path!["raidConfig", "customRaids", index])))
}
