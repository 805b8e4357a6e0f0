//! The API's error codes as one table: HTTP status, meaning, and what to do.
//!
//! [`ServerCode`] is a code that we know; [`ApiError`] is a refusal as it came over the wire, whose
//! code may be one that nobody documented. Source: zenlayer-api.md sections 4, 5 and 12.

use crate::prelude::*;
use core::fmt;
use serde::{Deserialize, Serialize};

/// One row of the table of error codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerCodeRow {
    /// The code on the wire, in upper snake case (D3).
    pub name: &'static str,
    /// The HTTP status that it comes with.
    pub http_status: u16,
    /// Whether the vendor's pages state that status; else it is inferred from codes like it.
    pub status_documented: bool,
    /// The member of the request that it is about, where it is about one; dots lead into it (section 12).
    pub field: Option<&'static str>,
    /// What the server says by it.
    pub meaning: &'static str,
    /// What an operator can do.
    pub what_to_do: &'static str,
}

macro_rules! documented {
    () => {
        true
    };
    (inferred) => {
        false
    };
}

macro_rules! field {
    () => {
        None
    };
    ($field:literal) => {
        Some($field)
    };
}

macro_rules! server_codes {
    ($($variant:ident = $status:literal $($inferred:ident)? $name:literal $(of $field:literal)?, $meaning:literal, $what_to_do:literal;)*) => {
        /// An error code that the API documents (or that is inferred for it), see the table below.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ServerCode { $(#[doc = $meaning] $variant,)* }

        impl ServerCode {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The row of this code.
            pub const fn row(self) -> ServerCodeRow {
                match self {
                    $(Self::$variant => ServerCodeRow {
                        name: $name,
                        http_status: $status,
                        status_documented: documented!($($inferred)?),
                        field: field!($($field)?),
                        meaning: $meaning,
                        what_to_do: $what_to_do,
                    },)*
                }
            }
        }
    };
}

