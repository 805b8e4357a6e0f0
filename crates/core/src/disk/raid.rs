//! RAID levels and what they leave usable (section 7.1).

use super::units::{Disk, Disks, Gigabytes};
use crate::machine::InstanceType;
use crate::request::{CustomRaid, RaidConfig};

/// A RAID level that the API knows.
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

    /// Whether it works with so many disks: enough of them, and for RAID 10 an even number (D29).
    pub const fn works_with(self, disks: usize) -> bool {
        disks >= self.min_disks() && (!matches!(self, Self::Raid10) || disks.is_multiple_of(2))
    }

    /// How many of so many disks quick RAID uses: all, but for RAID 1 two of them.
    pub fn quick_members(self, disks: usize) -> usize {
        if self == Self::Raid1 { disks.min(2) } else { disks }
    }

    /// How many of its disks may fail, at the least, before data is lost.
    pub const fn survives(self) -> usize {
        match self {
            Self::Raid0 => 0,
            Self::Raid1 | Self::Raid5 | Self::Raid10 => 1,
        }
    }

    /// What an array of these disks leaves usable: the level's share of their number times the
    /// smallest one (D28, D31). `None` where the level does not work with so many disks.
    pub fn usable(self, members: impl Iterator<Item = Disk> + Clone) -> Option<Gigabytes> {
        self.usable_of(members.clone().count(), members.map(|disk| disk.size).min()?)
    }

    /// The same for so many disks, of which this is the size of the smallest.
    fn usable_of(self, count: usize, smallest: Gigabytes) -> Option<Gigabytes> {
        if !self.works_with(count) {
            return None;
        }
        match self {
            Self::Raid0 => smallest.times(count),
            Self::Raid5 => smallest.times(count - 1),
            Self::Raid1 | Self::Raid10 => smallest.times(count).map(Gigabytes::half),
        }
    }
}

/// What the partitions of a reinstall share, by D9: without RAID all disks as advertised, else what
/// the array that holds the system leaves usable. `None` where the model does not tell enough or the
/// configuration does not work.
pub fn capacity(instance_type: &InstanceType, raid: Option<&RaidConfig>) -> Option<Gigabytes> {
    let disks = Disks::of(instance_type);
    match raid.filter(|raid| !raid.is_empty()) {
        None => total(instance_type),
        Some(RaidConfig { raid_type: Some(number), custom_raids }) if custom_raids.is_empty() => {
            let level = RaidLevel::from_number(*number)?;
            // Disks of different sizes need custom RAID.
            let disks = disks.filter(|disks| disks.are_equal())?;
            level.usable_of(level.quick_members(disks.count()), disks.get(1)?.size)
        }
        Some(RaidConfig { raid_type: None, custom_raids }) => {
            let system = custom_raids.first()?;
            let level = RaidLevel::from_number(system.raid_type?)?;
            level.usable_of(system.disk_sequence.len(), smallest(disks?, system)?)
        }
        // Quick and custom at once.
        Some(_) => None,
    }
}

/// All disks together, as advertised; where the API gives no total, their plain sum.
pub(super) fn total(instance_type: &InstanceType) -> Option<Gigabytes> {
    let advertised = instance_type.total_disk_size().and_then(Gigabytes::from_wire);
    advertised.or_else(|| Some(Disks::of(instance_type)?.iter().map(|disk| disk.size).sum()))
}

