//! Quick and custom RAID (section 7.1). Checks run in the order in which the server is assumed to.

use super::Checked;
use crate::disk::{Disks, RaidLevel};
use crate::issue::IssueCode;
use crate::machine::InstanceType;
use crate::path;
use crate::prelude::*;
use crate::report::{Issue, Param, Path};
use crate::request::{CustomRaid, RaidConfig};
use alloc::collections::BTreeMap;

pub(crate) fn check(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    let Some(raid) = checked.request.raid() else { return };
    let model = checked.context.instance_type();
    if raid.raid_type.is_some() && !raid.custom_raids.is_empty() {
        issues.push(
            Issue::new(IssueCode::RaidConflict, path!["raidConfig", "customRaids"])
                .related_to(path!["raidConfig", "raidType"]),
        );
    }
    if let Some(number) = raid.raid_type {
        let path = || path!["raidConfig", "raidType"];
        let level = level(number, path, model, issues);
        if let (Some(level), Some(disks)) = (level, model.and_then(Disks::of)) {
            quick(level, disks, path, issues);
        }
    }
    custom(checked, raid, issues);
}

/// The level, if it exists; whether the model supports it.
fn level(
    number: i64,
    path: impl Fn() -> Path,
    model: Option<&InstanceType>,
    issues: &mut Vec<Issue>,
) -> Option<RaidLevel> {
    let Some(level) = RaidLevel::from_number(number) else {
        issues.push(Issue::new(IssueCode::RaidLevelUnknown, path()).with("level", number));
        return None;
    };
    if let Some(model) = model
        && let Some(supported) = &model.support_raids
        && !supported.contains(&number)
    {
        issues.push(
            Issue::new(IssueCode::RaidLevelNotSupported, path())
                .with("model", model.instance_type_id.clone())
                .with("level", number)
                .with("supported", supported.iter().copied().collect::<Param>()),
        );
    }
    Some(level)
}

fn quick(level: RaidLevel, disks: Disks<'_>, path: impl Fn() -> Path, issues: &mut Vec<Issue>) {
    if !disks.are_equal() {
        issues.push(Issue::new(IssueCode::RaidQuickMixedDisks, path()));
    }
    let codes = CountCodes {
        too_few: IssueCode::RaidQuickTooFewDisks,
        odd: IssueCode::RaidQuickOddDisks,
        many_mirrored: IssueCode::RaidQuickNotOffered,
    };
    disk_count(level, disks.count(), &codes, &path, issues);
    // What the console offers from four disks on is for even numbers (D6); RAID 1 and 10 have issues of their own.
    let is_odd = disks.count() > 3 && !disks.count().is_multiple_of(2);
    if is_odd && matches!(level, RaidLevel::Raid0 | RaidLevel::Raid5) {
        issues.push(
            Issue::new(IssueCode::RaidQuickOddNotOffered, path())
                .with("level", level.number())
                .with("actual", disks.count()),
        );
    }
}

/// What the same finding is called for quick and for custom RAID.
struct CountCodes {
    too_few: IssueCode,
    odd: IssueCode,
    many_mirrored: IssueCode,
}

/// Whether the level works with so many disks.
fn disk_count(level: RaidLevel, actual: usize, codes: &CountCodes, path: impl Fn() -> Path, issues: &mut Vec<Issue>) {
    if actual < level.min_disks() {
        issues.push(
            Issue::new(codes.too_few, path())
                .with("level", level.number())
                .with("min", level.min_disks())
                .with("actual", actual),
        );
    } else if !level.works_with(actual) {
        issues.push(Issue::new(codes.odd, path()).with("actual", actual));
    } else if level == RaidLevel::Raid1 && actual > 2 {
        issues.push(Issue::new(codes.many_mirrored, path()).with("actual", actual));
    }
}

/// Where each disk was named first, over all arrays: the array and the place in it.
type Named = BTreeMap<i64, (usize, usize)>;

