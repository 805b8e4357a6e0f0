//! The names of members as numbers: so that they are compared and carried as such.

/// A name's place in [`NAMES`], from 1.
pub(crate) type Number = u8;

/// Lists the names, and gives each a constant.
macro_rules! names {
    ($($constant:ident $name:literal,)*) => {
        /// The name of every member that is ever read, of requests and of what is known. Those of a request come first, in
        /// the order in which issues are reported.
        pub const NAMES: &[&str] = &[$($name),*];
        $(pub(crate) const $constant: Number = constant($name);)*
    };
}

names! {
    INSTANCE_ID "instanceId",
    IMAGE_ID "imageId",
    IPXE_URL "ipxeUrl",
    HOSTNAME "hostname",
    PASSWORD "password",
    KEY_ID "keyId",
    RAID_CONFIG "raidConfig",
    PARTITIONS "partitions",
    NIC "nic",
    USER_DATA "userData",
    RAID_TYPE "raidType",
    CUSTOM_RAIDS "customRaids",
    DISK_SEQUENCE "diskSequence",
    FS_PATH "fsPath",
    FS_TYPE "fsType",
    SIZE "size",
    WAN_NAME "wanName",
    LAN_NAME "lanName",
    INSTANCE "instance",
    INSTANCE_TYPE "instanceType",
    IMAGE "image",
    INSTANCE_STATUS "instanceStatus",
    INSTANCE_TYPE_ID "instanceTypeId",
    SUPPORT_RAIDS "supportRaids",
    IMAGE_IDS "imageIds",
    IS_HA "isHA",
    DISK_INFO "diskInfo",
    TOTAL_DISK_SIZE "totalDiskSize",
    DISKS "disks",
    DISK_SIZE "diskSize",
    DISK_COUNT "diskCount",
    CATALOG "catalog",
    OS_TYPE "osType",
}

/// How many places the names are spread over, so that no two share one.
const PLACES: usize = 128;

/// Where a name is looked for, by its length and its first and last byte.
const fn place(name: &[u8]) -> usize {
    match name {
        [first, .., last] => (name.len() + 11 * *first as usize + 56 * *last as usize) % PLACES,
        _ => 0,
    }
}

/// The number of the name that belongs into each place; 0 for none.
const NUMBERS: [Number; PLACES] = {
    let mut numbers = [0; PLACES];
    let mut at = 0;
    while at < NAMES.len() {
        let place = place(NAMES[at].as_bytes());
        assert!(numbers[place] == 0, "two names share a place: choose other factors");
        numbers[place] = at as Number + 1;
        at += 1;
    }
    numbers
};

/// The number of a name; `None` where it is not listed.
pub(crate) fn number(name: &str) -> Option<u8> {
    let number = *NUMBERS.get(place(name.as_bytes()))?;
    (NAMES.get(usize::from(number.checked_sub(1)?)) == Some(&name)).then_some(number)
}

/// The name of a number; empty where there is none.
pub(crate) fn name(number: Number) -> &'static str {
    NAMES.get(usize::from(number).wrapping_sub(1)).copied().unwrap_or_default()
}

/// The number of a name that stands in this crate.
const fn constant(name: &str) -> Number {
    NUMBERS[place(name.as_bytes())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_its_number_and_nothing_else_has_one() {
        for (at, listed) in NAMES.iter().enumerate() {
            assert_eq!(number(listed).map(usize::from), Some(at + 1), "{listed}");
            assert_eq!(name(number(listed).unwrap()), *listed);
            for other in [format!("{listed}x"), listed.to_uppercase(), format!(" {listed}")] {
                assert_eq!(number(&other), None, "{other}");
            }
        }
        for other in ["", "x", "nid", "imageld"] {
            assert_eq!(number(other), None, "{other}");
        }
        assert_eq!((name(0), name(u8::MAX)), ("", ""));
        assert_eq!((INSTANCE_ID, OS_TYPE), (1, 33));
    }
}
