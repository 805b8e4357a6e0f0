//! Where in a request, as one number: so that places are made, sorted and compared without their texts.

use super::names::{CUSTOM_RAIDS, DISK_SEQUENCE, Number, PARTITIONS, USER_DATA, name};
use crate::prelude::*;
use crate::report::{Path, Segment};
use alloc::collections::BinaryHeap;

/// The bits of one step; no list has more elements that are read than fit (`ELEMENTS_MAX`).
const STEP_BITS: u32 = 10;

/// How many steps lead to the innermost value: `instance.instanceType.diskInfo.disks[0].diskSize`.
const STEPS: u32 = 6;

/// The lowest bits say how many steps there are.
const DEPTH: u64 = 0xf;

/// A step to what is no member of the API's; several of them are one place.
const UNKNOWN: u64 = (1 << STEP_BITS) - 1;

/// A path as a number: the first step is in the highest bits. Places are in the order of the API's members, and what lies
/// around another comes before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u64);

/// One step of a [`Place`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To a member: the number of its name, which is its place in [`super::NAMES`], from 1.
    Member(u8),
    /// To an element of a list: its index, from 0.
    Element(usize),
}

impl Place {
    /// The request itself.
    pub(crate) const ROOT: Self = Self(0);

    /// How many steps lead to it.
    pub(super) const fn depth(self) -> u32 {
        (self.0 & DEPTH) as u32
    }

    /// How far the step behind so many others is from the lowest bit.
    const fn shift(depth: u32) -> u32 {
        u64::BITS - STEP_BITS * (depth + 1)
    }

    const fn then(self, step: u64) -> Self {
        let depth = self.depth();
        // No value lies so deep.
        if depth >= STEPS { self } else { Self((self.0 + 1) | step << Self::shift(depth)) }
    }

    /// The member of this name in it.
    pub(crate) const fn member(self, name: Number) -> Self {
        self.then(name as u64)
    }

    /// The element of this index in it.
    pub(crate) const fn element(self, index: usize) -> Self {
        // What is left out of a list was not read, so nobody asks for it.
        let step = index as u64 + 1;
        self.then(if step < UNKNOWN { step } else { UNKNOWN - 1 })
    }

    /// A member of it that the API does not have.
    pub(crate) const fn unknown(self) -> Self {
        self.then(UNKNOWN)
    }

    const fn step(self, depth: u32) -> u64 {
        self.0 >> Self::shift(depth) & UNKNOWN
    }

    /// The member of the request that it is or lies in: the number of its name, and 0 for the request itself and for
    /// whatever is none of its members.
    pub const fn field(self) -> u8 {
        let first = self.step(0);
        if first > USER_DATA as u64 { 0 } else { first as u8 }
    }

    /// The member behind so many steps, by its name; not to be asked where an element is.
    pub(super) const fn member_at(self, depth: u32) -> Number {
        self.step(depth) as Number
    }

    /// The member that it is, by its name; not to be asked of an element.
    pub(super) const fn last(self) -> Number {
        self.member_at(self.depth().saturating_sub(1))
    }

    /// The steps that lead to it; one to an unknown member, which is always the last, is left out.
    pub fn steps(self) -> impl Iterator<Item = Step> {
        let mut in_list = false;
        (0..STEPS).map(move |depth| self.step(depth)).take_while(|step| !matches!(*step, 0 | UNKNOWN)).map(
            move |step| {
                if in_list {
                    in_list = false;
                    return Step::Element(step as usize - 1);
                }
                let number = step as Number;
                in_list = matches!(number, PARTITIONS | CUSTOM_RAIDS | DISK_SEQUENCE);
                Step::Member(number)
            },
        )
    }

    /// As a path, with the name of an unknown member behind it.
    pub(crate) fn path(self, unknown: Option<&str>) -> Path {
        let known = self.steps().map(|step| match step {
            Step::Member(number) => Segment::from(name(number)),
            Step::Element(index) => Segment::Index(index),
        });
        Path(known.chain(unknown.map(|name| Segment::from(name.to_owned()))).collect())
    }

    /// The place around this one, `depth` steps from the request itself.
    const fn up_to(self, depth: u32) -> Self {
        match depth {
            0 => Self::ROOT,
            _ if depth >= self.depth() => self,
            _ => Self(self.0 >> Self::shift(depth - 1) << Self::shift(depth - 1) | depth as u64),
        }
    }

    /// Whether this place is `other`, or lies in it.
    fn lies_in(self, other: Self) -> bool {
        self.up_to(other.depth()) == other
    }

    /// The place that this one is a member or an element of; the request itself has none around it.
    fn parent(self) -> Option<Self> {
        self.depth().checked_sub(1).map(|depth| self.up_to(depth))
    }

