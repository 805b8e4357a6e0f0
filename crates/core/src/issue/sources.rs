//! Where the rules come from, what was decided where nobody says, and what cannot be checked here.
//!
//! `docs/rules.md` prints these lists; a program that does not read them does not carry them.

use crate::api::ServerCode;
/// A public source of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// How a row's `sources` begins that cites it.
    pub tag: &'static str,
    /// What it is, and of when.
    pub what: &'static str,
}

const fn source(tag: &'static str, what: &'static str) -> Source {
    Source { tag, what }
}

/// Every public source that a rule cites.
pub const SOURCES: &[Source] = &[
    source("seed", "docs.console.zenlayer.com, the page of ReinstallInstance (2026)"),
    source("docs/", "docs.console.zenlayer.com, the page named (2023 to 2026)"),
    source(
        "gb/",
        "wolfgangdemo/demo on GitHub, a copy of the vendor's Chinese API pages (13 March 2023); the only full error tables",
    ),
    source("go/", "zenlayercloud-sdk-go v0.2.45 (June 2026); bmc26 is version 2026-02-01, bmc22 version 2022-11-20"),
    source("py/", "zenlayercloud-sdk-python 2.0.77 (October 2026)"),
    source("java/", "zenlayercloud-sdk-java 0.6.85 (August 2026)"),
    source("cli/", "zenlayercloud-cli v1.0.22 (July 2026), its English texts"),
    source("cli-zh/", "the same, its Chinese texts"),
    source("tf/", "terraform-provider-zenlayercloud 0.2.28 (June 2026)"),
    source("user/", "Miya-TW/Zenlayer-Docs on GitHub, the console's user guide (March 2023)"),
    source("RFC ", "the IETF's document of this number"),
    source("iPXE", "iPXE's documentation, the page named"),
    source("cloud-init", "cloud-init's documentation of user-data formats; what Linux images commonly run it with"),
];

/// Whether a row may cite this.
pub fn explains(citation: &str) -> bool {
    // `cli/vm page` cites the CLI's text about another product.
    SOURCES.iter().any(|source| citation.starts_with(source.tag))
}

/// A point that no source settles, and how it was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its number, as in D5.
    pub number: u8,
    /// What was decided.
    pub text: &'static str,
}

const fn decided(number: u8, text: &'static str) -> Decision {
    Decision { number, text }
}

