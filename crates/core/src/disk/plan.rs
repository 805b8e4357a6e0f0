//! From a model's disks, a RAID configuration and partitions to what each array and each partition
//! will hold.

use super::raid::total;
use super::{Disk, Disks, Gigabytes, RaidLevel, capacity};
use crate::machine::InstanceType;
use crate::prelude::*;
use crate::request::{CustomRaid, Partition, RaidConfig};
use core::cmp::Ordering;
use serde::{Serialize, Serializer};

/// What is known about an array's level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArrayKind {
    /// No array at all: the disks as they are.
    NoRaid,
    /// An array of this level.
    Raid(RaidLevel),
    /// An array whose level has not been chosen.
    Missing,
    /// An array of a level that the API does not know.
    Unknown,
}

/// The level's number on the wire; null where there is none.
impl Serialize for ArrayKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Raid(level) => Some(level.number()),
            Self::NoRaid | Self::Missing | Self::Unknown => None,
        }
        .serialize(serializer)
    }
}

/// Some disks that act as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Array {
    /// Its level.
    #[serde(rename = "raidType")]
    pub kind: ArrayKind,
    /// Its disks.
    pub disks: Vec<Disk>,
    /// Whether the operating system and the partitions go there: the first array (D9).
    pub holds_system: bool,
    /// Its disks together.
    pub raw: Gigabytes,
    /// What can be used of that; `None` where the array cannot be built as asked.
    pub usable: Option<Gigabytes>,
    /// What mirrors and parity take. 0 where `usable` is not known.
    pub redundancy: Gigabytes,
    /// What is lost because each disk counts as the smallest (D31). 0 where `usable` is not known.
    pub uneven: Gigabytes,
}

/// One partition and what it will hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlannedPartition {
    /// The mount point or the drive letter, as asked.
    pub fs_path: String,
    /// The file system, as asked.
    pub fs_type: String,
    /// Where it begins on the system array; `None` where the size of one before it is not known.
    pub start: Option<Gigabytes>,
    /// Its size as asked; `None` where that is missing or no size.
    pub size: Option<Gigabytes>,
    /// Whether it also receives what the real disks have beyond their advertised size: the last one
    /// does (D8). Nobody documents how much that is.
    pub takes_reserve: bool,
}

/// How the partitions fill the capacity (D8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "state", content = "difference")]
pub enum Filling {
    /// No partitions are asked for: the image makes its own layout.
    OwnLayout,
    /// A size or the capacity is not known.
    Unknown,
    /// Exactly, as the API demands.
    Exact,
    /// So much is left over, which the API refuses.
    Short(Gigabytes),
    /// So much is too much.
    Over(Gigabytes),
}

impl Filling {
    /// Compares a sum of sizes with a capacity.
    pub fn of(sum: Gigabytes, capacity: Gigabytes) -> Self {
        let difference = Gigabytes::new(sum.get().abs_diff(capacity.get()));
        match sum.cmp(&capacity) {
            Ordering::Equal => Self::Exact,
            Ordering::Less => Self::Short(difference),
            Ordering::Greater => Self::Over(difference),
        }
    }
}

/// What a reinstall makes of a model's disks.
///
/// Nothing is lost on the way: all arrays' [`raw`](Array::raw) and the disks left out add up to all
/// disks, and an array's `raw` is its `usable`, `redundancy` and `uneven` together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DiskPlan {
    /// Every array; without RAID one group of all disks; none where the model names no disks.
    pub arrays: Vec<Array>,
    /// The disks in no array. What becomes of them is not documented.
    pub left_out: Vec<Disk>,
    /// All disks together as advertised.
    pub total: Option<Gigabytes>,
    /// What the partitions share; `None` where the model does not tell enough or the RAID does not work.
    pub capacity: Option<Gigabytes>,
    /// Each partition, in order.
    pub partitions: Vec<PlannedPartition>,
    /// How they fill the capacity.
    pub filling: Filling,
}

impl DiskPlan {
    /// The plan for a model under `raid` (`None`: without RAID). A configuration that breaks rules
    /// gives a plan too; what cannot be told is `None` in it.
    pub fn new(instance_type: &InstanceType, raid: Option<&RaidConfig>, partitions: &[Partition]) -> Self {
        let (arrays, left_out) = match Disks::of(instance_type) {
            Some(disks) => arrays(disks, raid.filter(|raid| !raid.is_empty())),
            None => (Vec::new(), Vec::new()),
        };
        let capacity = capacity(instance_type, raid);
        let partitions = planned(partitions);
        let filling = filling(&partitions, capacity);
        Self { arrays, left_out, total: total(instance_type), capacity, partitions, filling }
    }
}

/// Disks that no array has taken yet.
struct Pool<'a> {
    disks: Disks<'a>,
    taken: Vec<bool>,
}