    /// Sorts before another where its issue is told earlier: in the order of the members, but what the API does not know
    /// belongs to the request itself.
    pub(super) const fn order(self) -> u64 {
        if self.step(0) == UNKNOWN { 1 } else { self.0 }
    }
}

/// Some places, to be asked about others.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Places(Vec<Place>);

impl Places {
    pub(crate) fn of(places: impl Iterator<Item = Place>) -> Self {
        let keys: Vec<(u64, usize)> = places.map(|place| (place.0, 0)).collect();
        // Nearly always there are none.
        if keys.is_empty() {
            return Self::default();
        }
        Self(sorted(keys).into_iter().map(|(place, _)| Place(place)).collect())
    }

    /// Whether one of them is this place, or around it.
    pub(crate) fn hold(&self, place: Place) -> bool {
        !self.0.is_empty() && (0..=STEPS).any(|depth| self.0.binary_search(&place.up_to(depth)).is_ok())
    }

    /// Whether one of them is around this place.
    pub(super) fn surround(&self, place: Place) -> bool {
        !self.0.is_empty() && place.parent().is_some_and(|parent| self.hold(parent))
    }

    /// Whether one of them is this place, around it, or in it.
    pub(crate) fn touch(&self, place: Place) -> bool {
        if self.0.is_empty() {
            return false;
        }
        // What lies in a place follows it.
        let next = self.0.get(self.0.partition_point(|other| *other < place));
        self.hold(place) || next.is_some_and(|next| next.lies_in(place))
    }
}

/// The one sort of this crate: every other would be as much code again, and the standard ones are larger.
pub(crate) fn sorted<K: Ord>(keys: Vec<(K, usize)>) -> Vec<(K, usize)> {
    // Mostly they are in order.
    if keys.is_sorted() { keys } else { BinaryHeap::from(keys).into_sorted_vec() }
}

#[cfg(test)]
mod tests {
    use super::super::names::number;
    use super::*;
    use crate::path;

    fn place(path: &Path) -> Place {
        path.0.iter().fold(Place::ROOT, |place, segment| match segment {
            Segment::Index(index) => place.element(*index),
            Segment::Key(key) => number(key).map_or_else(|| place.unknown(), |number| place.member(number)),
        })
    }

    #[test]
    fn places_are_in_the_order_of_the_members_and_what_is_around_comes_first() {
        let paths = [
            path![],
            path!["instanceId"],
            path!["raidConfig"],
            path!["raidConfig", "raidType"],
            path!["raidConfig", "customRaids"],
            path!["raidConfig", "customRaids", 0],
            path!["raidConfig", "customRaids", 0, "diskSequence", 0],
            path!["raidConfig", "customRaids", 0, "diskSequence", 999],
            path!["raidConfig", "customRaids", 1],
            path!["raidConfig", "unknown"],
            path!["partitions", 0, "fsPath"],
            path!["partitions", 0, "size"],
            path!["partitions", 10],
            path!["userData"],
            path!["unknown"],
        ];
        let places: Vec<Place> = paths.iter().map(place).collect();
        assert!(places.is_sorted_by(|a, b| a < b), "{places:?}");
        for (path, place) in paths.iter().zip(&places) {
            for (other_path, other) in paths.iter().zip(&places) {
                assert_eq!(place.lies_in(*other), path.starts_with(other_path), "{path} {other_path}");
            }
            let unknown = path.to_string().ends_with("unknown").then_some("unknown");
            assert_eq!(place.path(unknown), *path);
            assert_eq!(place.field(), path.field() as u8, "{path}");
        }
    }

    #[test]
    fn places_know_what_is_in_them_and_around_them() {
        let places = Places::of(
            [path!["raidConfig", "customRaids", 1, "raidType"], path!["partitions", 3]].iter().rev().map(place),
        );
        for (path, holds, touches) in [
            (path!["partitions", 3], true, true),
            (path!["partitions", 3, "size"], true, true),
            (path!["partitions"], false, true),
            (path!["partitions", 4], false, false),
            (path!["raidConfig"], false, true),
            (path!["raidConfig", "customRaids", 1], false, true),
            (path!["raidConfig", "customRaids", 0], false, false),
            (path!["nic"], false, false),
            (path![], false, true),
        ] {
            assert_eq!(places.hold(place(&path)), holds, "{path}");
            assert_eq!(places.touch(place(&path)), touches, "{path}");
        }
        assert!(places.surround(place(&path!["partitions", 3, "size"])));
        assert!(!places.surround(place(&path!["partitions", 3])));
        let root = Places::of([Place::ROOT].into_iter());
        assert!(root.hold(place(&path!["nic"])) && root.touch(Place::ROOT) && !root.surround(Place::ROOT));
        assert!(!Places::default().touch(Place::ROOT));
    }
}