server_codes! {
    InternalServerError = 500 "INTERNAL_SERVER_ERROR", "A fault in the service.", "Look at the server's status before anything else: the call may have been carried out.";
    ServiceTemporaryUnavailable = 503 "SERVICE_TEMPORARY_UNAVAILABLE", "The service is unavailable for now.", "Look at the server's status, then try again later.";
    RequestTimedOut = 503 "REQUEST_TIMED_OUT", "The service gave up waiting for itself.", "Look at the server's status: the call may have been carried out.";
    RequestLimitExceeded = 429 "REQUEST_LIMIT_EXCEEDED", "Too many requests; this one was not carried out.", "Wait a few seconds and try again.";
    AuthfailureInvalidAuthorization = 401 "AUTHFAILURE_INVALID_AUTHORIZATION", "The Authorization header is missing or malformed, or the token is unknown or has expired.", "Check the API token, or connect with an access key.";
    AuthfailureSignatureFailure = 401 "AUTHFAILURE_SIGNATURE_FAILURE", "The signature does not fit: a wrong access key ID or password, or a request signed for another host.", "Check the access key ID and the access key password; if both are right, check that the proxy's upstream is the host you mean.";
    AuthfailureUnauthorizedOperation = 401 "AUTHFAILURE_UNAUTHORIZED_OPERATION", "This access key may not make this call.", "Ask the owner of the account to grant the permission.";
    AuthfailureSignatureExpired = 401 "AUTHFAILURE_SIGNATURE_EXPIRED", "The request's time is more than five minutes off the server's clock.", "Set this machine's clock right, then try again.";
    MissingParameter = 400 "MISSING_PARAMETER", "A required member is missing.", "Fill in the field.";
    InvalidParameterType = 400 "INVALID_PARAMETER_TYPE", "A member has the wrong JSON type.", "Give the field a value of the right type.";
    InvalidParameterExceedMaximum = 400 "INVALID_PARAMETER_EXCEED_MAXIMUM", "A number is above its limit.", "Lower the number.";
    InvalidParameterLessMinimum = 400 "INVALID_PARAMETER_LESS_MINIMUM", "A number is below its limit.", "Raise the number.";
    InvalidParameterExceedLength = 400 "INVALID_PARAMETER_EXCEED_LENGTH", "A text or a list is too long.", "Shorten it.";
    InvalidParameterLessLength = 400 "INVALID_PARAMETER_LESS_LENGTH", "A text or a list is too short.", "Lengthen it.";
    InvalidParameterPatternError = 400 "INVALID_PARAMETER_PATTERN_ERROR", "A text does not have the required form.", "Correct the form.";
    InvalidParameterDateFormatError = 400 "INVALID_PARAMETER_DATE_FORMAT_ERROR", "A date does not have the required form.", "Correct the date.";
    InvalidParameterValue = 400 "INVALID_PARAMETER_VALUE", "A value is not one of the allowed ones.", "Choose an allowed value.";
    InvalidInstanceNotFound = 404 "INVALID_INSTANCE_NOT_FOUND" of "instanceId", "There is no such instance.", "Check the instance ID, and that this account owns the instance.";
    InvalidImageNotFound = 404 "INVALID_IMAGE_NOT_FOUND" of "imageId", "There is no such image, or this model cannot run it.", "Choose an image that is offered for this model.";
    ImageNotFound = 404 "IMAGE_NOT_FOUND", "There is no such image.", "Choose another image to filter by.";
    InvalidInstanceTypeNotFound = 404 "INVALID_INSTANCE_TYPE_NOT_FOUND", "There is no such instance type.", "Choose another instance type.";
    InvalidZoneNotFound = 404 "INVALID_ZONE_NOT_FOUND", "There is no such zone.", "Choose another zone.";
    InvalidKeyPairNotFound = 404 "INVALID_KEY_PAIR_NOT_FOUND" of "keyId", "There is no such key pair.", "Choose a key pair of this account.";
    InvalidParameterHostnameExceed = 400 "INVALID_PARAMETER_HOSTNAME_EXCEED" of "hostname", "The hostname is too long.", "Use at most 64 characters.";
    InvalidParameterHostnameMalformed = 400 "INVALID_PARAMETER_HOSTNAME_MALFORMED" of "hostname", "The hostname has characters that are not allowed.", "Use letters, digits, hyphens and dots.";
    InvalidParameterInstanceNameExceed = 400 "INVALID_PARAMETER_INSTANCE_NAME_EXCEED" of "instanceName", "The instance's name is too long. It is listed for a reinstall, which has no such member.", "Shorten the name, if a call has one.";
    InvalidParameterValuePasswordMalformed = 400 "INVALID_PARAMETER_VALUE_PASSWORD_MALFORMED" of "password", "The password breaks the password rule.", "Use 8 to 16 characters with an upper-case letter, a lower-case letter, a digit and one of ~!@$^*-_=+.";
    InvalidParameterInstanceLoginConflict = 400 "INVALID_PARAMETER_INSTANCE_LOGIN_CONFLICT" of "keyId", "Both a password and a key pair were given.", "Keep one of the two.";
    InvalidParameterSshKeyMalformed = 400 "INVALID_PARAMETER_SSH_KEY_MALFORMED" of "sshKeys", "A key of sshKeys (version 2022-11-20) is not a public key in OpenSSH form.", "Use a key pair instead: keyId.";
    InvalidParameterSshKeyDuplicate = 400 inferred "INVALID_PARAMETER_SSH_KEY_DUPLICATE" of "sshKeys", "A key of sshKeys (version 2022-11-20) is there twice.", "Use a key pair instead: keyId.";
    InvalidRaidConfigFastCustomConflict = 400 "INVALID_RAID_CONFIG_FAST_CUSTOM_CONFLICT" of "raidConfig", "Both quick and custom RAID were given.", "Keep one of the two.";
    InvalidInstanceTypeRaidNotSupport = 400 "INVALID_INSTANCE_TYPE_RAID_NOT_SUPPORT" of "raidConfig", "The model does not support this RAID level.", "Choose a level that the model supports.";
    InvalidInstanceTypeQuickRaidNotSupport = 400 inferred "INVALID_INSTANCE_TYPE_QUICK_RAID_NOT_SUPPORT" of "raidConfig.raidType", "The model has no quick RAID.", "Use custom RAID.";
    InvalidParameterValueRaidDiskMismatch = 400 "INVALID_PARAMETER_VALUE_RAID_DISK_MISMATCH" of "raidConfig.customRaids.diskSequence", "The number of disks does not fit the RAID level.", "RAID 0 and 1 need two disks, RAID 5 three, RAID 10 an even number from four.";
    InvalidParameterValueRaidDiskDisorder = 400 "INVALID_PARAMETER_VALUE_RAID_DISK_DISORDER" of "raidConfig.customRaids.diskSequence", "The disks of an array are not consecutive and ascending.", "Use numbers such as 1, 2, 3.";
    InvalidParameterValueRaidDiskSequenceDuplicate = 400 inferred "INVALID_PARAMETER_VALUE_RAID_DISK_SEQUENCE_DUPLICATE" of "raidConfig.customRaids.diskSequence", "A disk is named twice.", "Put each disk into one array.";
    InvalidParameterValueRaidDiskSequenceRange = 400 inferred "INVALID_PARAMETER_VALUE_RAID_DISK_SEQUENCE_RANGE" of "raidConfig.customRaids.diskSequence", "There is no disk of that number.", "Use the numbers of the model's disks, from 1.";
    InvalidPartitionImageNotSet = 403 "INVALID_PARTITION_IMAGE_NOT_SET" of "partitions", "Partitions were given, but no operating system will be installed.", "Choose an image, or leave the partitions out.";
    InvalidPartitionSizeNotFull = 400 "INVALID_PARTITION_SIZE_NOT_FULL" of "partitions.size", "The partitions do not use up the capacity.", "Enlarge the last partition.";
    InvalidPartitionDuplicateFilePath = 400 "INVALID_PARTITION_DUPLICATE_FILE_PATH" of "partitions.fsPath", "Two partitions have the same path or letter.", "Give each partition its own.";
    InvalidPartitionMissingRequiredFilePath = 400 "INVALID_PARTITION_MISSING_REQUIRED_FILE_PATH" of "partitions.fsPath", "The system partition is missing.", "Add / (Linux) or C (Windows) as the first partition.";
    InvalidPartitionMalformed = 400 "INVALID_PARTITION_MALFORMED" of "partitions.fsPath", "A partition's path has the wrong form.", "Linux: a path that starts with /. Windows: one letter from C to H.";
    InvalidPartitionNoType = 400 "INVALID_PARTITION_NO_TYPE" of "partitions.fsType", "A partition's file system is missing or not allowed.", "Linux: ext2, ext3 or ext4. Windows: NTFS.";
    InvalidPartitionInvalidOrder = 400 "INVALID_PARTITION_INVALID_ORDER" of "partitions.fsPath", "The partitions are in the wrong order.", "Linux: / first. Windows: letters from C on without a gap.";
    InvalidParameterNicNameConflict = 400 "INVALID_PARAMETER_NIC_NAME_CONFLICT" of "nic", "Both network interfaces have the same name.", "Give them different names.";
    InvalidParameterNicNameMalformed = 400 "INVALID_PARAMETER_NIC_NAME_MALFORMED" of "nic", "A network interface's name has the wrong form.", "Use 4 to 10 letters and digits, a letter first; not lan… for the public, not wan… for the private one.";
    OperationDeniedInstanceRecycled = 403 "OPERATION_DENIED_INSTANCE_RECYCLED", "The instance is in the recycle bin.", "Restore the instance first.";
    OperationDeniedInstanceCreating = 403 "OPERATION_DENIED_INSTANCE_CREATING", "The instance is still being created.", "Wait until it is RUNNING.";
    OperationDeniedInstanceStatusInstalling = 403 "OPERATION_DENIED_INSTANCE_STATUS_INSTALLING", "The instance is being installed already.", "Wait until the installation that is under way has ended.";
    OperationDeniedInstanceStatus = 403 "OPERATION_DENIED_INSTANCE_STATUS", "The instance's status does not allow this.", "Wait until the instance is RUNNING or STOPPED.";
    OperationFailedForRecycleResource = 403 "OPERATION_FAILED_FOR_RECYCLE_RESOURCE", "The resource is being recycled.", "Use another resource.";
    OperationFailedResourceGroupNotFound = 404 "OPERATION_FAILED_RESOURCE_GROUP_NOT_FOUND", "There is no such resource group.", "Choose another resource group.";
    OperationFailedResourceNotFound = 404 "OPERATION_FAILED_RESOURCE_NOT_FOUND", "There is no such resource.", "Check the ID.";
}