/// The decisions that concern a request. The numbers are those of the API notes; those left out are
/// about the transport and about other calls.
pub const DECISIONS: &[Decision] = &[
    decided(
        5,
        "hostname: only what the API page forbids is refused; one character, a hyphen or a dot at either end and more than 63 characters between dots are warned about",
    ),
    decided(
        6,
        "quick RAID: any level that the model supports and has enough disks for; where the console would not offer it, a warning",
    ),
    decided(7, "partitions: anything about fsType is NO_TYPE, anything about the shape of fsPath is MALFORMED"),
    decided(
        8,
        "the sizes of the partitions must add up to the usable capacity, no less (NOT_FULL); more has no documented code and is refused with INVALID_PARAMETER_EXCEED_MAXIMUM; the hidden reserve of the real disks goes to the last one",
    ),
    decided(
        9,
        "usable capacity: without RAID totalDiskSize; quick RAID the level's share of all disks (RAID 1: of two); custom RAID that of the first array, which holds the system",
    ),
    decided(10, "NIC prefixes are refused on models that are not high-availability ones, warned about on the others"),
    decided(
        11,
        "the special characters of a password are ~!@$^*-_=+, ten of them; the 1 that the pages print before them is only a digit",
    ),
    decided(12, "any other character in a password is refused"),
    decided(
        13,
        "a request with neither a password nor a key pair is accepted, and the checker says so in a notice: a random password is mailed",
    ),
    decided(14, "a key pair with a Windows image is refused with INVALID_PARAMETER_VALUE"),
    decided(15, "a key pair with an ESXi image is accepted and ignored; a warning"),
    decided(
        16,
        "no image and no iPXE URL: the current image is installed again; where there is none, no operating system",
    ),
    decided(17, "an image that exists and that the model does not support is refused with INVALID_IMAGE_NOT_FOUND"),
    decided(18, "an iPXE URL wins over an image, which is dropped; giving both is an error here"),
    decided(19, "user data: 32,768 bytes of UTF-8 after unescaping; a warning above 32,000"),
    decided(21, "INSTALL_FAILED may be reinstalled"),
    decided(
        22,
        "what is left out: the hostname becomes the word hostname, NIC names the model's defaults, RAID stays, partitions become the image's own layout",
    ),
    decided(
        23,
        "order of checks: JSON types, missing members, instance and status, password with key pair, password, key pair, image and iPXE URL, hostname, NIC, RAID, partitions, user data; one code an answer",
    ),
    decided(25, "an unknown member is a warning, never an error"),
    decided(
        26,
        "an issue between fields sits on the one to change, the others are related: keyId (password), customRaids (raidType), imageId (ipxeUrl), lanName (wanName), the later partition (the earlier), partitions for the capacity, instanceId for the status",
    ),
    decided(
        27,
        "RAID left out on an instance that has RAID: its capacity counts, and what rests on that is a warning; more than all disks together stays an error",
    ),
    decided(28, "custom RAID 1 over more than two disks is allowed with a warning, and half of the space counts"),
    decided(29, "RAID 10 over an odd number of four or more disks is refused with RAID_DISK_MISMATCH, quick or custom"),
    decided(
        30,
        "quick RAID over fewer disks than its level needs is refused with INVALID_INSTANCE_TYPE_RAID_NOT_SUPPORT, before D29",
    ),
    decided(31, "disks of different size in one array: a warning, and the smallest counts"),
    decided(
        32,
        "partition members: absent: fsPath MALFORMED, fsType NO_TYPE, size MISSING_PARAMETER; of the wrong JSON type, or a size with a fraction: INVALID_PARAMETER_TYPE",
    ),
    decided(33, "an iPXE URL of another scheme, or longer than 2,048 characters: a warning"),
    decided(34, "a NIC prefix in other letters' case: a warning; letters are ASCII only"),
    decided(35, "an empty list, an empty raidConfig and an empty optional text count as absent; blanks are a value"),
    decided(36, "null inside a list is INVALID_PARAMETER_TYPE"),
    decided(37, "the model inside the instance is used where no other is known"),
    decided(38, "an image that is known but will not be installed is ignored"),
    decided(39, "a model whose imageIds are empty or null says nothing about images"),
    decided(40, "a kept current image that the model no longer lists: a warning"),
    decided(41, "ESXi with partitions: one warning, whatever their form; wrong JSON types stay errors"),
    decided(42, "a key pair with iPXE or without an operating system: a warning, whatever the current image is"),
    decided(43, "an unknown status: a notice, no refusal"),
    decided(
        44,
        "Linux paths: control characters are MALFORMED; two slashes, a trailing slash, . and .., spaces and characters beyond ASCII a warning",
    ),
    decided(45, "a password although only iPXE runs: a notice"),
    decided(46, "NIC prefixes where the model is unknown: a warning"),
    decided(
        47,
        "an iPXE URL has // after its scheme, and with http and https a host; an iPXE setting in it (${net0/mac}) counts as letters, with a warning",
    ),
];

/// The decision of this number.
pub fn decision(number: u8) -> Option<&'static Decision> {
    DECISIONS.iter().find(|decision| decision.number == number)
}

/// A statement of the API notes that cannot be checked before sending, or that is a consequence and
/// not a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotDecidable {
    /// The section of the API notes that states it.
    pub section: &'static str,
    /// The rule.
    pub rule: &'static str,
    /// Where the section has it from.
    pub sources: &'static str,
    /// The server's codes for it.
    pub codes: &'static [&'static str],
    /// Why it cannot be checked here, and what is done instead.
    pub why: &'static str,
}

const fn open(
    section: &'static str,
    rule: &'static str,
    sources: &'static str,
    codes: &'static [&'static str],
    why: &'static str,
) -> NotDecidable {
    NotDecidable { section, rule, sources, codes, why }
}

