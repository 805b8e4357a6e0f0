//! Storage: the model's disks, RAID, partitions.

use super::form::{FormIssues, GroupProps, field_id};
use crate::hooks::use_words;
use crate::state::draft::{ArrayRow, Edit, PartitionRow, RaidChoice};
use crate::state::review::raid_words;
use crate::ui::{Choice, Issues, SelectField, TextField};
use reinstall_core::Locale;
use reinstall_core::disk::{Disk, DiskPlan, Disks, Gigabytes, RaidLevel, Statement, fill_rest};
use reinstall_core::machine::{Family, InstanceType};
use reinstall_core::path;
use reinstall_core::rules::partitions::{LINUX_FILE_SYSTEMS, WINDOWS_FILE_SYSTEM};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[component]
pub(super) fn StorageGroup(props: &GroupProps) -> Html {
    let GroupProps { catalog, draft, edit, issues } = props;
    let words = use_words();
    let disks: Vec<Disk> =
        catalog.instance_type.as_ref().and_then(Disks::of).into_iter().flat_map(Disks::iter).collect();
    let unknown = InstanceType::default();
    let plan = draft.disk_plan(catalog.instance_type.as_ref().unwrap_or(&unknown), catalog.instance.raid());
    // What would fill the capacity in this row, in GB.
    let rest = |index| {
        let capacity = plan.as_ref().and_then(|plan| plan.capacity)?;
        fill_rest(capacity, &draft.partition_sizes(), index).map(Gigabytes::to_wire)
    };
    let supported = catalog.instance_type.as_ref().and_then(|model| model.support_raids.clone());
    let no_raid = supported
        .as_ref()
        .is_some_and(Vec::is_empty)
        .then(|| AttrValue::from(format!("Model {} has no RAID.", catalog.instance.instance_type_id)));
    let choose = |raid: RaidChoice| edit.reform(move |()| Edit::Raid(raid));
    html! {
        <fieldset class="panel">
            <legend>{ "Storage" }</legend>
            <DiskList disks={disks.clone()} />
            <Choice
                name="raid" value="keep" label="Leave RAID as it is" checked={draft.raid == RaidChoice::Keep} onchoose={choose(RaidChoice::Keep)}
                hint={format!("Now: {}. Nothing is sent, and the API does not say what becomes of it; it is assumed to stay.", raid_words(catalog.instance.raid(), &words))}
            />
            <Choice
                name="raid" value="quick" label="Quick RAID" checked={draft.raid == RaidChoice::Quick} onchoose={choose(RaidChoice::Quick)}
                hint="One level over all disks." disabled_reason={no_raid.clone()}
            />
            if draft.raid == RaidChoice::Quick {
                <div class="nested"><LevelField
                    id="raidConfig-raidType" label="RAID level" level={draft.quick_level} supported={supported.clone()}
                    onchange={edit.reform(Edit::QuickLevel)} issues={issues.clone()} path={path!["raidConfig", "raidType"]}
                /></div>
            }
            <Choice
                name="raid" value="custom" label="Custom RAID" checked={draft.raid == RaidChoice::Custom} onchoose={choose(RaidChoice::Custom)}
                hint="Arrays of your own; the first one holds the system." disabled_reason={no_raid}
            />
            if draft.raid == RaidChoice::Custom {
                <div class="nested">
                for (index, row) in draft.arrays.iter().enumerate() {
                    <ArrayFields key={row.key} {index} row={row.clone()} disks={disks.clone()} supported={supported.clone()} edit={edit.clone()} issues={issues.clone()} />
                }
                <Issues id="raidConfig-customRaids" issues={issues.at(&path!["raidConfig", "customRaids"])} />
                <button type="button" onclick={edit.reform(|_| Edit::AddArray)}>{ "Add array" }</button>
                </div>
            }
            <h2>{ "Partitions" }</h2>
            <Plan plan={plan.clone()} />
            for (index, row) in draft.partitions.iter().enumerate() {
                <PartitionFields
                    key={row.key} {index} row={row.clone()} family={catalog.family(draft)} edit={edit.clone()} issues={issues.clone()}
                    rest={rest(index)}
                />
            }
            <Issues id="partitions" issues={issues.at(&path!["partitions"])} />
            <button type="button" onclick={let family = catalog.family(draft); edit.reform(move |_| Edit::AddPartition(family))}>{ "Add partition" }</button>
        </fieldset>
    }
}