/// The smallest disk of an array; `None` where it names one that does not exist, or one twice.
fn smallest(disks: Disks<'_>, array: &CustomRaid) -> Option<Gigabytes> {
    let sequence = array.disk_sequence.as_slice();
    let distinct = sequence.is_sorted_by(|a, b| a < b) || {
        // More numbers than disks cannot be distinct, so this stays small.
        sequence.len() <= disks.count()
            && sequence.iter().enumerate().all(|(at, disk)| !sequence.iter().take(at).any(|earlier| earlier == disk))
    };
    if !distinct {
        return None;
    }
    let mut smallest = disks.get(*sequence.first()?)?.size;
    for &number in sequence {
        smallest = smallest.min(disks.get(number)?.size);
    }
    Some(smallest)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{custom, model, quick};
    use super::*;

    fn of(model: &InstanceType, raid: &RaidConfig) -> Option<u64> {
        capacity(model, Some(raid)).map(Gigabytes::get)
    }

    #[test]
    fn the_share_of_each_level() {
        // level, disks, usable GB of disks of 100 GB; None: does not work. Source: section 7.1.
        let table: &[(RaidLevel, usize, Option<u64>)] = &[
            (RaidLevel::Raid0, 1, None),
            (RaidLevel::Raid0, 2, Some(200)),
            (RaidLevel::Raid0, 24, Some(2400)),
            (RaidLevel::Raid1, 1, None),
            (RaidLevel::Raid1, 2, Some(100)),
            (RaidLevel::Raid1, 3, Some(150)),
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
            let disks = (1..=count).map(|number| Disk { number, size: Gigabytes::new(100) });
            assert_eq!(level.usable(disks).map(Gigabytes::get), usable, "{level:?} on {count}");
        }
        let mixed = [100, 80].into_iter().map(|size| Disk { number: 1, size: Gigabytes::new(size) });
        assert_eq!(RaidLevel::Raid0.usable(mixed).map(Gigabytes::get), Some(160), "the smallest disk counts");
    }

    #[test]
    fn the_capacity_of_a_model() {
        let four = model(&[(1000, 4)]);
        assert_eq!(capacity(&four, None).map(Gigabytes::get), Some(4000));
        assert_eq!(of(&four, &RaidConfig::default()), Some(4000), "an empty configuration is none (D35)");
        for (level, usable) in [(0, 4000), (1, 1000), (5, 3000), (10, 2000)] {
            assert_eq!(of(&four, &quick(level)), Some(usable), "quick RAID {level}");
        }
        assert_eq!(of(&four, &custom(&[(1, &[1, 2]), (0, &[3, 4])])), Some(1000), "the first array holds the system");
        assert_eq!(of(&four, &custom(&[(5, &[2, 3, 4])])), Some(2000));
    }

    #[test]
    fn what_does_not_work_has_no_capacity() {
        let (four, mixed) = (model(&[(1000, 4)]), model(&[(480, 2), (960, 2)]));
        for (why, model, raid) in [
            ("no such level", &four, quick(6)),
            ("mixed sizes", &mixed, quick(0)),
            ("too few disks", &model(&[(1000, 2)]), quick(5)),
            ("a disk twice", &four, custom(&[(0, &[1, 1])])),
            ("a disk twice, not in order", &four, custom(&[(0, &[2, 1, 2])])),
            ("no such disk", &four, custom(&[(0, &[4, 5])])),
            ("no level", &four, RaidConfig { raid_type: None, custom_raids: vec![CustomRaid::default()] }),
            ("both", &four, RaidConfig { raid_type: Some(0), ..custom(&[(0, &[1, 2])]) }),
        ] {
            assert_eq!(of(model, &raid), None, "{why}");
        }
        assert_eq!(of(&mixed, &custom(&[(0, &[2, 1])])), Some(960), "order is not a matter of space");
        assert_eq!(capacity(&InstanceType::default(), None), None);
    }

    #[test]
    fn where_there_is_no_total_the_disks_add_up() {
        let mut sum = model(&[(480, 2), (960, 1)]);
        if let Some(info) = &mut sum.disk_info {
            info.total_disk_size = None;
        }
        assert_eq!(capacity(&sum, None).map(Gigabytes::get), Some(1920));
        if let Some(info) = &mut sum.disk_info {
            info.total_disk_size = Some(1900);
        }
        assert_eq!(capacity(&sum, None).map(Gigabytes::get), Some(1900), "the advertised total goes first");
    }
}
