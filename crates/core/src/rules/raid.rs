//! Quick and custom RAID (section 7.1). Checks run in the order in which the server is assumed to.

use super::{Checked, Found, Value, member};
use crate::disk::{Disks, RaidLevel};
use crate::issue::IssueCode;
use crate::machine::InstanceType;
use crate::prelude::*;
use crate::read::place::sorted;
use crate::read::{CUSTOM_RAIDS, DISK_SEQUENCE, Place, RAID_CONFIG, RAID_TYPE};
use crate::request::{CustomRaid, RaidConfig};

/// The level of quick RAID.
const LEVEL: Place = member(RAID_CONFIG).member(RAID_TYPE);

/// The arrays of custom RAID.
const ARRAYS: Place = member(RAID_CONFIG).member(CUSTOM_RAIDS);

/// The disks of one array.
const fn disks_of(array: usize) -> Place {
    ARRAYS.element(array).member(DISK_SEQUENCE)
}

pub(crate) fn check(checked: &Checked<'_>, found: &mut Found<'_>) {
    let Some(raid) = checked.request.raid() else { return };
    let model = checked.context.instance_type();
    if raid.raid_type.is_some() && !raid.custom_raids.is_empty() {
        found.add_related(IssueCode::RaidConflict, ARRAYS, &[], &[LEVEL]);
    }
    if let Some(number) = raid.raid_type {
        let level = level(number, LEVEL, model, found);
        if let (Some(level), Some(disks)) = (level, model.and_then(Disks::of)) {
            quick(level, disks, found);
        }
    }
    custom(checked, raid, found);
}

/// The level, if it exists; whether the model supports it.
fn level(number: i64, place: Place, model: Option<&InstanceType>, found: &mut Found<'_>) -> Option<RaidLevel> {
    let Some(level) = RaidLevel::from_number(number) else {
        found.add(IssueCode::RaidLevelUnknown, place, &[Value::Number(number)]);
        return None;
    };
    if let Some(model) = model
        && let Some(supported) = &model.support_raids
        && !supported.contains(&number)
    {
        let supported: Vec<Value<'_>> = supported.iter().map(|level| Value::Number(*level)).collect();
        let values = [Value::Text(&model.instance_type_id), Value::Number(number), Value::List(&supported)];
        found.add(IssueCode::RaidLevelNotSupported, place, &values);
    }
    Some(level)
}

fn quick(level: RaidLevel, disks: Disks<'_>, found: &mut Found<'_>) {
    if !disks.are_equal() {
        found.add(IssueCode::RaidQuickMixedDisks, LEVEL, &[]);
    }
    let codes = CountCodes {
        too_few: IssueCode::RaidQuickTooFewDisks,
        odd: IssueCode::RaidQuickOddDisks,
        many_mirrored: IssueCode::RaidQuickNotOffered,
    };
    disk_count(level, disks.count(), &codes, LEVEL, found);
    // What the console offers from four disks on is for even numbers (D6); RAID 1 and 10 have issues of their own.
    let is_odd = disks.count() > 3 && !disks.count().is_multiple_of(2);
    if is_odd && matches!(level, RaidLevel::Raid0 | RaidLevel::Raid5) {
        let values = [Value::Number(level.number()), Value::count(disks.count())];
        found.add(IssueCode::RaidQuickOddNotOffered, LEVEL, &values);
    }
}

/// What the same finding is called for quick and for custom RAID.
struct CountCodes {
    too_few: IssueCode,
    odd: IssueCode,
    many_mirrored: IssueCode,
}

/// Whether the level works with so many disks.
fn disk_count(level: RaidLevel, actual: usize, codes: &CountCodes, place: Place, found: &mut Found<'_>) {
    if actual < level.min_disks() {
        let values = [Value::Number(level.number()), Value::count(level.min_disks()), Value::count(actual)];
        found.add(codes.too_few, place, &values);
    } else if !level.works_with(actual) {
        found.add(codes.odd, place, &[Value::count(actual)]);
    } else if level == RaidLevel::Raid1 && actual > 2 {
        found.add(codes.many_mirrored, place, &[Value::count(actual)]);
    }
}

/// Each disk that is named, over all arrays, and where: in the order of the disks, and of their places. A number that could not
/// be read names none.
struct Named(Vec<(u64, usize)>);

/// A place of a disk as one number: no list of which more elements are read is as long.
const POSITIONS: usize = 1 << 16;