impl Pool<'_> {
    /// Takes the disk of this number; `None` where there is none, or it is taken.
    fn take(&mut self, number: i64) -> Option<Disk> {
        let disk = self.disks.get(number)?;
        let taken = self.taken.get_mut(disk.number - 1)?;
        (!core::mem::replace(taken, true)).then_some(disk)
    }

    /// Takes the first so many disks.
    fn take_first(&mut self, count: usize) -> Vec<Disk> {
        self.taken.iter_mut().take(count).for_each(|taken| *taken = true);
        self.disks.iter().take(count).collect()
    }

    fn rest(&self) -> Vec<Disk> {
        self.disks.iter().zip(&self.taken).filter(|(_, taken)| !**taken).map(|(disk, _)| disk).collect()
    }
}

/// The arrays, the first of which holds the system, and the disks in none of them.
fn arrays(disks: Disks<'_>, raid: Option<&RaidConfig>) -> (Vec<Array>, Vec<Disk>) {
    let mut pool = Pool { disks, taken: vec![false; disks.count()] };
    let mut arrays: Vec<Array> = match raid {
        None => vec![array(ArrayKind::NoRaid, pool.take_first(disks.count()), true)],
        Some(RaidConfig { raid_type: Some(number), custom_raids }) if custom_raids.is_empty() => {
            let level = RaidLevel::from_number(*number);
            let count = level.map_or(disks.count(), |level| level.quick_members(disks.count()));
            vec![array(kind(Some(*number)), pool.take_first(count), disks.are_equal())]
        }
        Some(raid) => raid.custom_raids.iter().map(|custom| custom_array(custom, raid, &mut pool)).collect(),
    };
    if let Some(first) = arrays.first_mut() {
        first.holds_system = true;
    }
    (arrays, pool.rest())
}

fn kind(number: Option<i64>) -> ArrayKind {
    match number {
        None => ArrayKind::Missing,
        Some(number) => RaidLevel::from_number(number).map_or(ArrayKind::Unknown, ArrayKind::Raid),
    }
}

fn custom_array(custom: &CustomRaid, raid: &RaidConfig, pool: &mut Pool<'_>) -> Array {
    let members: Vec<Option<Disk>> = custom.disk_sequence.iter().map(|&number| pool.take(number)).collect();
    // An array with a disk that it cannot have is not built, nor one beside quick RAID.
    let buildable = members.iter().all(Option::is_some) && raid.raid_type.is_none();
    array(kind(custom.raid_type), members.into_iter().flatten().collect(), buildable)
}

fn array(kind: ArrayKind, disks: Vec<Disk>, buildable: bool) -> Array {
    let raw: Gigabytes = disks.iter().map(|disk| disk.size).sum();
    let usable = match kind {
        ArrayKind::NoRaid => Some(raw),
        ArrayKind::Raid(level) if buildable => level.usable(disks.iter().copied()),
        ArrayKind::Raid(_) | ArrayKind::Missing | ArrayKind::Unknown => None,
    };
    let (redundancy, uneven) = match (kind, usable) {
        (ArrayKind::Raid(_), Some(usable)) => {
            let smallest = disks.iter().map(|disk| disk.size).min().unwrap_or_default();
            let counted = smallest.times(disks.len()).unwrap_or(raw);
            (counted.minus(usable).unwrap_or_default(), raw.minus(counted).unwrap_or_default())
        }
        _ => (Gigabytes::ZERO, Gigabytes::ZERO),
    };
    Array { kind, disks, holds_system: false, raw, usable, redundancy, uneven }
}

fn planned(partitions: &[Partition]) -> Vec<PlannedPartition> {
    let last = partitions.len().saturating_sub(1);
    let mut start = Some(Gigabytes::ZERO);
    partitions
        .iter()
        .enumerate()
        .map(|(index, partition)| {
            let size = partition.size.and_then(Gigabytes::from_wire);
            let here = start;
            start = start.zip(size).map(|(start, size)| start.plus(size));
            PlannedPartition {
                fs_path: partition.fs_path.clone().unwrap_or_default(),
                fs_type: partition.fs_type.clone().unwrap_or_default(),
                start: here,
                size,
                takes_reserve: index == last,
            }
        })
        .collect()
}