impl ServerCode {
    /// The code on the wire.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The HTTP status that it comes with.
    pub const fn http_status(self) -> u16 {
        self.row().http_status
    }

    /// The code of this name; the older dotted spelling and any case are understood (section 4).
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.replace('.', "_").to_ascii_uppercase();
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for ServerCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A refusal as the API sent it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{code}: {message} (HTTP {http_status}, request {request_id})")]
pub struct ApiError {
    /// The HTTP status.
    pub http_status: u16,
    /// The code, as received.
    pub code: String,
    /// The server's own words; they may change and mean nothing to a program.
    pub message: String,
    /// For the vendor's support.
    pub request_id: String,
    /// The `Retry-After` header in seconds, where one came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

impl ApiError {
    /// The code, if we know it.
    pub fn known(&self) -> Option<ServerCode> {
        ServerCode::parse(&self.code)
    }

    /// What an operator can do; also for a code that nobody documented.
    pub fn what_to_do(&self) -> &'static str {
        match self.known() {
            Some(code) => code.row().what_to_do,
            None => {
                "This code is not documented. Copy the code, the message and the request ID for the vendor's support."
            }
        }
    }

    /// The API itself says that there were too many requests, and did not act. A bare 429 may come
    /// from anything in between.
    pub fn is_rate_limit(&self) -> bool {
        self.known() == Some(ServerCode::RequestLimitExceeded) && self.proves_not_acted()
    }

