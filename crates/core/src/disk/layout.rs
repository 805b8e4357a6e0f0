//! Sizes and layouts to offer: what fills the capacity, and sensible sets of partitions.

use super::Gigabytes;
use crate::machine::Family;
use crate::prelude::*;
use crate::request::Partition;
use crate::rules::partitions::{LINUX_FILE_SYSTEMS, WINDOWS_FILE_SYSTEM};
use serde::Serialize;

/// What the partition at `index` must be for the sizes to fill the capacity exactly; `None` where
/// the others leave nothing. A size that is not known counts as nothing.
pub fn fill_rest(capacity: Gigabytes, sizes: &[Option<Gigabytes>], index: usize) -> Option<Gigabytes> {
    let others =
        sizes.iter().enumerate().filter(|(at, _)| *at != index).filter_map(|(_, size)| *size).sum::<Gigabytes>();
    capacity.minus(others).filter(|rest| *rest > Gigabytes::ZERO)
}

/// The largest system partition that is proposed beside others.
const SYSTEM_MAX: Gigabytes = Gigabytes::new(100);

/// The largest `/var` that is proposed beside others.
const VAR_MAX: Gigabytes = Gigabytes::new(100);

/// The smallest partition that is proposed beside others: less is not worth a partition of its own.
const WORTH_IT: Gigabytes = Gigabytes::new(20);

/// How a capacity can be divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Layout {
    /// One partition with everything.
    Single,
    /// The system, and the rest for data: a full data disk does not stop the system.
    SystemAndData,
    /// The system, `/var` for what grows by itself (logs, databases, containers), and `/home`.
    SystemVarHome,
}

impl Layout {
    /// Those that a family of systems can have, the simplest first.
    pub const fn of(family: Family) -> &'static [Self] {
        match family {
            Family::Linux => &[Self::Single, Self::SystemAndData, Self::SystemVarHome],
            Family::Windows => &[Self::Single, Self::SystemAndData],
            Family::Esxi => &[],
        }
    }
}

/// Partitions that fill a capacity and break no rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// The idea behind it.
    pub layout: Layout,
    /// The partitions, in order.
    pub partitions: Vec<Partition>,
}

/// Layouts for a system of this family on this capacity, the simplest first. None for ESXi, whose
/// partitions are not documented (D41), and none for an empty capacity.
pub fn suggest(family: Family, capacity: Gigabytes) -> Vec<Suggestion> {
    Layout::of(family)
        .iter()
        .filter_map(|&layout| {
            let partitions = divide(layout, family, capacity)?;
            Some(Suggestion { layout, partitions })
        })
        .collect()
}

fn divide(layout: Layout, family: Family, capacity: Gigabytes) -> Option<Vec<Partition>> {
    let (paths, fixed): (&[&str], &[Gigabytes]) = match (layout, family == Family::Windows) {
        (Layout::Single, false) => (&["/"], &[]),
        (Layout::Single, true) => (&["C"], &[]),
        (Layout::SystemAndData, false) => (&["/", "/data"], &[SYSTEM_MAX]),
        (Layout::SystemAndData, true) => (&["C", "D"], &[SYSTEM_MAX]),
        (Layout::SystemVarHome, _) => (&["/", "/var", "/home"], &[SYSTEM_MAX, VAR_MAX]),
    };
    let fs_type = if family == Family::Windows { WINDOWS_FILE_SYSTEM } else { LINUX_FILE_SYSTEMS[0] };
    // On small disks nobody gets more than an equal share.
    let share = Gigabytes::new(capacity.get() / u64::try_from(paths.len()).ok()?);
    let mut sizes: Vec<Option<Gigabytes>> = fixed.iter().map(|&size| Some(size.min(share))).collect();
    sizes.push(None);
    let rest = fill_rest(capacity, &sizes, fixed.len())?;
    if let Some(last) = sizes.last_mut() {
        *last = Some(rest);
    }
    if paths.len() > 1 && sizes.iter().flatten().any(|size| *size < WORTH_IT) {
        return None;
    }
    let partition = |(path, size): (&&str, &Option<Gigabytes>)| Partition {
        fs_path: Some((*path).to_owned()),
        fs_type: Some(fs_type.to_owned()),
        size: size.map(Gigabytes::to_wire),
    };
    Some(paths.iter().zip(&sizes).map(partition).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(sizes: &[Option<u64>]) -> Vec<Option<Gigabytes>> {
        sizes.iter().map(|size| size.map(Gigabytes::new)).collect()
    }

    #[test]
    fn the_rest_goes_to_one_partition() {
        // capacity, sizes, the one to fill, what it becomes
        for (capacity, given, index, rest) in [
            (1100, &[Some(100), None][..], 1, Some(1000)),
            (1100, &[Some(100), Some(7), Some(200)], 1, Some(800)),
            (100, &[Some(100), None], 1, None),
            (100, &[Some(99), None], 1, Some(1)),
            (100, &[Some(u64::MAX), Some(u64::MAX), None], 2, None),
            (100, &[], 0, Some(100)),
        ] {
            let found = fill_rest(Gigabytes::new(capacity), &sizes(given), index);
            assert_eq!(found, rest.map(Gigabytes::new), "{capacity} {given:?}");
        }
    }

    fn listed(family: Family, capacity: u64) -> Vec<Vec<(String, i64)>> {
        let row = |partition: Partition| (partition.fs_path.unwrap(), partition.size.unwrap());
        suggest(family, Gigabytes::new(capacity))
            .into_iter()
            .map(|suggestion| suggestion.partitions.into_iter().map(row).collect())
            .collect()
    }

    fn rows(rows: &[(&str, i64)]) -> Vec<(String, i64)> {
        rows.iter().map(|(path, size)| ((*path).to_owned(), *size)).collect()
    }

    #[test]
    fn layouts_suit_the_family_and_the_size() {
        let linux = [
            rows(&[("/", 1000)]),
            rows(&[("/", 100), ("/data", 900)]),
            rows(&[("/", 100), ("/var", 100), ("/home", 800)]),
        ];
        assert_eq!(listed(Family::Linux, 1000), linux);
        assert_eq!(listed(Family::Windows, 480), [rows(&[("C", 480)]), rows(&[("C", 100), ("D", 380)])]);
        assert_eq!(listed(Family::Linux, 50), [rows(&[("/", 50)]), rows(&[("/", 25), ("/data", 25)])]);
        assert_eq!(listed(Family::Linux, 39), [rows(&[("/", 39)])]);
        assert_eq!(listed(Family::Linux, 1), [rows(&[("/", 1)])]);
        assert_eq!(listed(Family::Linux, 40).len(), 2);
        assert_eq!(listed(Family::Linux, 59).len(), 2);
        assert_eq!(listed(Family::Linux, 60).len(), 3);
        assert_eq!(listed(Family::Linux, 0), Vec::<Vec<_>>::new());
        assert_eq!(listed(Family::Esxi, 1000), Vec::<Vec<_>>::new());
    }
}
