//! Models, RAID and partitions for the tests of this module.

use crate::machine::{Disk, DiskInfo, InstanceType};
use crate::prelude::*;
use crate::request::{CustomRaid, Partition, RaidConfig};

/// A model with these disks, as (GB each, how many); no total, so that their sum counts.
pub(super) fn model(disks: &[(i64, i64)]) -> InstanceType {
    let disks = disks.iter().map(|&(disk_size, disk_count)| Disk { disk_size, disk_count }).collect();
    InstanceType { disk_info: Some(DiskInfo { disks, ..DiskInfo::default() }), ..InstanceType::default() }
}

/// Quick RAID of this level.
pub(super) fn quick(level: i64) -> RaidConfig {
    RaidConfig { raid_type: Some(level), custom_raids: vec![] }
}

/// Custom RAID: a level and its disks for each array.
pub(super) fn custom(arrays: &[(i64, &[i64])]) -> RaidConfig {
    let array = |&(level, disks): &(i64, &[i64])| CustomRaid { raid_type: Some(level), disk_sequence: disks.to_vec() };
    RaidConfig { raid_type: None, custom_raids: arrays.iter().map(array).collect() }
}

/// A Linux partition.
pub(super) fn partition(path: &str, size: impl Into<Option<i64>>) -> Partition {
    Partition { fs_path: Some(path.into()), fs_type: Some("ext4".into()), size: size.into() }
}
