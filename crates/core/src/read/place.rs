//! Where in a request, as one number: so that places can be sorted and looked up without their texts.

use crate::prelude::*;
use crate::report::{Issue, Segment};
use crate::request::{CustomRaid, Nic, Partition, RaidConfig, ReinstallRequest};

use super::reader::Members as _;

/// The bits of one step; a request has no list of which more elements are read than fit.
const STEP_BITS: u32 = 12;

/// How many steps lead to the innermost value: `raidConfig.customRaids[0].diskSequence[0]`.
const STEPS: u32 = 5;

/// A step to what is no member of the API's; several of them are one place.
const UNKNOWN: u64 = (1 << STEP_BITS) - 1;

/// A path as a number. Places are in the order of the API's members, and what lies around another comes before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(u64);

impl Place {
    /// Where these steps lead.
    pub(crate) fn of(steps: &[Segment]) -> Self {
        let known = ReinstallRequest::MEMBERS.iter().chain(RaidConfig::MEMBERS).chain(CustomRaid::MEMBERS);
        let known = known.chain(Partition::MEMBERS).chain(Nic::MEMBERS);
        let mut place = 0;
        for (segment, depth) in steps.iter().zip(1..=STEPS) {
            let step = match segment {
                Segment::Index(index) => *index as u64 + 1,
                Segment::Key(key) => known.clone().position(|name| name == key).map_or(UNKNOWN, |at| at as u64 + 1),
            };
            place |= step.min(UNKNOWN) << (STEP_BITS * (STEPS - depth));
        }
        Self(place)
    }

    /// The place around this one, `depth` steps from the request itself.
    const fn up_to(self, depth: u32) -> Self {
        Self(self.0 >> (STEP_BITS * (STEPS - depth)) << (STEP_BITS * (STEPS - depth)))
    }

    /// Whether this place is `other`, or lies in it.
    pub(crate) fn lies_in(self, other: Self) -> bool {
        (0..=STEPS).any(|depth| self.up_to(depth) == other)
    }

    /// The place that this one is a member or an element of; the request itself has none around it.
    fn parent(self) -> Option<Self> {
        (0..STEPS).rev().map(|depth| self.up_to(depth)).find(|around| *around != self)
    }
}

/// Some places, to be asked about others.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Places(Vec<Place>);

impl Places {
    pub(crate) fn of(issues: &[Issue], which: impl Fn(&Issue) -> bool) -> Self {
        let mut places: Vec<Place> =
            issues.iter().filter(|issue| which(issue)).map(|issue| Place::of(&issue.path.0)).collect();
        // Nearly always there are none, and otherwise they mostly are in order.
        if !places.is_sorted() {
            let keys = places.iter().map(|place| (place.0, 0)).collect();
            places = sorted(keys).into_iter().map(|(place, _)| Place(place)).collect();
        }
        Self(places)
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
    pub(crate) fn touch(&self, steps: &[Segment]) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let place = Place::of(steps);
        // What lies in a place follows it.
        let next = self.0.get(self.0.partition_point(|other| *other < place));
        self.hold(place) || next.is_some_and(|next| next.lies_in(place))
    }
}

/// The issues in the order of their keys; those with equal keys stay as they are.
pub(crate) fn in_order(issues: Vec<Issue>, key: impl Fn(&Issue) -> u64) -> Vec<Issue> {
    let keys: Vec<(u64, usize)> = issues.iter().map(key).zip(0..).collect();
    if keys.is_sorted() {
        return issues;
    }
    let mut issues: Vec<Option<Issue>> = issues.into_iter().map(Some).collect();
    sorted(keys).into_iter().filter_map(|(_, at)| issues.get_mut(at)?.take()).collect()
}

/// The one sort of this crate: every other would be as much code again.
fn sorted(mut keys: Vec<(u64, usize)>) -> Vec<(u64, usize)> {
    keys.sort_unstable();
    keys
}

/// The key for the order of places.
pub(super) fn place_of(issue: &Issue) -> u64 {
    Place::of(&issue.path.0).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path;

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
        let places: Vec<Place> = paths.iter().map(|path| Place::of(&path.0)).collect();
        assert!(places.is_sorted_by(|a, b| a < b), "{places:?}");
        for (path, place) in paths.iter().zip(&places) {
            for (other_path, other) in paths.iter().zip(&places) {
                assert_eq!(place.lies_in(*other), path.starts_with(other_path), "{path} {other_path}");
            }
        }
    }

    #[test]
    fn places_know_what_is_in_them_and_around_them() {
        let issue = |path| Issue::new(crate::issue::IssueCode::WrongType, path);
        let issues = [issue(path!["partitions", 3]), issue(path!["raidConfig", "customRaids", 1, "raidType"])];
        let places = Places::of(&issues, |_| true);
        let steps = |path: crate::report::Path| path.0;
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
            assert_eq!(places.hold(Place::of(&path.0)), holds, "{path}");
            assert_eq!(places.touch(&steps(path.clone())), touches, "{path}");
        }
        assert!(places.surround(Place::of(&path!["partitions", 3, "size"].0)));
        assert!(!places.surround(Place::of(&path!["partitions", 3].0)));
        let root = Places::of(&[issue(path![])], |_| true);
        assert!(root.hold(Place::of(&path!["nic"].0)) && root.touch(&[]) && !root.surround(Place::default()));
        assert!(!Places::default().touch(&[]));
    }
}
