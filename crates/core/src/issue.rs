//! Every rule as one row: its code, field, severity, server code, words and source.
//!
//! A rule is written once. The form's messages, the sandbox's refusals and the npm package's
//! `ISSUE_CODES` all read this table. *Sources* name sections and decisions (D1…) of zenlayer-api.md.

use crate::api::ServerCode;
use serde::{Serialize, Serializer};

/// How bad an issue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Accepted; the operator should know.
    Notice,
    /// Accepted, and probably not meant.
    Warning,
    /// The API would refuse it, or would do other than asked.
    Error,
}

/// How sure it is that the API holds to the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Certainty {
    /// The vendor's API pages or code say so.
    Documented,
    /// The vendor's user guide says so.
    UserGuide,
    /// Nobody says so outright; see the decision that is named as the source.
    Inferred,
}

/// The member of the request that an issue belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the members of the request, documented there")]
pub enum Field {
    Request,
    InstanceId,
    ImageId,
    IpxeUrl,
    Hostname,
    Password,
    KeyId,
    RaidConfig,
    Partitions,
    Nic,
    UserData,
}

impl Field {
    /// Every member of the request, in the order in which issues are reported.
    pub const ALL: [Self; 11] = [
        Self::Request,
        Self::InstanceId,
        Self::ImageId,
        Self::IpxeUrl,
        Self::Hostname,
        Self::Password,
        Self::KeyId,
        Self::RaidConfig,
        Self::Partitions,
        Self::Nic,
        Self::UserData,
    ];

    /// The member's name on the wire; empty for the request itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "",
            Self::InstanceId => "instanceId",
            Self::ImageId => "imageId",
            Self::IpxeUrl => "ipxeUrl",
            Self::Hostname => "hostname",
            Self::Password => "password",
            Self::KeyId => "keyId",
            Self::RaidConfig => "raidConfig",
            Self::Partitions => "partitions",
            Self::Nic => "nic",
            Self::UserData => "userData",
        }
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// One row of the table of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IssueRow {
    /// The stable name, in lower snake case.
    #[serde(rename = "code")]
    pub id: &'static str,
    /// The member that it belongs to.
    pub field: Field,
    /// How bad it is.
    pub severity: Severity,
    /// What the API would answer.
    #[serde(serialize_with = "name_or_null")]
    pub server_code: Option<ServerCode>,
    /// How sure that is.
    pub certainty: Certainty,
    /// The English sentence, with `{params}`.
    pub message: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
}

#[expect(clippy::ref_option, reason = "serde passes the field by reference")]
fn name_or_null<S: Serializer>(code: &Option<ServerCode>, serializer: S) -> Result<S::Ok, S::Error> {
    code.map(ServerCode::name).serialize(serializer)
}

macro_rules! server {
    (-) => {
        None
    };
    ($code:ident) => {
        Some(ServerCode::$code)
    };
}

macro_rules! issue_codes {
    ($($field:ident { $($variant:ident $id:literal $severity:ident $server:tt $certainty:ident $message:literal $source:literal;)* })*) => {
        /// Which rule was violated. The text form is stable; see [`IssueCode::id`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum IssueCode { $($(#[doc = concat!("`", $message, "`")] $variant,)*)* }

        impl IssueCode {
            /// Every code, in the order of the fields.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)*)*];

            /// The row of this code.
            pub const fn row(self) -> IssueRow {
                match self {
                    $($(Self::$variant => IssueRow {
                        id: $id,
                        field: Field::$field,
                        severity: Severity::$severity,
                        server_code: server!($server),
                        certainty: Certainty::$certainty,
                        message: $message,
                        source: $source,
                    },)*)*
                }
            }
        }
    };
}

