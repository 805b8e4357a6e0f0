//! Sizes and disks, with their units in the type.

use crate::machine::{self, InstanceType};
use crate::report::Param;
use core::fmt;
use serde::Serialize;

/// The most disks that a model is believed to have: a garbled answer must not exhaust memory.
pub const DISKS_MAX: usize = 1000;

/// Whole gigabytes, in the unit of the model's `totalDiskSize`: the advertised size, a little below
/// the real one. The same number stands in the API's texts as GB and as GiB; it is never converted
/// to bytes (section 7.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Gigabytes(u64);

impl Gigabytes {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many gigabytes.
    pub const fn new(gigabytes: u64) -> Self {
        Self(gigabytes)
    }

    /// A size as the API writes it; `None` where it is not positive, which no size is.
    pub fn from_wire(size: i64) -> Option<Self> {
        u64::try_from(size).ok().filter(|&size| size > 0).map(Self)
    }

    /// The number on the wire.
    pub fn to_wire(self) -> i64 {
        i64::try_from(self.0).unwrap_or(i64::MAX)
    }

    /// The number itself.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The sum; the largest number there is where it would be beyond that.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left; `None` where `other` is more.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// So many times; `None` beyond what the wire can carry.
    pub fn times(self, count: usize) -> Option<Self> {
        let product = u64::try_from(count).ok().and_then(|count| self.0.checked_mul(count))?;
        i64::try_from(product).is_ok().then_some(Self(product))
    }

    /// Half, rounded down.
    #[must_use]
    pub const fn half(self) -> Self {
        Self(self.0 / 2)
    }
}

impl core::iter::Sum for Gigabytes {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.fold(Self::ZERO, Self::plus)
    }
}

/// `480`, without the unit.
impl fmt::Display for Gigabytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Gigabytes> for Param {
    fn from(size: Gigabytes) -> Self {
        Self::Number(size.to_wire())
    }
}

/// A disk by its number on the wire, from 1. It is not the `/dev/sdX` of any operating system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Disk {
    /// The number, from 1.
    pub number: usize,
    /// Its advertised size.
    pub size: Gigabytes,
}

/// The disks of a model, numbered in the order of `diskInfo.disks`, each kind expanded by its count.
#[derive(Clone, Copy, Debug)]
pub struct Disks<'a>(&'a [machine::Disk]);

impl<'a> Disks<'a> {
    /// The disks of a model; `None` where the API names none, or sizes and counts that cannot be.
    pub fn of(instance_type: &'a InstanceType) -> Option<Self> {
        let kinds = instance_type.disk_info.as_ref()?.disks.as_slice();
        let sane = |kind: &machine::Disk| kind.disk_count >= 0 && (kind.disk_count == 0 || kind.disk_size > 0);
        let disks = Self(kinds);
        (kinds.iter().all(sane) && disks.count() > 0).then_some(disks)
    }

    /// How many there are.
    pub fn count(self) -> usize {
        self.0.iter().map(Self::of_kind).sum::<usize>().min(DISKS_MAX)
    }

    fn of_kind(kind: &machine::Disk) -> usize {
        usize::try_from(kind.disk_count).unwrap_or(0).min(DISKS_MAX)
    }

    /// Each of them, by number.
    pub fn iter(self) -> impl Iterator<Item = Disk> + Clone + 'a {
        (1..).take(self.count()).filter_map(move |number| self.get(number))
    }

    /// The disk of this number on the wire, if there is one.
    pub fn get(self, number: i64) -> Option<Disk> {
        let number = usize::try_from(number).ok().filter(|number| (1..=DISKS_MAX).contains(number))?;
        let mut before = 0;
        for kind in self.0 {
            before += Self::of_kind(kind);
            if number <= before {
                return Some(Disk { number, size: Gigabytes::from_wire(kind.disk_size)? });
            }
        }
        None
    }

    /// Whether all are of one size.
    pub fn are_equal(self) -> bool {
        let mut sizes = self.0.iter().filter(|kind| kind.disk_count > 0).map(|kind| kind.disk_size);
        let first = sizes.next();
        sizes.all(|size| Some(size) == first)
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::model;
    use super::*;

    #[test]
    fn disks_are_numbered_over_all_kinds() {
        let model = model(&[(480, 2), (4000, 0), (960, 1)]);
        let disks = Disks::of(&model).unwrap();
        let listed: Vec<_> = disks.iter().map(|disk| (disk.number, disk.size.get())).collect();
        assert_eq!(listed, [(1, 480), (2, 480), (3, 960)]);
        assert_eq!(disks.count(), 3);
        for disk in disks.iter() {
            assert_eq!(disks.get(i64::try_from(disk.number).unwrap()), Some(disk));
        }
        for number in [i64::MIN, -1, 0, 4, i64::MAX] {
            assert_eq!(disks.get(number), None, "{number}");
        }
    }

    #[test]
    fn one_size_is_one_size_whatever_the_kinds() {
        for (kinds, equal) in [
            (&[(480, 4)][..], true),
            (&[(480, 1), (480, 2)], true),
            (&[(480, 1), (960, 0)], true),
            (&[(480, 1), (960, 1)], false),
        ] {
            assert_eq!(Disks::of(&model(kinds)).unwrap().are_equal(), equal, "{kinds:?}");
        }
    }

    #[test]
    fn disks_that_cannot_be_are_not_known() {
        for kinds in [&[][..], &[(480, 0)], &[(0, 2)], &[(-1, 2)], &[(480, -1), (480, 2)], &[(i64::MIN, i64::MAX)]] {
            assert!(Disks::of(&model(kinds)).is_none(), "{kinds:?}");
        }
        assert!(Disks::of(&InstanceType::default()).is_none());
        let endless = model(&[(1, i64::MAX), (1, i64::MAX)]);
        assert_eq!(Disks::of(&endless).unwrap().count(), DISKS_MAX);
        assert_eq!(Disks::of(&endless).unwrap().iter().count(), DISKS_MAX);
    }

    #[test]
    fn sizes_do_not_wrap() {
        assert_eq!(Gigabytes::from_wire(0), None);
        assert_eq!(Gigabytes::from_wire(-1), None);
        assert_eq!(Gigabytes::from_wire(1), Some(Gigabytes::new(1)));
        let largest = Gigabytes::new(u64::MAX);
        assert_eq!(largest.plus(Gigabytes::new(1)), largest);
        assert_eq!((largest.times(2), largest.to_wire()), (None, i64::MAX));
        assert_eq!(Gigabytes::new(1 << 62).times(2), None, "more than the wire can carry");
        assert_eq!(Gigabytes::new(3).times(2), Some(Gigabytes::new(6)));
        assert_eq!(Gigabytes::new(1).minus(Gigabytes::new(2)), None);
        assert_eq!(Gigabytes::new(5).half(), Gigabytes::new(2));
        assert_eq!(Gigabytes::new(480).to_string(), "480");
    }
}