#[derive(Properties, PartialEq)]
struct DiskListProps {
    disks: Vec<Disk>,
}

#[component]
fn DiskList(props: &DiskListProps) -> Html {
    if props.disks.is_empty() {
        return html! { <p class="hint">{ "The API does not say which disks this model has." }</p> };
    }
    html! {
        <>
            <ul class="disks" aria-label="Disks">
                for disk in props.disks.iter() {
                    <li>{ format!("Disk {}: {} GB", disk.number, disk.size) }</li>
                }
            </ul>
            <p class="hint">{ "Numbered as the API does, from 1; these are not the names that the operating system will use." }</p>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct LevelFieldProps {
    id: String,
    label: String,
    level: Option<i64>,
    supported: Option<Vec<i64>>,
    onchange: Callback<Option<i64>>,
    issues: FormIssues,
    path: reinstall_core::report::Path,
}

#[component]
fn LevelField(props: &LevelFieldProps) -> Html {
    let offered = |level: RaidLevel| props.supported.as_ref().is_none_or(|levels| levels.contains(&level.number()));
    html! {
        <SelectField
            id={props.id.clone()} label={props.label.clone()} issues={props.issues.at(&props.path)}
            onchange={props.onchange.reform(|text: String| text.parse().ok())}
        >
            <option value="" selected={props.level.is_none()}>{ "Choose…" }</option>
            for level in RaidLevel::ALL {
                <option value={level.number().to_string()} selected={props.level == Some(level.number())} disabled={!offered(level)}>
                    { format!("RAID {}", level.number()) }
                    if !offered(level) { { " (not on this model)" } }
                </option>
            }
        </SelectField>
    }
}

#[derive(Properties, PartialEq)]
struct ArrayFieldsProps {
    index: usize,
    row: ArrayRow,
    disks: Vec<Disk>,
    supported: Option<Vec<i64>>,
    edit: Callback<Edit>,
    issues: FormIssues,
}

#[component]
fn ArrayFields(props: &ArrayFieldsProps) -> Html {
    let ArrayFieldsProps { index, row, disks, supported, edit, issues } = props;
    let (number, key) = (index + 1, row.key);
    let level_path = path!["raidConfig", "customRaids", *index, "raidType"];
    let disks_path = path!["raidConfig", "customRaids", *index, "diskSequence"];
    let disks_id = field_id(&disks_path);
    let disks = (1_i64..).zip(disks.iter());
    html! {
        <fieldset class="row">
            <legend>{ format!("Array {number}") }</legend>
            <LevelField
                id={field_id(&level_path)} label={format!("RAID level of array {number}")} level={row.level} supported={supported.clone()}
                onchange={edit.reform(move |level| Edit::ArrayLevel(key, level))} issues={issues.clone()} path={level_path}
            />
            <div role="group" aria-label={format!("Disks of array {number}")} aria-describedby={format!("{disks_id}-issues")} id={disks_id.clone()} tabindex="-1" class="checks">
                for (disk, Disk { size, .. }) in disks {
                    <label>
                        <input
                            type="checkbox" checked={row.disks.contains(&disk)}
                            onchange={edit.reform(move |event: Event| Edit::ArrayDisk(key, disk, event.target_unchecked_into::<HtmlInputElement>().checked()))}
                        />
                        { format!(" Disk {disk} ({size} GB)") }
                    </label>
                }
            </div>
            <Issues id={format!("{disks_id}-issues")} issues={issues.within(&disks_path)} />
            <button type="button" class="quiet" onclick={edit.reform(move |_| Edit::RemoveArray(key))}>{ format!("Remove array {number}") }</button>
        </fieldset>
    }
}

#[derive(Properties, PartialEq)]
struct PartitionFieldsProps {
    index: usize,
    row: PartitionRow,
    family: Option<Family>,
    edit: Callback<Edit>,
    issues: FormIssues,
    rest: Option<i64>,
}

#[component]
fn PartitionFields(props: &PartitionFieldsProps) -> Html {
    let PartitionFieldsProps { index, row, family, edit, issues, rest } = props;
    let (number, key) = (index + 1, row.key);
    let place = |member: &'static str| path!["partitions", *index, member];
    let id = |member: &'static str| field_id(&place(member));
    let windows = *family == Some(Family::Windows);
    let file_systems: Vec<&str> = match family {
        Some(Family::Windows) => vec![WINDOWS_FILE_SYSTEM],
        Some(Family::Linux) => LINUX_FILE_SYSTEMS.to_vec(),
        Some(Family::Esxi) | None => LINUX_FILE_SYSTEMS.into_iter().chain([WINDOWS_FILE_SYSTEM]).collect(),
    };
    // One that the family does not have stays visible, so that its issue has something to point at.
    let foreign =
        (!row.fs_type.is_empty() && !file_systems.contains(&row.fs_type.as_str())).then(|| row.fs_type.clone());
    html! {
        <fieldset class="row partition">
            <legend>{ format!("Partition {number}") }</legend>
            <TextField
                id={id("fsPath")} label={if windows { format!("Drive letter of partition {number}") } else { format!("Mount point of partition {number}") }}
                value={row.fs_path.clone()} oninput={edit.reform(move |text| Edit::PartitionPath(key, text))} issues={issues.at(&place("fsPath"))}
            />
            <SelectField
                id={id("fsType")} label={format!("File system of partition {number}")}
                onchange={edit.reform(move |text| Edit::PartitionType(key, text))} issues={issues.at(&place("fsType"))}
            >
                for name in foreign.iter() {
                    <option value={name.clone()} selected={true}>{ format!("{name} (not for this image)") }</option>
                }
                for name in file_systems.into_iter() {
                    <option value={name} selected={row.fs_type == name}>{ name }</option>
                }
            </SelectField>
            <TextField
                id={id("size")} label={format!("Size of partition {number} in GB")} value={row.size.clone()} inputmode="numeric"
                oninput={edit.reform(move |text| Edit::PartitionSize(key, text))} issues={issues.at(&place("size"))}
                beside={html! {
                    if let Some(rest) = *rest {
                        <button type="button" class="quiet" onclick={edit.reform(move |_| Edit::PartitionSize(key, rest.to_string()))}>
                            { format!("Fill the rest ({rest} GB)") }
                        </button>
                    }
                }}
            />
            <button type="button" class="quiet" onclick={edit.reform(move |_| Edit::RemovePartition(key))}>{ format!("Remove partition {number}") }</button>
        </fieldset>
    }
}

#[derive(Properties, PartialEq)]
struct PlanProps {
    plan: Option<DiskPlan>,
}

/// What the choices make of the disks, in sentences; the last one says whether the capacity is filled.
#[component]
fn Plan(props: &PlanProps) -> Html {
    let statements = props.plan.as_ref().map(DiskPlan::statements).unwrap_or_default();
    let words = |statement: &Statement| statement.words(Locale::En);
    let Some((last, rest)) = statements.split_last() else {
        return html! { <p role="status">{ "What this makes of the disks shows once the choice of RAID is complete." }</p> };
    };
    html! {
        <>
            <ul class="plan" aria-label="What this makes of the disks">
                for statement in rest.iter() {
                    <li>{ words(statement) }</li>
                }
            </ul>
            <p role="status">{ words(last) }</p>
        </>
    }
}