issue_codes! {
    Request {
        WrongType "wrong_type" Error InvalidParameterType Documented "Must be {expected}, but is {actual}." "5; D32, D36";
        UnknownMember "unknown_member" Warning - Inferred "The API does not know a member of this name and ignores it. Check the spelling." "6; D25";
    }
    InstanceId {
        InstanceIdMissing "instance_id_missing" Error MissingParameter Documented "Name the instance to reinstall." "6";
        InstanceInstalling "instance_installing" Error OperationDeniedInstanceStatusInstalling Inferred "The instance is INSTALLING. Wait until that installation has ended." "11";
        InstanceCreating "instance_creating" Error OperationDeniedInstanceCreating Inferred "The instance is {status}: it is still being created. Wait until it is RUNNING." "11";
        InstanceRecycled "instance_recycled" Error OperationDeniedInstanceRecycled Inferred "The instance is in the recycle bin (RECYCLE). Restore it first." "11";
        InstanceStatusRefuses "instance_status_refuses" Error OperationDeniedInstanceStatus Inferred "The instance is {status}, which does not allow a reinstall. Wait until it is RUNNING or STOPPED." "11";
        InstanceStatusUnknown "instance_status_unknown" Notice - Inferred "The instance's status, {status}, is not a documented one; the API may refuse." "11; D43";
    }
    ImageId {
        ImageWithIpxe "image_with_ipxe" Error - Documented "An image and an iPXE URL exclude each other: the API would boot iPXE and drop the image. Remove one of them." "9; D18";
        ImageNotForModel "image_not_for_model" Error InvalidImageNotFound Inferred "Model {model} cannot run this image. Choose one that is offered for the model." "9; D17";
        CurrentImageNotForModel "current_image_not_for_model" Warning - Inferred "The current image is no longer offered for model {model}. Choose another one." "9; D40";
        NoOperatingSystem "no_operating_system" Notice - Inferred "The instance has no image now and none is chosen: it will be wiped and left without an operating system." "9; D16";
    }
    IpxeUrl {
        IpxeUrlMalformed "ipxe_url_malformed" Error InvalidParameterPatternError Inferred "Neither a URL nor the word netboot. Use something like http://boot.example/script.ipxe, or netboot." "9";
        IpxeUrlScheme "ipxe_url_scheme" Warning - Inferred "iPXE is only known to fetch from http and https; this is {scheme}." "9; D33";
        IpxeUrlTooLong "ipxe_url_too_long" Warning - Inferred "{actual} characters; more than {max} are likely to be cut." "16; D33";
    }
    Hostname {
        HostnameTooLong "hostname_too_long" Error InvalidParameterHostnameExceed Documented "At most {max} characters; this has {actual}." "6.1";
        HostnameCharacters "hostname_characters" Error InvalidParameterHostnameMalformed Documented "Only letters, digits, hyphens and dots are allowed; remove {characters}." "6.1";
        HostnameOneCharacter "hostname_one_character" Warning - Documented "A hostname of one character is accepted here, but not by the vendor's other tools." "6.1; D5";
        HostnameEdge "hostname_edge" Warning - Inferred "Begins or ends with a hyphen or a dot, which DNS refuses." "6.1; D5";
        HostnameLabelTooLong "hostname_label_too_long" Warning - Inferred "More than {max} characters between two dots, which DNS refuses." "6.1; D5";
        HostnameDefault "hostname_default" Notice - Documented "Left out: the hostname becomes the word hostname." "6; D22";
    }
    Password {
        PasswordLength "password_length" Error InvalidParameterValuePasswordMalformed Documented "Between {min} and {max} characters; this has {actual}." "8";
        PasswordClasses "password_classes" Error InvalidParameterValuePasswordMalformed Documented "Still missing: {missing}." "8; D11";
        PasswordCharacters "password_characters" Error InvalidParameterValuePasswordMalformed Inferred "Only letters, digits and {allowed} are allowed; character {position} is another one." "8; D11, D12";
        SignInMailed "sign_in_mailed" Notice - Documented "Neither a password nor a key pair: a random password is mailed to the account's creator." "8; D13";
        PasswordWithIpxe "password_with_ipxe" Notice - Inferred "With iPXE nobody sets this password in the operating system; it still becomes the IPMI password." "16; D45";
    }
    KeyId {
        PasswordAndKey "password_and_key" Error InvalidParameterInstanceLoginConflict Documented "A password and a key pair exclude each other. Keep one of them." "8; D26";
        KeyWithWindows "key_with_windows" Error InvalidParameterValue Documented "Windows does not take a key pair. Use a password." "8; D14";
        KeyWithEsxi "key_with_esxi" Warning - Documented "ESXi ignores the key pair: nobody could sign in with it. Use a password." "8; D15";
        KeyWithoutSystem "key_without_system" Warning - Documented "Without an image nobody installs the key pair." "8; D42";
    }
    RaidConfig {
        RaidConflict "raid_conflict" Error InvalidRaidConfigFastCustomConflict Documented "Quick and custom RAID exclude each other. Remove one of them." "7.1; D26";
        RaidLevelUnknown "raid_level_unknown" Error InvalidParameterValue Documented "RAID {level} does not exist here. Choose 0, 1, 5 or 10." "7.1";
        RaidLevelMissing "raid_level_missing" Error MissingParameter Documented "Choose the array's RAID level." "7.1";
        RaidDisksMissing "raid_disks_missing" Error MissingParameter Documented "Choose the array's disks." "7.1";
        RaidLevelNotSupported "raid_level_not_supported" Error InvalidInstanceTypeRaidNotSupport Documented "Model {model} supports {supported}." "7.1";
        RaidQuickMixedDisks "raid_quick_mixed_disks" Error InvalidInstanceTypeQuickRaidNotSupport UserGuide "The model's disks differ in size. Use custom RAID." "7.1";
        RaidQuickTooFewDisks "raid_quick_too_few_disks" Error InvalidInstanceTypeRaidNotSupport Inferred "RAID {level} needs at least {min} disks; the model has {actual}." "7.1; D30";
        RaidQuickOddDisks "raid_quick_odd_disks" Error InvalidParameterValueRaidDiskMismatch Inferred "RAID 10 needs an even number of disks; the model has {actual}. Use custom RAID." "7.1; D29";
        RaidQuickNotOffered "raid_quick_not_offered" Warning - UserGuide "RAID 1 over {actual} disks uses two of them and wastes the rest. The console does not offer it." "7.1; D6";
        RaidDiskDuplicate "raid_disk_duplicate" Error InvalidParameterValueRaidDiskSequenceDuplicate Documented "Disk {disk} is named twice. Put each disk into one array, once." "7.1";
        RaidDiskRange "raid_disk_range" Error InvalidParameterValueRaidDiskSequenceRange Documented "There is no disk {disk}. Disks are numbered from 1{last}." "7.1";
        RaidDiskOrder "raid_disk_order" Error InvalidParameterValueRaidDiskDisorder Documented "The disks of an array must be consecutive and ascending, like 1, 2, 3." "7.1";
        RaidDiskCount "raid_disk_count" Error InvalidParameterValueRaidDiskMismatch UserGuide "RAID {level} needs at least {min} disks; this array has {actual}." "7.1";
        RaidDiskOdd "raid_disk_odd" Error InvalidParameterValueRaidDiskMismatch UserGuide "RAID 10 needs an even number of disks; this array has {actual}." "7.1; D29";
        RaidOneManyDisks "raid_one_many_disks" Warning - Inferred "RAID 1 over {actual} disks: half of their space is assumed to be usable, which nobody documents. RAID 10 is the usual choice." "7.1; D28";
        RaidMixedSizes "raid_mixed_sizes" Warning - Inferred "The disks of this array differ in size: each counts as the smallest, {smallest} GB." "7.1; D31";
        RaidDisksLeftOut "raid_disks_left_out" Notice - Inferred "In no array: disk {disks}. What becomes of it is not documented." "16";
    }
    Partitions {
        PartitionsWithoutSystem "partitions_without_system" Error InvalidPartitionImageNotSet Documented "Partitions need an image, and none will be installed. Choose an image, or remove the partitions." "7.2";
        PartitionPathMissing "partition_path_missing" Error InvalidPartitionMalformed Inferred "Give the mount point or the drive letter." "7.2; D32";
        PartitionPathLinux "partition_path_linux" Error InvalidPartitionMalformed Documented "A Linux path begins with / and has no control characters." "7.2; D44";
        PartitionPathWindows "partition_path_windows" Error InvalidPartitionMalformed Documented "Windows takes one letter from C to H." "7.2";
        PartitionPathUnusual "partition_path_unusual" Warning - Inferred "An unusual path: it contains {what}. Installers may stumble over it." "7.2; D44";
        PartitionDuplicate "partition_duplicate" Error InvalidPartitionDuplicateFilePath Documented "{path} is there twice. Give each partition its own." "7.2";
        PartitionRootMissing "partition_root_missing" Error InvalidPartitionMissingRequiredFilePath Documented "Add the system partition: / must be the first." "7.2";
        PartitionRootNotFirst "partition_root_not_first" Error InvalidPartitionInvalidOrder Documented "/ is the system partition and must be the first." "7.2";
        PartitionDriveMissing "partition_drive_missing" Error InvalidPartitionMissingRequiredFilePath Documented "Add the system partition: C must be the first." "7.2";
        PartitionDriveOrder "partition_drive_order" Error InvalidPartitionInvalidOrder Documented "Letters follow the alphabet from C without a gap; {expected} is expected here." "7.2";
        PartitionFileSystem "partition_file_system" Error InvalidPartitionNoType Documented "Choose {allowed} as the file system." "7.2; D7";
        PartitionSizeMissing "partition_size_missing" Error MissingParameter Documented "Give the size in GB." "7.2; D32";
        PartitionSizeTooSmall "partition_size_too_small" Error InvalidParameterLessMinimum Inferred "The size must be at least {min} GB." "7.2";
        PartitionsNotFull "partitions_not_full" Error InvalidPartitionSizeNotFull Documented "The partitions add up to {sum} GB, but the capacity is {capacity} GB. Add {difference} GB to the last one." "7.2; D8, D9";
        PartitionsTooLarge "partitions_too_large" Error InvalidParameterExceedMaximum Inferred "The partitions add up to {sum} GB, but the capacity is {capacity} GB. Take {difference} GB away." "7.2; D8, D9";
        PartitionsNotFullAsNow "partitions_not_full_as_now" Warning - Inferred "The partitions add up to {sum} GB; with the RAID that the instance has now the capacity is {capacity} GB." "7.2; D27";
        PartitionsTooLargeAsNow "partitions_too_large_as_now" Warning - Inferred "The partitions add up to {sum} GB; with the RAID that the instance has now the capacity is only {capacity} GB." "7.2; D27";
        PartitionsEsxi "partitions_esxi" Warning - Inferred "Nobody documents partitions for ESXi. Leave them out." "13.2; D41";
    }
    Nic {
        NicNameMalformed "nic_name_malformed" Error InvalidParameterNicNameMalformed Documented "4 to 10 letters and digits, beginning with a letter." "7.3; D34";
        NicNamePrefix "nic_name_prefix" Error InvalidParameterNicNameMalformed Documented "The {which} interface's name must not begin with {prefix}." "7.3; D10";
        NicNamePrefixUnusual "nic_name_prefix_unusual" Warning - Inferred "The {which} interface's name begins with {prefix}; some models refuse that." "7.3; D10, D34, D46";
        NicNamesEqual "nic_names_equal" Error InvalidParameterNicNameConflict Documented "Both interfaces would be called {name}{default}. Give them different names." "7.3; D26";
    }
    UserData {
        UserDataTooLong "user_data_too_long" Error InvalidParameterExceedLength Inferred "At most {max} bytes of UTF-8; this has {actual}." "10; D19";
        UserDataNearLimit "user_data_near_limit" Warning - Inferred "{actual} bytes. Whether the limit is 32,000 or 32,768 is not documented; stay below 32,000." "10; D19";
        UserDataNotRun "user_data_not_run" Warning - Inferred "Nobody documents that {system} runs user data." "10";
        UserDataByteOrderMark "user_data_byte_order_mark" Warning - Inferred "Begins with an invisible byte order mark, so the first line is not recognised. Remove it." "10; R8";
        UserDataCarriageReturn "user_data_carriage_return" Warning - Inferred "The first line ends in CR LF, as Windows writes it, so the interpreter is not found. Use LF." "10; R8";
        UserDataEncoded "user_data_encoded" Warning - Inferred "This looks like base64. The API takes plain text and decodes nothing." "10; R8";
        UserDataNoHeader "user_data_no_header" Warning - Inferred "The first line is neither #cloud-config nor #!…, so the installed system may not know what to do with it." "10; R8";
    }
}

impl IssueCode {
    /// The stable name, in lower snake case.
    pub const fn id(self) -> &'static str {
        self.row().id
    }

    /// The code of this name.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_row_is_whole() {
        let ids: BTreeSet<_> = IssueCode::ALL.iter().map(|code| code.id()).collect();
        assert_eq!(ids.len(), IssueCode::ALL.len(), "two rows share a name");
        for &code in IssueCode::ALL {
            let row = code.row();
            assert!(!row.source.is_empty(), "{} has no source", row.id);
            assert!(row.message.ends_with('.'), "{} is no sentence", row.id);
            assert!(
                row.server_code.is_none() || row.severity == Severity::Error,
                "{}: the server refuses errors only",
                row.id
            );
            assert_eq!(IssueCode::parse(row.id), Some(code));
        }
    }

    #[test]
    fn rows_stand_in_the_order_of_the_fields() {
        let fields: Vec<_> = IssueCode::ALL.iter().map(|code| code.row().field).collect();
        assert!(fields.is_sorted());
    }
}
