//! Quick and custom RAID (section 7.1). Checks run in the order in which the server is assumed to.

use super::Checked;
use crate::disk::{RaidLevel, disk_size};
use crate::issue::IssueCode;
use crate::machine::InstanceType;
use crate::path;
use crate::report::{Issue, Path};
use crate::request::{CustomRaid, RaidConfig};
use std::collections::BTreeMap;

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
        let path = path!["raidConfig", "raidType"];
        if let Some(level) = level(number, &path, model, issues)
            && let Some(model) = model
        {
            quick(level, model, path, issues);
        }
    }
    custom(checked, raid, issues);
}

/// The level, if it exists; whether the model supports it.
fn level(number: i64, path: &Path, model: Option<&InstanceType>, issues: &mut Vec<Issue>) -> Option<RaidLevel> {
    let Some(level) = RaidLevel::from_number(number) else {
        issues.push(Issue::new(IssueCode::RaidLevelUnknown, path.clone()).with("level", number));
        return None;
    };
    if let Some(model) = model
        && let Some(supported) = &model.support_raids
        && !supported.contains(&number)
    {
        let words = if supported.is_empty() {
            "no RAID".to_owned()
        } else {
            let numbers: Vec<_> = supported.iter().map(i64::to_string).collect();
            format!("RAID {}", numbers.join(", "))
        };
        issues.push(
            Issue::new(IssueCode::RaidLevelNotSupported, path.clone())
                .with("model", model.instance_type_id.as_str())
                .with("supported", words),
        );
    }
    Some(level)
}

fn quick(level: RaidLevel, model: &InstanceType, path: Path, issues: &mut Vec<Issue>) {
    let sizes = model.disk_sizes();
    let Some(first) = sizes.first() else { return };
    let actual = sizes.len();
    if sizes.iter().any(|size| size != first) {
        issues.push(Issue::new(IssueCode::RaidQuickMixedDisks, path.clone()));
    }
    let codes = CountCodes {
        too_few: IssueCode::RaidQuickTooFewDisks,
        odd: IssueCode::RaidQuickOddDisks,
        many_mirrored: IssueCode::RaidQuickNotOffered,
    };
    disk_count(level, actual, codes, path, issues);
}

/// What the same finding is called for quick and for custom RAID.
struct CountCodes {
    too_few: IssueCode,
    odd: IssueCode,
    many_mirrored: IssueCode,
}

/// Whether the level works with so many disks.
fn disk_count(level: RaidLevel, actual: usize, codes: CountCodes, path: Path, issues: &mut Vec<Issue>) {
    if actual < level.min_disks() {
        issues.push(
            Issue::new(codes.too_few, path)
                .with("level", level.number())
                .with("min", level.min_disks())
                .with("actual", actual),
        );
    } else if level == RaidLevel::Raid10 && !actual.is_multiple_of(2) {
        issues.push(Issue::new(codes.odd, path).with("actual", actual));
    } else if level == RaidLevel::Raid1 && actual > 2 {
        issues.push(Issue::new(codes.many_mirrored, path).with("actual", actual));
    }
}

fn custom(checked: &Checked<'_>, raid: &RaidConfig, issues: &mut Vec<Issue>) {
    let sizes = checked.context.instance_type().map(InstanceType::disk_sizes).unwrap_or_default();
    let path = path!["raidConfig", "customRaids"];
    // Where each disk was first named, over all arrays.
    let mut named: BTreeMap<i64, Path> = BTreeMap::new();
    for (index, array) in raid.custom_raids.iter().enumerate() {
        custom_array(checked, array, &path.then(index), &sizes, &mut named, issues);
    }
    let left_out: Vec<String> = (1..=sizes.len())
        .filter(|number| i64::try_from(*number).is_ok_and(|number| !named.contains_key(&number)))
        .map(|number| number.to_string())
        .collect();
    if !raid.custom_raids.is_empty() && !left_out.is_empty() && !checked.unread(&path) {
        issues.push(Issue::new(IssueCode::RaidDisksLeftOut, path).with("disks", left_out.join(", ")));
    }
}

fn custom_array(
    checked: &Checked<'_>,
    array: &CustomRaid,
    path: &Path,
    sizes: &[i64],
    named: &mut BTreeMap<i64, Path>,
    issues: &mut Vec<Issue>,
) {
    let level_path = path.then("raidType");
    let level = match array.raid_type {
        Some(number) => level(number, &level_path, checked.context.instance_type(), issues),
        None => {
            issues.push(Issue::new(IssueCode::RaidLevelMissing, level_path));
            None
        }
    };
    let disks_path = path.then("diskSequence");
    if array.disk_sequence.is_empty() {
        issues.push(Issue::new(IssueCode::RaidDisksMissing, disks_path));
        return;
    }
    disk_numbers(checked, array, &disks_path, sizes, named, issues);
    if let Some(level) = level {
        let codes = CountCodes {
            too_few: IssueCode::RaidDiskCount,
            odd: IssueCode::RaidDiskOdd,
            many_mirrored: IssueCode::RaidOneManyDisks,
        };
        disk_count(level, array.disk_sequence.len(), codes, disks_path.clone(), issues);
    }
    let members: Vec<i64> = array.disk_sequence.iter().filter_map(|&disk| disk_size(sizes, disk)).collect();
    if let (Some(smallest), Some(largest)) = (members.iter().min(), members.iter().max())
        && smallest != largest
    {
        issues.push(Issue::new(IssueCode::RaidMixedSizes, disks_path).with("smallest", *smallest));
    }
}

/// Duplicates, range, order.
fn disk_numbers(
    checked: &Checked<'_>,
    array: &CustomRaid,
    path: &Path,
    sizes: &[i64],
    named: &mut BTreeMap<i64, Path>,
    issues: &mut Vec<Issue>,
) {
    let mut out_of_range = Vec::new();
    for (position, &disk) in array.disk_sequence.iter().enumerate() {
        let here = path.then(position);
        if checked.unread(&here) {
            continue;
        }
        if let Some(earlier) = named.get(&disk) {
            issues.push(
                Issue::new(IssueCode::RaidDiskDuplicate, here.clone()).with("disk", disk).related_to(earlier.clone()),
            );
        } else {
            named.insert(disk, here.clone());
        }
        if disk < 1 || (!sizes.is_empty() && disk_size(sizes, disk).is_none()) {
            let last = if sizes.is_empty() { String::new() } else { format!(" to {}", sizes.len()) };
            out_of_range.push(Issue::new(IssueCode::RaidDiskRange, here).with("disk", disk).with("last", last));
        }
    }
    issues.append(&mut out_of_range);
    // Equal neighbours are duplicates already.
    let in_order =
        array.disk_sequence.windows(2).all(|pair| matches!(pair, [a, b] if b == a || a.checked_add(1) == Some(*b)));
    if !in_order && !checked.unread(path) {
        issues.push(Issue::new(IssueCode::RaidDiskOrder, path.clone()));
    }
}