/// The statements of sections 6 to 12 that no rule enforces.
pub const NOT_DECIDABLE: &[NotDecidable] = &[
    open(
        "6",
        "instanceId names an existing instance",
        "seed; gb/reinstallinstance.md",
        &[ServerCode::InvalidInstanceNotFound.name()],
        "Only the API knows which instances an account has. The portal chooses from the list that it read.",
    ),
    open(
        "6",
        "a request has at most the members of its version; version 2022-11-20 also has sshKeys (at most five, OpenSSH form, each once)",
        "go/bmc22/models.go; gb/reinstallinstance.md",
        &["INVALID_PARAMETER_SSH_KEY_MALFORMED", "INVALID_PARAMETER_SSH_KEY_DUPLICATE"],
        "Version 2026-02-01 is sent, which has no sshKeys: they are an unknown member.",
    ),
    open(
        "6",
        "INVALID_PARAMETER_INSTANCE_NAME_EXCEED is listed for the call",
        "gb/reinstallinstance.md",
        &["INVALID_PARAMETER_INSTANCE_NAME_EXCEED"],
        "The call has no instanceName, so the answer cannot occur.",
    ),
    open(
        "6",
        "with a key, sign-in by password is switched off (said of sshKeys, version 2022-11-20)",
        "go/bmc22/models.go; gb/reinstallinstance.md",
        &[],
        "A consequence, and not said of keyId. Whoever chooses a key pair should count on it.",
    ),
    open(
        "7.1",
        "models LCC, LCE, LCG and the S models have no RAID; one disk means no RAID",
        "user/set-up-raid.md; user/create-a-bare-metal-instance.md",
        &[],
        "A list of 2023 would age. The model's own supportRaids says so, and raid_level_not_supported reads that.",
    ),
    open(
        "7.2",
        "the real disks are a little larger than advertised, and the last partition receives the rest",
        "go/bmc26/models.go",
        &[],
        "Nobody says by how much. The disk plan names the partition that receives it.",
    ),
    open(
        "7.2",
        "which array the partitions belong to where there are several",
        "user/vsphere-stand-alone-on-zenlayer-bare-metal-cloud.md",
        &[],
        "Not documented; the first array is taken to hold the system (D9).",
    ),
    open(
        "8",
        "keyId names an existing key pair",
        "docs/modifykeypairattribute",
        &[ServerCode::InvalidKeyPairNotFound.name()],
        "Only the API knows which key pairs an account has. The portal chooses from the list that it read.",
    ),
    open(
        "8",
        "a key pair holds up to five public keys",
        "seed; cli/import-key-pair.yaml",
        &[],
        "A rule for making a key pair, not for using one.",
    ),
    open(
        "8",
        "the password also becomes the IPMI password",
        "seed",
        &[],
        "Nothing to check; it is said beside the field.",
    ),
    open(
        "9",
        "imageId names an existing image",
        "gb/reinstallinstance.md",
        &[ServerCode::InvalidImageNotFound.name()],
        "Only the API knows all images. Decided where the model lists its own (image_not_for_model).",
    ),
    open(
        "9",
        "an image may have been withdrawn: images have no life cycle in the API",
        "go/bmc26/models.go",
        &[],
        "Seen only when it is no longer in the list that was read (image_not_for_model, current_image_not_for_model).",
    ),
    open(
        "9",
        "imageId left out: the current image is installed again; another sentence of the same page says that one then installs later over IPMI",
        "seed",
        &[],
        "A consequence (D16), and the page disagrees with itself: name the image to be sure. The portal always does.",
    ),
    open(
        "9",
        "CentOS 6 and 8 are past their upstream end of life and are still offered",
        "user/models-zones-and-operating-system.md",
        &[],
        "Images carry no such date in the API, and a list here would age.",
    ),
    open(
        "9",
        "what becomes of hostname, NIC names and password with iPXE is not documented",
        "docs/bare-metal-cloud reinstallinstance",
        &[],
        "Accepted, effect unknown. password_with_ipxe, key_without_system and user_data_not_run say so for three members.",
    ),
    open(
        "9",
        "what an iPXE URL serves, and whether the server can reach it",
        "go/bmc26/models.go",
        &[],
        "Neither a browser nor this library can look from where the server stands.",
    ),
    open(
        "10",
        "user data is executed at first boot",
        "seed; go/bmc26/models.go",
        &[],
        "Whether a script works shows when it runs. Its first line, encoding and size are looked at.",
    ),
    open(
        "11",
        "the status is the one at the moment of the call",
        "seed; gb/rebootinstances.md",
        &[],
        "What was read can be out of date a second later. The rules judge what was read; the API decides.",
    ),
    open(
        "11",
        "an accepted call shows INSTALLING at once, then RUNNING or INSTALL_FAILED",
        "seed; cli-zh/reinstall-instance.yaml",
        &[],
        "Nothing to check before sending: the job's state machine watches it.",
    ),
    open(
        "11",
        "the system disk is formatted",
        "seed",
        &[],
        "No condition but a consequence; the review says so. About other disks the API says nothing: assume that every disk can be lost.",
    ),
    open(
        "11",
        "what is left out: NIC names become the model's defaults, partitions the image's own layout, RAID stays",
        "seed",
        &[],
        "Consequences, and not documented (D22). The review names each; hostname_default says it for the hostname.",
    ),
    open(
        "11",
        "an instance in the recycle bin is released after 24 hours",
        "gb/terminateinstance.md",
        &[],
        "The API names no time at which that began. instance_recycled says it.",
    ),
    open(
        "11",
        "an instance's own current values are accepted back, defaults included",
        "tf/resource_zc_bmc_instance.go",
        &[],
        "Not a prohibition. The conformance suite holds the rules to it.",
    ),
];

