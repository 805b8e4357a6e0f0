//! What `ReinstallInstance` is asked: the wire shapes, which can hold nonsense on purpose.
//!
//! A draft and a caller's input must be representable before they are checked. After the check,
//! code works with the meaning instead: see [`crate::prepared`].
//!
//! Source of all fields: zenlayer-api.md section 6.

use crate::prelude::*;
use crate::secret::Secret;
use serde::{Deserialize, Serialize};

/// The body of a `ReinstallInstance` call. An empty text counts as absent (D35).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ReinstallRequest {
    /// The server to wipe. The only required field.
    pub instance_id: String,
    /// The image to install; absent: the image that the server has now (D16).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_id: Option<String>,
    /// At most 64 characters of letters, digits, `-` and `.`; absent: the word `hostname`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hostname: Option<String>,
    /// The password of the operating system, and of IPMI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<Secret>,
    /// An SSH key pair, instead of a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_id: Option<String>,
    /// RAID: quick, over all disks, or custom arrays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raid_config: Option<RaidConfig>,
    /// The partitions of the system array, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub partitions: Vec<Partition>,
    /// Names of the network interfaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nic: Option<Nic>,
    /// An iPXE script's URL, or the word `netboot`, instead of an image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipxe_url: Option<String>,
    /// Text that is executed at first boot: at most 32,768 bytes of UTF-8 (D19).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_data: Option<Secret>,
}

/// RAID for the whole server: one level over all disks, or arrays one by one; never both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RaidConfig {
    /// Quick RAID: 0, 1, 5 or 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raid_type: Option<i64>,
    /// Custom RAID: the first array holds the system.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub custom_raids: Vec<CustomRaid>,
}

impl RaidConfig {
    /// Whether it asks for nothing; then it counts as absent (D35).
    pub fn is_empty(&self) -> bool {
        self.raid_type.is_none() && self.custom_raids.is_empty()
    }
}

/// One array of a custom RAID.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CustomRaid {
    /// 0, 1, 5 or 10; required.
    pub raid_type: Option<i64>,
    /// The disks, by their number from 1, consecutive and ascending; required.
    #[serde(deserialize_with = "null_is_default")]
    pub disk_sequence: Vec<i64>,
}

/// One partition. All three members are required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Partition {
    /// A mount point (`/data`) or a drive letter (`C`).
    pub fs_path: Option<String>,
    /// `ext2`, `ext3`, `ext4` or `NTFS`.
    pub fs_type: Option<String>,
    /// In the unit of the model's `totalDiskSize` (GB); the last partition also gets the hidden rest.
    pub size: Option<i64>,
}

/// Names of the network interfaces, 4 to 10 characters each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Nic {
    /// The public interface; default `wan0`, on a high-availability model `bond0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wan_name: Option<String>,
    /// The private interface; default `lan0`, on a high-availability model `bond1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lan_name: Option<String>,
}

/// Reads JSON null as the type's default: the API writes null where a list is empty.
pub(crate) fn null_is_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// An optional text, with the empty one counted as absent (D35).
pub(crate) fn present(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.is_empty())
}

impl ReinstallRequest {
    /// The image to install, if one is named.
    pub fn image_id(&self) -> Option<&str> {
        present(self.image_id.as_ref())
    }

    /// The hostname, if one is given.
    pub fn hostname(&self) -> Option<&str> {
        present(self.hostname.as_ref())
    }

    /// The key pair, if one is named.
    pub fn key_id(&self) -> Option<&str> {
        present(self.key_id.as_ref())
    }

    /// The iPXE URL or the word `netboot`, if given.
    pub fn ipxe_url(&self) -> Option<&str> {
        present(self.ipxe_url.as_ref())
    }

    /// The password, if one is given.
    pub fn password(&self) -> Option<&Secret> {
        self.password.as_ref().filter(|secret| !secret.is_empty())
    }

    /// The user data, if there is any.
    pub fn user_data(&self) -> Option<&Secret> {
        self.user_data.as_ref().filter(|secret| !secret.is_empty())
    }

    /// The RAID configuration, if it asks for anything.
    pub fn raid(&self) -> Option<&RaidConfig> {
        self.raid_config.as_ref().filter(|raid| !raid.is_empty())
    }

    /// The public interface's name, if given.
    pub fn wan_name(&self) -> Option<&str> {
        self.nic.as_ref().and_then(|nic| present(nic.wan_name.as_ref()))
    }

    /// The private interface's name, if given.
    pub fn lan_name(&self) -> Option<&str> {
        self.nic.as_ref().and_then(|nic| present(nic.lan_name.as_ref()))
    }
}