fn filling(partitions: &[PlannedPartition], capacity: Option<Gigabytes>) -> Filling {
    if partitions.is_empty() {
        return Filling::OwnLayout;
    }
    let sum: Option<Gigabytes> = partitions.iter().map(|partition| partition.size).sum();
    match (sum, capacity) {
        (Some(sum), Some(capacity)) => Filling::of(sum, capacity),
        _ => Filling::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{custom, model, partition, quick};
    use super::*;

    fn numbers(disks: &[Disk]) -> Vec<usize> {
        disks.iter().map(|disk| disk.number).collect()
    }

    #[test]
    fn arrays_take_their_disks_and_the_rest_is_left_out() {
        let plan = DiskPlan::new(&model(&[(480, 2), (960, 3)]), Some(&custom(&[(1, &[1, 2]), (0, &[3, 4])])), &[]);
        let arrays: Vec<_> = plan
            .arrays
            .iter()
            .map(|a| (numbers(&a.disks), a.raw.get(), a.usable, a.redundancy.get(), a.uneven.get()))
            .collect();
        assert_eq!(
            arrays,
            [
                (vec![1, 2], 960, Some(Gigabytes::new(480)), 480, 0),
                (vec![3, 4], 1920, Some(Gigabytes::new(1920)), 0, 0),
            ]
        );
        assert_eq!(plan.arrays.iter().map(|array| array.holds_system).collect::<Vec<_>>(), [true, false]);
        assert_eq!(numbers(&plan.left_out), [5]);
        assert_eq!(plan.capacity, Some(Gigabytes::new(480)));
        assert_eq!(plan.total, Some(Gigabytes::new(3840)));
        assert_eq!(plan.filling, Filling::OwnLayout);
    }

    #[test]
    fn mixed_sizes_lose_what_is_above_the_smallest() {
        let plan = DiskPlan::new(&model(&[(480, 2), (960, 1)]), Some(&custom(&[(5, &[1, 2, 3])])), &[]);
        let array = &plan.arrays[0];
        assert_eq!((array.raw.get(), array.usable), (1920, Some(Gigabytes::new(960))));
        assert_eq!((array.redundancy.get(), array.uneven.get()), (480, 480));
    }

    #[test]
    fn quick_raid_1_uses_two_disks_and_no_raid_uses_all() {
        let four = model(&[(1000, 4)]);
        let quick = DiskPlan::new(&four, Some(&quick(1)), &[]);
        assert_eq!((numbers(&quick.arrays[0].disks), numbers(&quick.left_out)), (vec![1, 2], vec![3, 4]));
        let none = DiskPlan::new(&four, None, &[]);
        assert_eq!((none.arrays[0].kind, numbers(&none.left_out)), (ArrayKind::NoRaid, vec![]));
        assert_eq!(none.arrays[0].usable, Some(Gigabytes::new(4000)));
    }

    #[test]
    fn an_array_that_cannot_be_built_is_shown_as_such() {
        let two = model(&[(480, 2)]);
        for raid in [
            custom(&[(5, &[1, 2])]),
            custom(&[(0, &[1, 3])]),
            custom(&[(0, &[1, 1])]),
            custom(&[(7, &[1, 2])]),
            RaidConfig { raid_type: Some(0), ..custom(&[(0, &[1, 2])]) },
            quick(6),
        ] {
            let plan = DiskPlan::new(&two, Some(&raid), &[]);
            assert_eq!((plan.arrays[0].usable, plan.capacity), (None, None), "{raid:?}");
            let used: Gigabytes = plan.arrays.iter().map(|array| array.raw).sum();
            let left: Gigabytes = plan.left_out.iter().map(|disk| disk.size).sum();
            assert_eq!(used.plus(left), Gigabytes::new(960), "{raid:?}");
        }
        let taken = DiskPlan::new(&model(&[(480, 3)]), Some(&custom(&[(0, &[1, 2]), (0, &[2, 3])])), &[]);
        assert_eq!(taken.arrays.iter().map(|a| a.usable.is_some()).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn the_last_partition_takes_the_reserve() {
        let plan = DiskPlan::new(&model(&[(1100, 1)]), None, &[partition("/", 100), partition("/data", 1000)]);
        let shares: Vec<_> = plan
            .partitions
            .iter()
            .map(|p| (p.fs_path.as_str(), p.start.map(Gigabytes::get), p.size.map(Gigabytes::get), p.takes_reserve))
            .collect();
        assert_eq!(shares, [("/", Some(0), Some(100), false), ("/data", Some(100), Some(1000), true)]);
        assert_eq!(plan.filling, Filling::Exact);
    }

    #[test]
    fn how_the_capacity_is_filled() {
        let model = model(&[(1000, 1)]);
        let filling = |sizes: &[i64]| {
            let partitions: Vec<_> = sizes.iter().map(|&size| partition("/", size)).collect();
            DiskPlan::new(&model, None, &partitions).filling
        };
        assert_eq!(filling(&[999]), Filling::Short(Gigabytes::new(1)));
        assert_eq!(filling(&[1000]), Filling::Exact);
        assert_eq!(filling(&[1000, 1]), Filling::Over(Gigabytes::new(1)));
        assert_eq!(filling(&[i64::MAX, i64::MAX, i64::MAX]), Filling::Over(Gigabytes::new(u64::MAX - 1000)));
        assert_eq!(filling(&[0, 1000]), Filling::Unknown);
        let unknown = DiskPlan::new(&InstanceType::default(), None, &[partition("/", 1)]);
        assert_eq!((unknown.filling, unknown.arrays.len(), unknown.total), (Filling::Unknown, 0, None));
        let after_unknown = DiskPlan::new(&model, None, &[partition("/", 0), partition("/a", 5)]);
        assert_eq!(after_unknown.partitions[1].start, None);
    }
}
