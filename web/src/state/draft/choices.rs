//! The choices of the form, and its rows.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the server boots afterwards; always an explicit choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BootChoice {
    /// An image that is offered for the model.
    Image,
    /// The image that the server has now; its id is sent.
    SameImage,
    /// An iPXE script.
    IpxeUrl,
    /// The vendor's netboot menu.
    Netboot,
}

/// Who can sign in afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SignInChoice {
    /// A password.
    Password,
    /// A key pair.
    KeyPair,
    /// A random password, mailed by the vendor.
    Mailed,
}

/// What happens to RAID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RaidChoice {
    /// Nothing is sent.
    Keep,
    /// One level over all disks.
    Quick,
    /// Arrays one by one.
    Custom,
}

/// One row of the arrays. The key stays with the row, whatever happens to the others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ArrayRow {
    /// Unique in the draft; not kept with it, a draft that is read again gives new ones.
    #[serde(skip)]
    pub key: u32,
    /// The RAID level.
    pub level: Option<i64>,
    /// The disks by number.
    pub disks: BTreeSet<i64>,
}

/// One row of the partitions. The key stays with the row, whatever happens to the others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PartitionRow {
    /// Unique in the draft; not kept with it, a draft that is read again gives new ones.
    #[serde(skip)]
    pub key: u32,
    /// A mount point or a drive letter.
    pub fs_path: String,
    /// The file system.
    pub fs_type: String,
    /// The size in GB as typed.
    pub size: String,
}

impl PartitionRow {
    /// The size as far as it is one.
    pub(super) fn parsed_size(&self) -> Option<i64> {
        self.size.trim().parse().ok()
    }
}
