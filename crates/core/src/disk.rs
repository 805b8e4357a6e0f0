//! RAID and partition arithmetic: what a RAID configuration leaves usable, in whole GB.
//!
//! Sizes are compared with the *advertised* capacity only, never with bytes. The real disks are a
//! little larger, and that hidden rest goes to the last partition (section 7.2, D8, D9).

use crate::machine::InstanceType;
use crate::request::RaidConfig;

/// A RAID level that the API knows (section 7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names of RAID levels")]
pub enum RaidLevel {
    Raid0,
    Raid1,
    Raid5,
    Raid10,
}

impl RaidLevel {
    /// Every level, ascending.
    pub const ALL: [Self; 4] = [Self::Raid0, Self::Raid1, Self::Raid5, Self::Raid10];

    /// The number on the wire.
    pub const fn number(self) -> i64 {
        match self {
            Self::Raid0 => 0,
            Self::Raid1 => 1,
            Self::Raid5 => 5,
            Self::Raid10 => 10,
        }
    }

    /// The level of this number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }

    /// The fewest disks that it works with.
    pub const fn min_disks(self) -> usize {
        match self {
            Self::Raid0 | Self::Raid1 => 2,
            Self::Raid5 => 3,
            Self::Raid10 => 4,
        }
    }

    /// The usable GB of an array of these disks: the level's share, times the smallest disk.
    /// `None` where the level does not work with so many disks.
    pub fn usable(self, sizes: &[i64]) -> Option<i64> {
        let count = i64::try_from(sizes.len()).ok()?;
        let smallest = *sizes.iter().min()?;
        if sizes.len() < self.min_disks() || (self == Self::Raid10 && count % 2 != 0) {
            return None;
        }
        match self {
            Self::Raid0 => count.checked_mul(smallest),
            Self::Raid5 => (count - 1).checked_mul(smallest),
            Self::Raid1 | Self::Raid10 => count.checked_mul(smallest).map(|raw| raw / 2),
        }
    }
}

/// The capacity that the partitions must fill, in GB as advertised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// What the partitions share.
    pub usable: i64,
    /// All disks together.
    pub raw: i64,
}

/// The capacity under `raid` (`None`: without RAID), by D9; `None` where the model does not tell
/// enough or the configuration does not work.
pub fn capacity(instance_type: &InstanceType, raid: Option<&RaidConfig>) -> Option<Capacity> {
    let raw = instance_type.total_disk_size()?;
    let sizes = instance_type.disk_sizes();
    let usable = match raid {
        None => raw,
        Some(RaidConfig { raid_type: Some(level), custom_raids }) if custom_raids.is_empty() => {
            let level = RaidLevel::from_number(*level)?;
            if sizes.iter().any(|size| Some(size) != sizes.first()) {
                return None; // Disks of different sizes need custom RAID.
            }
            // Quick RAID 1 mirrors two disks, however many there are.
            let members = if level == RaidLevel::Raid1 { sizes.get(..2)? } else { &sizes };
            level.usable(members)?
        }
        Some(RaidConfig { raid_type: None, custom_raids }) => {
            let first = custom_raids.first()?;
            let members: Option<Vec<i64>> = first.disk_sequence.iter().map(|&disk| disk_size(&sizes, disk)).collect();
            RaidLevel::from_number(first.raid_type?)?.usable(&members?)?
        }
        Some(_) => return None,
    };
    Some(Capacity { usable, raw })
}

/// The size in GB of the disk of this number, from 1.
pub fn disk_size(sizes: &[i64], number: i64) -> Option<i64> {
    sizes.get(usize::try_from(number.checked_sub(1)?).ok()?).copied()
}

/// What the partition at `index` must be for the sizes to fill the capacity; `None` where the
/// others leave nothing. Absent sizes count as 0.
pub fn fill_rest(usable: i64, sizes: &[Option<i64>], index: usize) -> Option<i64> {
    let others = sizes
        .iter()
        .enumerate()
        .filter(|(position, _)| *position != index)
        .try_fold(0_i64, |sum, (_, size)| sum.checked_add(size.unwrap_or(0)))?;
    usable.checked_sub(others).filter(|&rest| rest >= 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::{Disk, DiskInfo};
    use crate::request::CustomRaid;

    fn model(disks: &[(i64, i64)]) -> InstanceType {
        InstanceType {
            disk_info: Some(DiskInfo {
                total_disk_size: Some(disks.iter().map(|(size, count)| size * count).sum()),
                disk_description: None,
                disks: disks.iter().map(|&(disk_size, disk_count)| Disk { disk_size, disk_count }).collect(),
            }),
            ..InstanceType::default()
        }
    }

    fn quick(level: i64) -> RaidConfig {
        RaidConfig { raid_type: Some(level), custom_raids: vec![] }
    }

    #[test]
    fn the_share_of_each_level() {
        // level, disks, usable GB of disks of 100 GB; None: does not work. Source: section 7.1.
        let table: &[(RaidLevel, usize, Option<i64>)] = &[
            (RaidLevel::Raid0, 1, None),
            (RaidLevel::Raid0, 2, Some(200)),
            (RaidLevel::Raid0, 24, Some(2400)),
            (RaidLevel::Raid1, 1, None),
            (RaidLevel::Raid1, 2, Some(100)),
            (RaidLevel::Raid1, 4, Some(200)),
            (RaidLevel::Raid5, 2, None),
            (RaidLevel::Raid5, 3, Some(200)),
            (RaidLevel::Raid5, 8, Some(700)),
            (RaidLevel::Raid10, 2, None),
            (RaidLevel::Raid10, 4, Some(200)),
            (RaidLevel::Raid10, 5, None),
            (RaidLevel::Raid10, 6, Some(300)),
        ];
        for &(level, count, usable) in table {
            assert_eq!(level.usable(&vec![100; count]), usable, "{level:?} on {count}");
        }
        assert_eq!(RaidLevel::Raid0.usable(&[100, 80]), Some(160), "the smallest disk counts");
    }

    #[test]
    fn the_capacity_of_a_model() {
        let four = model(&[(1000, 4)]);
        let usable = |raid: Option<&RaidConfig>| capacity(&four, raid).map(|capacity| capacity.usable);
        assert_eq!(usable(None), Some(4000));
        assert_eq!(usable(Some(&quick(0))), Some(4000));
        assert_eq!(usable(Some(&quick(1))), Some(1000), "quick RAID 1 uses two disks");
        assert_eq!(usable(Some(&quick(5))), Some(3000));
        assert_eq!(usable(Some(&quick(10))), Some(2000));
        let custom = RaidConfig {
            raid_type: None,
            custom_raids: vec![
                CustomRaid { raid_type: Some(1), disk_sequence: vec![1, 2] },
                CustomRaid { raid_type: Some(0), disk_sequence: vec![3, 4] },
            ],
        };
        assert_eq!(usable(Some(&custom)), Some(1000), "the first array holds the system");
        assert_eq!(capacity(&InstanceType::default(), None), None);
    }

    #[test]
    fn the_rest_goes_to_one_partition() {
        assert_eq!(fill_rest(1100, &[Some(100), None], 1), Some(1000));
        assert_eq!(fill_rest(1100, &[Some(100), Some(7), Some(200)], 1), Some(800));
        assert_eq!(fill_rest(100, &[Some(100), None], 1), None);
        assert_eq!(fill_rest(100, &[Some(i64::MAX), Some(i64::MAX), None], 2), None);
    }
}