    /// The refusal proves that the call was not carried out: a 4xx in the API's own envelope, with
    /// the status that belongs to the code. A 5xx proves nothing, and neither does "being installed
    /// already": a request that something on the way delivered twice gets it for its second copy.
    pub fn proves_not_acted(&self) -> bool {
        let fits = match self.known() {
            Some(ServerCode::OperationDeniedInstanceStatusInstalling) => false,
            Some(code) => code.http_status() == self.http_status,
            None => true,
        };
        (400..500).contains(&self.http_status) && !self.request_id.is_empty() && fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_in_upper_snake_case() {
        let names: BTreeSet<_> = ServerCode::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), ServerCode::ALL.len());
        for name in names {
            assert!(name.chars().all(|c| c.is_ascii_uppercase() || c == '_'), "{name}");
        }
    }

    #[test]
    fn both_spellings_are_understood() {
        assert_eq!(ServerCode::parse("Invalid.Image.Not.Found"), Some(ServerCode::InvalidImageNotFound));
        assert_eq!(ServerCode::parse("INVALID_IMAGE_NOT_FOUND"), Some(ServerCode::InvalidImageNotFound));
        assert_eq!(ServerCode::parse("NEVER_SEEN"), None);
    }

    #[test]
    fn only_a_refusal_by_the_api_proves_that_nothing_happened() {
        for &code in ServerCode::ALL {
            let error = ApiError {
                http_status: code.http_status(),
                code: code.name().into(),
                message: String::new(),
                request_id: "T1".into(),
                retry_after: None,
            };
            let proves = code.http_status() < 500 && code != ServerCode::OperationDeniedInstanceStatusInstalling;
            assert_eq!(error.proves_not_acted(), proves, "{code}");
            assert!(
                !ApiError { request_id: String::new(), ..error.clone() }.proves_not_acted(),
                "{code}: nobody signed it"
            );
            assert!(!ApiError { http_status: 418, ..error }.proves_not_acted(), "{code}: another's status");
        }
    }
}
