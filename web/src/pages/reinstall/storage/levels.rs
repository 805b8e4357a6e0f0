//! RAID levels: what each gives, and why one is not possible, which is core's to say.

use crate::locales::Words;
use crate::pages::reinstall::form::{FormIssues, field_id};
use crate::state::draft::Hardware;
use crate::t;
use crate::ui::{Choice, Issues};
use reinstall_core::disk::{DiskPlan, Gigabytes, RaidLevel};
use reinstall_core::issue::Severity;
use reinstall_core::report::{Path, Segment};
use reinstall_core::request::RaidConfig;
use reinstall_core::{Context, Issue, ReinstallRequest, check, path};
use yew::prelude::*;

/// A level that can be chosen, or why it cannot.
#[derive(Clone, PartialEq)]
pub(super) struct Level {
    pub(super) level: RaidLevel,
    /// What it gives.
    pub(super) gives: AttrValue,
    /// Why it is not possible.
    pub(super) refused: Option<AttrValue>,
}

/// What core finds wrong with a RAID configuration on this model.
pub(super) fn errors(hardware: &Hardware, raid: RaidConfig) -> Vec<Issue> {
    let request = ReinstallRequest { raid_config: Some(raid), ..ReinstallRequest::default() };
    let context = Context { instance_type: Some(&hardware.model), ..Context::default() };
    let at = path!["raidConfig"];
    let is_error = |issue: &Issue| issue.severity() == Severity::Error && issue.path.starts_with(&at);
    check(&request, context).issues.into_iter().filter(is_error).collect()
}

/// Whether an issue is about a level, rather than the disks.
pub(super) fn is_about_level(issue: &Issue) -> bool {
    issue.path.0.last().is_some_and(|segment| *segment == Segment::from("raidType"))
}

/// A level over all disks of the model.
pub(super) fn quick_level(hardware: &Hardware, level: RaidLevel, words: &Words) -> Level {
    let raid = RaidConfig { raid_type: Some(level.number()), custom_raids: Vec::new() };
    let plan = DiskPlan::new(&hardware.model, Some(&raid), &[]);
    let refused = errors(hardware, raid).first().map(|issue| issue.message(words.locale()).into());
    Level { level, gives: gives(level, plan.capacity, plan.total, words), refused }
}

/// How much a level leaves usable, and how many disks may fail.
pub(super) fn gives(level: RaidLevel, usable: Option<Gigabytes>, raw: Option<Gigabytes>, words: &Words) -> AttrValue {
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

/// A choice of one level.
pub(super) struct LevelGroup<'a> {
    pub(super) path: Path,
    pub(super) label: AttrValue,
    pub(super) levels: Vec<Level>,
    pub(super) chosen: Option<i64>,
    pub(super) issues: &'a FormIssues,
    pub(super) onchoose: Callback<i64>,
}

/// The levels as radio buttons. Those that are not possible say why.
pub(super) fn level_group(group: &LevelGroup<'_>, words: &Words) -> Html {
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