fn custom(checked: &Checked<'_>, raid: &RaidConfig, issues: &mut Vec<Issue>) {
    if raid.custom_raids.is_empty() {
        return;
    }
    let disks = checked.context.instance_type().and_then(Disks::of);
    let mut named = Named::new();
    for (index, array) in raid.custom_raids.iter().enumerate() {
        custom_array(checked, array, index, disks, &mut named, issues);
    }
    let is_left_out = |number: usize| i64::try_from(number).is_ok_and(|number| !named.contains_key(&number));
    let left_out = || disks.into_iter().flat_map(Disks::iter).map(|disk| disk.number).filter(|&disk| is_left_out(disk));
    if left_out().next().is_some() && !checked.unread(&steps!["raidConfig", "customRaids"]) {
        issues.push(
            Issue::new(IssueCode::RaidDisksLeftOut, path!["raidConfig", "customRaids"])
                .with("disks", left_out().collect::<Param>()),
        );
    }
}

fn custom_array(
    checked: &Checked<'_>,
    array: &CustomRaid,
    index: usize,
    disks: Option<Disks<'_>>,
    named: &mut Named,
    issues: &mut Vec<Issue>,
) {
    let level_path = || path!["raidConfig", "customRaids", index, "raidType"];
    let level = match array.raid_type {
        Some(number) => level(number, level_path, checked.context.instance_type(), issues),
        None => {
            issues.push(Issue::new(IssueCode::RaidLevelMissing, level_path()));
            None
        }
    };
    let disks_path = || path!["raidConfig", "customRaids", index, "diskSequence"];
    if array.disk_sequence.is_empty() {
        issues.push(Issue::new(IssueCode::RaidDisksMissing, disks_path()));
        return;
    }
    disk_numbers(checked, array, index, disks, named, issues);
    if let Some(level) = level {
        let codes = CountCodes {
            too_few: IssueCode::RaidDiskCount,
            odd: IssueCode::RaidDiskOdd,
            many_mirrored: IssueCode::RaidOneManyDisks,
        };
        disk_count(level, array.disk_sequence.len(), &codes, disks_path, issues);
    }
    let sizes = || array.disk_sequence.iter().filter_map(|&disk| disks?.get(disk)).map(|disk| disk.size);
    if let (Some(smallest), Some(largest)) = (sizes().min(), sizes().max())
        && smallest != largest
    {
        issues.push(Issue::new(IssueCode::RaidMixedSizes, disks_path()).with("smallest", smallest));
    }
}

/// Duplicates, range, order.
fn disk_numbers(
    checked: &Checked<'_>,
    array: &CustomRaid,
    index: usize,
    disks: Option<Disks<'_>>,
    named: &mut Named,
    issues: &mut Vec<Issue>,
) {
    let place = |(index, position): (usize, usize)| path!["raidConfig", "customRaids", index, "diskSequence", position];
    let unread = |position| checked.unread(&steps!["raidConfig", "customRaids", index, "diskSequence", position]);
    let readable = || array.disk_sequence.iter().enumerate().filter(|(position, _)| !unread(*position));
    for (position, &disk) in readable() {
        let earlier = *named.entry(disk).or_insert((index, position));
        if earlier != (index, position) {
            issues.push(
                Issue::new(IssueCode::RaidDiskDuplicate, place((index, position)))
                    .with("disk", disk)
                    .related_to(place(earlier)),
            );
        }
    }
    for (position, &disk) in readable() {
        let issue = |code| Issue::new(code, place((index, position))).with("disk", disk);
        if disk < 1 {
            issues.push(issue(IssueCode::RaidDiskBelowOne));
        } else if let Some(disks) = disks
            && disks.get(disk).is_none()
        {
            issues.push(issue(IssueCode::RaidDiskRange).with("last", disks.count()));
        }
    }
    // Equal neighbours are duplicates already.
    let in_order =
        array.disk_sequence.windows(2).all(|pair| matches!(pair, [a, b] if b == a || a.checked_add(1) == Some(*b)));
    if !in_order && !checked.unread(&steps!["raidConfig", "customRaids", index, "diskSequence"]) {
        issues.push(Issue::new(IssueCode::RaidDiskOrder, path!["raidConfig", "customRaids", index, "diskSequence"]));
    }
}
