//! Storage: the model's disks, RAID, partitions.
//!
//! | where | what |
//! | --- | --- |
//! | [`raid`] | the disks, and the choice of RAID |
//! | [`levels`] | RAID levels, and why one is not possible |
//! | [`array`](mod@array) | one array of a custom RAID |
//! | [`partitions`] | the table of partitions, and what it adds up to |
//! | [`presets`] | layouts to start from, and the question when the family of systems changes |
//! | [`picture`] | the picture, to scale, and its text |

mod array;
mod levels;
mod partitions;
mod picture;
mod presets;
mod raid;

use super::form::{FormIssues, GroupProps};
use crate::hooks::use_words;
use crate::state::draft::{ArrayRow, BootChoice, Edit, Hardware, PartitionRow, RaidChoice, Undo};
use crate::state::layout::Layout;
use crate::t;
use partitions::Partitions;
use picture::Picture;
use presets::FamilyQuestion;
use raid::Raid;
use reinstall_core::disk::{Disk, Disks, media};
use reinstall_core::machine::Family;
use reinstall_core::path;
use std::rc::Rc;
use yew::prelude::*;

/// What this group shows of the form. What is typed elsewhere does not draw it again.
#[derive(Clone, PartialEq)]
struct View {
    hardware: Rc<Hardware>,
    raid: RaidChoice,
    quick_level: Option<i64>,
    arrays: Vec<ArrayRow>,
    partitions: Vec<PartitionRow>,
    rest: Option<u32>,
    undo: Option<Undo>,
    /// The family of the image that is chosen.
    family: Option<Family>,
    /// The family that the rows were made for.
    made_for: Option<Family>,
    /// Whether an image is installed, rather than iPXE booted.
    installs: bool,
    /// `None` while the choice of RAID is not finished.
    layout: Option<Rc<Layout>>,
}

/// The form's group. It picks what concerns the disks, and says to the draft what is known of them.
#[component]
pub(super) fn StorageGroup(props: &GroupProps) -> Html {
    let GroupProps { catalog, draft, edit, issues } = props;
    // The catalogue is read, never changed: where it lies tells whether it is the same.
    let hardware = use_memo(Rc::as_ptr(catalog).addr(), |_| {
        Rc::new(Hardware::of(&catalog.instance, catalog.instance_type.as_ref()))
    });
    {
        let (edit, hardware) = (edit.clone(), Rc::clone(&hardware));
        let new_to_it = draft.intent.machine.0.is_none();
        use_effect_with((Rc::as_ptr(catalog).addr(), new_to_it), move |_| {
            edit.emit(Edit::Hardware(Rc::clone(&hardware)));
        });
    }
    let installs = !matches!(draft.boot, BootChoice::IpxeUrl | BootChoice::Netboot);
    let plan = draft.disk_plan(&hardware.model, hardware.raid.as_ref());
    let view = View {
        hardware: Rc::clone(&hardware),
        raid: draft.raid,
        quick_level: draft.quick_level,
        arrays: draft.arrays.clone(),
        partitions: draft.partitions.clone(),
        rest: draft.intent.rest,
        undo: draft.intent.undo.clone(),
        family: catalog.family(draft),
        made_for: draft.partitions_family(),
        installs,
        layout: plan.map(|plan| Rc::new(Layout::new(plan, installs))),
    };
    let (raid, partitions) = (path!["raidConfig"], path!["partitions"]);
    let here = issues.0.iter().filter(|issue| issue.path.starts_with(&raid) || issue.path.starts_with(&partitions));
    html! { <Storage {view} edit={edit.clone()} issues={FormIssues(Rc::new(here.cloned().collect()))} /> }
}

#[derive(Clone, Properties, PartialEq)]
struct StorageProps {
    view: View,
    edit: Callback<Edit>,
    issues: FormIssues,
}

#[component]
fn Storage(props: &StorageProps) -> Html {
    let words = use_words();
    html! {
        <fieldset class="panel storage">
            <legend>{ t!(words, "Storage") }</legend>
            <Raid ..props.clone() />
            <h2>{ t!(words, "Partitions") }</h2>
            <Partitions ..props.clone() />
            <Picture layout={props.view.layout.clone()} />
            <FamilyQuestion ..props.clone() />
        </fieldset>
    }
}

/// The disks of a model, each with the API's words for what it is.
fn disks_of(hardware: &Hardware) -> Vec<(Disk, Option<&str>)> {
    let words = media(&hardware.model).unwrap_or_default();
    let disks = Disks::of(&hardware.model).into_iter().flat_map(Disks::iter);
    disks.enumerate().map(|(index, disk)| (disk, words.get(index).copied())).collect()
}
