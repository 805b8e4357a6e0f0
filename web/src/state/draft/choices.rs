//! The choices of the form, and its rows.

use std::collections::BTreeSet;

/// What the server boots afterwards; always an explicit choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BootChoice {
    /// An image that is offered for the model.
    Image,
    /// The image that the server has now; its id is sent.
    SameImage,
    /// An iPXE script.
    IpxeUrl,
    /// The vendor's netboot menu.
    Netboot,
    /// No operating system: neither an image nor an iPXE URL is sent. Where the server has an image now, that would install it
    /// again (D16), so this is a choice only where it has none.
    NoSystem,
}

/// Who can sign in afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInChoice {
    /// A password.
    Password,
    /// A key pair.
    KeyPair,
    /// A random password, mailed by the vendor.
    Mailed,
}

/// What happens to RAID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RaidChoice {
    /// Nothing is sent.
    Keep,
    /// One level over all disks.
    Quick,
    /// Arrays one by one.
    Custom,
}

/// One row of the arrays. The key stays with the row, whatever happens to the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArrayRow {
    /// Unique in the draft.
    pub key: u32,
    /// The RAID level.
    pub level: Option<i64>,
    /// The disks by number.
    pub disks: BTreeSet<i64>,
}

/// One row of the partitions. The key stays with the row, whatever happens to the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartitionRow {
    /// Unique in the draft.
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