impl Named {
    fn of(checked: &Checked<'_>, raid: &RaidConfig) -> Self {
        let mut named = Vec::new();
        for (index, array) in raid.custom_raids.iter().enumerate() {
            for (position, &disk) in array.disk_sequence.iter().enumerate() {
                if !checked.unread(disks_of(index).element(position)) {
                    // Any order of disks will do that keeps equal ones together.
                    named.push((disk.cast_unsigned(), index * POSITIONS + position));
                }
            }
        }
        Self(sorted(named))
    }

    /// Where a disk is named first.
    fn first(&self, disk: i64) -> Option<Place> {
        let disk = disk.cast_unsigned();
        let &(named, at) = self.0.get(self.0.partition_point(|(named, _)| *named < disk))?;
        (named == disk).then(|| disks_of(at / POSITIONS).element(at % POSITIONS))
    }
}

fn custom(checked: &Checked<'_>, raid: &RaidConfig, found: &mut Found<'_>) {
    if raid.custom_raids.is_empty() {
        return;
    }
    let disks = checked.context.instance_type().and_then(Disks::of);
    let named = Named::of(checked, raid);
    for (index, array) in raid.custom_raids.iter().enumerate() {
        custom_array(checked, array, index, disks, &named, found);
    }
    if checked.unread(ARRAYS) {
        return;
    }
    let is_named = |number: usize| i64::try_from(number).is_ok_and(|number| named.first(number).is_some());
    let left_out: Vec<Value<'_>> = disks
        .into_iter()
        .flat_map(Disks::iter)
        .filter(|disk| !is_named(disk.number))
        .map(|disk| Value::count(disk.number))
        .collect();
    if !left_out.is_empty() {
        found.add(IssueCode::RaidDisksLeftOut, ARRAYS, &[Value::List(&left_out)]);
    }
}

fn custom_array(
    checked: &Checked<'_>,
    array: &CustomRaid,
    index: usize,
    disks: Option<Disks<'_>>,
    named: &Named,
    found: &mut Found<'_>,
) {
    let level_place = ARRAYS.element(index).member(RAID_TYPE);
    let level = match array.raid_type {
        Some(number) => level(number, level_place, checked.context.instance_type(), found),
        None => {
            found.add(IssueCode::RaidLevelMissing, level_place, &[]);
            None
        }
    };
    if array.disk_sequence.is_empty() {
        found.add(IssueCode::RaidDisksMissing, disks_of(index), &[]);
        return;
    }
    disk_numbers(checked, array, index, disks, named, found);
    if let Some(level) = level {
        let codes = CountCodes {
            too_few: IssueCode::RaidDiskCount,
            odd: IssueCode::RaidDiskOdd,
            many_mirrored: IssueCode::RaidOneManyDisks,
        };
        disk_count(level, array.disk_sequence.len(), &codes, disks_of(index), found);
    }
    let sizes = || array.disk_sequence.iter().filter_map(|&disk| disks?.get(disk)).map(|disk| disk.size);
    if let (Some(smallest), Some(largest)) = (sizes().min(), sizes().max())
        && smallest != largest
    {
        found.add(IssueCode::RaidMixedSizes, disks_of(index), &[Value::Number(smallest.to_wire())]);
    }
}

/// Duplicates, range, order.
fn disk_numbers(
    checked: &Checked<'_>,
    array: &CustomRaid,
    index: usize,
    disks: Option<Disks<'_>>,
    named: &Named,
    found: &mut Found<'_>,
) {
    let place = |position| disks_of(index).element(position);
    let readable = || array.disk_sequence.iter().enumerate().filter(|(position, _)| !checked.unread(place(*position)));
    for (position, &disk) in readable() {
        if let Some(earlier) = named.first(disk).filter(|earlier| *earlier != place(position)) {
            found.add_related(IssueCode::RaidDiskDuplicate, place(position), &[Value::Number(disk)], &[earlier]);
        }
    }
    for (position, &disk) in readable() {
        if disk < 1 {
            found.add(IssueCode::RaidDiskBelowOne, place(position), &[Value::Number(disk)]);
        } else if let Some(disks) = disks
            && disks.get(disk).is_none()
        {
            let values = [Value::Number(disk), Value::count(disks.count())];
            found.add(IssueCode::RaidDiskRange, place(position), &values);
        }
    }
    // Equal neighbours are duplicates already.
    let in_order =
        array.disk_sequence.windows(2).all(|pair| matches!(pair, [a, b] if b == a || a.checked_add(1) == Some(*b)));
    if !in_order && !checked.unread(disks_of(index)) {
        found.add(IssueCode::RaidDiskOrder, disks_of(index), &[]);
    }
}
