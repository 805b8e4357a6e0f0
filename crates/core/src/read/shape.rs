//! What is read, as data: the members of each object and what each may be.

use super::names::*;
use crate::issue::Term;

/// What a value may be. Whatever it is not is an issue, and counts as absent.
pub(super) enum Kind {
    Text,
    Integer,
    Boolean,
    List(&'static Kind),
    Object(Members),
}

/// The members of an object, by the numbers of their names, in the order in which issues are reported.
pub(super) type Members = &'static [(Number, Kind)];

impl Kind {
    /// The word for it.
    pub(super) const fn term(&self) -> Term {
        match self {
            Self::Text => Term::String,
            Self::Integer => Term::Integer,
            Self::Boolean => Term::Boolean,
            Self::List(_) => Term::Array,
            Self::Object(_) => Term::Object,
        }
    }
}

/// The body of a ReinstallInstance call.
pub(super) static REQUEST: Kind = Kind::Object(&[
    (INSTANCE_ID, Kind::Text),
    (IMAGE_ID, Kind::Text),
    (IPXE_URL, Kind::Text),
    (HOSTNAME, Kind::Text),
    (PASSWORD, Kind::Text),
    (KEY_ID, Kind::Text),
    (RAID_CONFIG, RAID),
    (PARTITIONS, Kind::List(&PARTITION)),
    (NIC, Kind::Object(&[(WAN_NAME, Kind::Text), (LAN_NAME, Kind::Text)])),
    (USER_DATA, Kind::Text),
]);

const RAID: Kind = Kind::Object(&[(RAID_TYPE, Kind::Integer), (CUSTOM_RAIDS, Kind::List(&CUSTOM_RAID))]);

static CUSTOM_RAID: Kind = Kind::Object(&[(RAID_TYPE, Kind::Integer), (DISK_SEQUENCE, Kind::List(&Kind::Integer))]);

static PARTITION: Kind = Kind::Object(&[(FS_PATH, Kind::Text), (FS_TYPE, Kind::Text), (SIZE, Kind::Integer)]);

/// What is known about a server: of each object only those members that a rule asks for.
pub(super) static KNOWN: Kind = Kind::Object(&[
    (
        INSTANCE,
        Kind::Object(&[
            (INSTANCE_STATUS, Kind::Text),
            (IMAGE_ID, Kind::Text),
            (RAID_CONFIG, RAID),
            (INSTANCE_TYPE, MODEL),
        ]),
    ),
    (INSTANCE_TYPE, MODEL),
    (IMAGE, Kind::Object(&[(IMAGE_ID, Kind::Text), (CATALOG, Kind::Text), (OS_TYPE, Kind::Text)])),
]);

const MODEL: Kind = Kind::Object(&[
    (INSTANCE_TYPE_ID, Kind::Text),
    (SUPPORT_RAIDS, Kind::List(&Kind::Integer)),
    (IMAGE_IDS, Kind::List(&Kind::Text)),
    (IS_HA, Kind::Boolean),
    (DISK_INFO, Kind::Object(&[(TOTAL_DISK_SIZE, Kind::Integer), (DISKS, Kind::List(&DISK))])),
]);

static DISK: Kind = Kind::Object(&[(DISK_SIZE, Kind::Integer), (DISK_COUNT, Kind::Integer)]);

#[cfg(test)]
mod tests {
    use super::*;

    fn collect(kind: &Kind, numbers: &mut Vec<Number>) {
        match kind {
            Kind::List(of) => collect(of, numbers),
            Kind::Object(members) => {
                assert!(members.len() <= 32, "a bit each");
                for (number, kind) in *members {
                    numbers.push(*number);
                    collect(kind, numbers);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn every_name_is_read_and_those_of_a_request_are_in_its_order() {
        let (mut request, mut known) = (Vec::new(), Vec::new());
        collect(&REQUEST, &mut request);
        collect(&KNOWN, &mut known);
        assert!((1..=NAMES.len()).all(|number| request.iter().chain(&known).any(|read| usize::from(*read) == number)));
        let Kind::Object(members) = REQUEST else { panic!() };
        let fields = crate::issue::Field::ALL.map(crate::issue::Field::name);
        assert_eq!(members.iter().map(|(number, _)| name(*number)).collect::<Vec<_>>(), fields[1..]);
        assert_eq!(members.iter().map(|(number, _)| *number).collect::<Vec<_>>(), (1..=10).collect::<Vec<_>>());
    }
}