#[cfg(test)]
mod tests {
    use super::super::IssueCode;
    use super::*;
    use std::collections::BTreeSet;

    /// The codes that the vendor lists for this call, and those used for its status (section 12).
    const LISTED: [&str; 30] = [
        "INVALID_INSTANCE_NOT_FOUND",
        "INVALID_IMAGE_NOT_FOUND",
        "INVALID_PARAMETER_HOSTNAME_EXCEED",
        "INVALID_PARAMETER_HOSTNAME_MALFORMED",
        "INVALID_PARAMETER_INSTANCE_NAME_EXCEED",
        "INVALID_PARAMETER_VALUE_PASSWORD_MALFORMED",
        "INVALID_PARAMETER_INSTANCE_LOGIN_CONFLICT",
        "INVALID_PARAMETER_SSH_KEY_MALFORMED",
        "INVALID_PARAMETER_SSH_KEY_DUPLICATE",
        "INVALID_KEY_PAIR_NOT_FOUND",
        "INVALID_RAID_CONFIG_FAST_CUSTOM_CONFLICT",
        "INVALID_INSTANCE_TYPE_RAID_NOT_SUPPORT",
        "INVALID_INSTANCE_TYPE_QUICK_RAID_NOT_SUPPORT",
        "INVALID_PARAMETER_VALUE_RAID_DISK_MISMATCH",
        "INVALID_PARAMETER_VALUE_RAID_DISK_DISORDER",
        "INVALID_PARAMETER_VALUE_RAID_DISK_SEQUENCE_DUPLICATE",
        "INVALID_PARAMETER_VALUE_RAID_DISK_SEQUENCE_RANGE",
        "INVALID_PARTITION_IMAGE_NOT_SET",
        "INVALID_PARTITION_SIZE_NOT_FULL",
        "INVALID_PARTITION_DUPLICATE_FILE_PATH",
        "INVALID_PARTITION_MISSING_REQUIRED_FILE_PATH",
        "INVALID_PARTITION_MALFORMED",
        "INVALID_PARTITION_NO_TYPE",
        "INVALID_PARTITION_INVALID_ORDER",
        "INVALID_PARAMETER_NIC_NAME_CONFLICT",
        "INVALID_PARAMETER_NIC_NAME_MALFORMED",
        "OPERATION_DENIED_INSTANCE_RECYCLED",
        "OPERATION_DENIED_INSTANCE_CREATING",
        "OPERATION_DENIED_INSTANCE_STATUS_INSTALLING",
        "OPERATION_DENIED_INSTANCE_STATUS",
    ];

    #[test]
    fn every_code_that_the_vendor_lists_is_enforced_or_explained() {
        let enforced = IssueCode::ALL.iter().filter_map(|code| code.row().server).map(|(code, _)| code.name());
        let explained = NOT_DECIDABLE.iter().flat_map(|rule| rule.codes.iter().copied());
        let covered: BTreeSet<_> = enforced.chain(explained).collect();
        let forgotten: Vec<_> = LISTED.iter().filter(|code| !covered.contains(*code)).collect();
        assert!(forgotten.is_empty(), "{forgotten:?}");
    }

    #[test]
    fn every_decision_is_used() {
        // About the context, the order of checks and what counts as absent: they belong to no row.
        const OF_NO_ROW: [u8; 4] = [23, 35, 37, 38];
        let used: BTreeSet<u8> =
            IssueCode::ALL.iter().flat_map(|code| code.row().decisions).copied().chain(OF_NO_ROW).collect();
        let unused: Vec<_> = DECISIONS.iter().filter(|decision| !used.contains(&decision.number)).collect();
        assert!(unused.is_empty(), "{unused:?}");
    }

    #[test]
    fn every_section_has_rules() {
        for section in ["6", "6.1", "7.1", "7.2", "7.3", "8", "9", "10", "11"] {
            assert!(IssueCode::ALL.iter().any(|code| code.row().section == section), "nothing of section {section}");
        }
        for rule in NOT_DECIDABLE {
            assert!(rule.sources.split("; ").all(explains), "{}: an unknown source", rule.rule);
            assert!(rule.why.ends_with('.'), "{}: no reason", rule.rule);
        }
    }
}
