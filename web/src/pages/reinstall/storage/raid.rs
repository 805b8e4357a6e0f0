//! The model's disks, and what becomes of RAID. Which levels are possible, and why not, is core's to say.

use super::{StorageProps, View};
use crate::hooks::use_words;
use crate::locales::Words;
use crate::pages::reinstall::form::{FormIssues, field_id};
use crate::state::draft::{ArrayRow, Edit, Hardware, RaidChoice};
use crate::t;
use crate::ui::{Choice, Issues};
use reinstall_core::disk::{Disk, DiskPlan, Disks, Gigabytes, RaidLevel, media};
use reinstall_core::issue::Severity;
use reinstall_core::report::{Path, Segment};
use reinstall_core::request::{CustomRaid, RaidConfig};
use reinstall_core::{Context, Issue, ReinstallRequest, check, path};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The disks of a model, each with the API's words for what it is.
fn disks_of(hardware: &Hardware) -> Vec<(Disk, Option<&str>)> {
    let words = media(&hardware.model).unwrap_or_default();
    let disks = Disks::of(&hardware.model).into_iter().flat_map(Disks::iter);
    disks.enumerate().map(|(index, disk)| (disk, words.get(index).copied())).collect()
}

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

/// A level that can be chosen, or why it cannot.
#[derive(Clone, PartialEq)]
struct Level {
    level: RaidLevel,
    /// What it gives.
    gives: AttrValue,
    /// Why it is not possible.
    refused: Option<AttrValue>,
}

/// What core finds wrong with a RAID configuration on this model.
fn errors(hardware: &Hardware, raid: RaidConfig) -> Vec<Issue> {
    let request = ReinstallRequest { raid_config: Some(raid), ..ReinstallRequest::default() };
    let context = Context { instance_type: Some(&hardware.model), ..Context::default() };
    let at = path!["raidConfig"];
    let is_error = |issue: &Issue| issue.severity() == Severity::Error && issue.path.starts_with(&at);
    check(&request, context).issues.into_iter().filter(is_error).collect()
}

/// Whether an issue is about a level, rather than the disks.
fn is_about_level(issue: &Issue) -> bool {
    issue.path.0.last().is_some_and(|segment| *segment == Segment::from("raidType"))
}

fn quick_level(hardware: &Hardware, level: RaidLevel, words: &Words) -> Level {
    let raid = RaidConfig { raid_type: Some(level.number()), custom_raids: Vec::new() };
    let plan = DiskPlan::new(&hardware.model, Some(&raid), &[]);
    let refused = errors(hardware, raid).first().map(|issue| issue.message(words.locale()).into());
    Level { level, gives: gives(level, plan.capacity, plan.total, words), refused }
}

/// How much a level leaves usable, and how many disks may fail.
fn gives(level: RaidLevel, usable: Option<Gigabytes>, raw: Option<Gigabytes>, words: &Words) -> AttrValue {
    let failure = match level {
        RaidLevel::Raid0 => t!(words, "no disk may fail"),
        RaidLevel::Raid1 | RaidLevel::Raid5 => t!(words, "one disk may fail"),
        RaidLevel::Raid10 => t!(words, "one disk may fail, sometimes more"),
    };
    match usable.zip(raw) {
        Some((usable, raw)) => {
            t!(words, "{usable} of {raw} GB usable; {failure}.", usable = usable, raw = raw, failure = failure)
        }
        None => t!(words, "How much it leaves usable is not known; {failure}.", failure = failure),
    }
}

struct LevelGroup<'a> {
    path: Path,
    label: AttrValue,
    levels: Vec<Level>,
    chosen: Option<i64>,
    issues: &'a FormIssues,
    onchoose: Callback<i64>,
}

/// The levels as radio buttons. Those that are not possible say why.
fn level_group(group: &LevelGroup<'_>, words: &Words) -> Html {
    let id = field_id(&group.path);
    let issues = group.issues.at(&group.path);
    let (label_id, issues_id) = (format!("{id}-label"), format!("{id}-issues"));
    let invalid = issues.iter().any(|issue| issue.severity == Severity::Error).then_some("true");
    // One that the API does not know comes from elsewhere, e.g. from a file.
    let foreign = group.chosen.filter(|level| RaidLevel::from_number(*level).is_none());
    html! {
        <div
            class="levels" role="radiogroup" id={id.clone()} tabindex="-1" aria-labelledby={label_id.clone()}
            aria-describedby={issues_id.clone()} aria-invalid={invalid}
        >
            <p class="label" id={label_id}>{ &group.label }</p>
            for Level { level, gives, refused } in group.levels.iter() {
                <Choice
                    name={id.clone()} value={level.number().to_string()} label={format!("RAID {}", level.number())}
                    checked={group.chosen == Some(level.number())} hint={gives.clone()} disabled_reason={refused.clone()}
                    onchoose={let number = level.number(); group.onchoose.reform(move |()| number)}
                />
            }
            if let Some(foreign) = foreign {
                <p class="hint">{ t!(words, "Chosen now: RAID {level}.", level = foreign) }</p>
            }
            <Issues id={issues_id} {issues} />
        </div>
    }
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

#[derive(Properties, PartialEq)]
struct ArrayFieldsProps {
    index: usize,
    row: ArrayRow,
    /// The disks of the other arrays, with the array's number.
    taken: Vec<(i64, usize)>,
    hardware: Rc<Hardware>,
    edit: Callback<Edit>,
    issues: FormIssues,
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

#[component]
fn ArrayFields(props: &ArrayFieldsProps) -> Html {
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
