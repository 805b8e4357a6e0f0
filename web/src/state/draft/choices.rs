//! The choices of the form, and its rows.

use reinstall_core::disk::{Gigabytes, capacity};
use reinstall_core::machine::{Family, Instance, InstanceType};
use reinstall_core::request::RaidConfig;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::rc::Rc;

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
    /// No operating system: neither an image nor an iPXE URL is sent. Where the server has an image now, that would install it
    /// again (D16), so this is a choice only where it has none.
    NoSystem,
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

/// What is meant by the rows of the partitions beyond what they say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PartitionsIntent {
    /// The row that takes what the others leave: its size follows them. The request carries the number.
    pub rest: Option<u32>,
    /// The family of systems that the rows were made for.
    pub family: Option<Family>,
    /// What the last change took away.
    pub undo: Option<Undo>,
    /// What is known of the server's disks.
    pub machine: Machine,
}

/// Rows that a change took away, to be had back.
#[derive(Clone, Debug, PartialEq)]
pub enum Undo {
    /// A removed row, where it stood, and whether it took the rest.
    Row {
        /// Where it stood.
        index: usize,
        /// The row.
        row: PartitionRow,
        /// Whether it took what the others left.
        rest: bool,
    },
    /// All rows as they were before others took their place; gone once a row is changed.
    All {
        /// The rows.
        rows: Vec<PartitionRow>,
        /// The one that took the rest.
        rest: Option<u32>,
        /// The family that they were made for.
        family: Option<Family>,
    },
}

/// What the API tells about the disks of a server: its model, and the RAID that it has now.
#[derive(Debug, Default, PartialEq)]
pub struct Hardware {
    /// The model; nothing in it where it is not known.
    pub model: InstanceType,
    /// Its id, also where nothing else is known.
    pub model_id: String,
    /// The RAID that the server has now; `None` where it has none or none is reported.
    pub raid: Option<RaidConfig>,
}

impl Hardware {
    /// The disks of this server.
    pub fn of(instance: &Instance, model: Option<&InstanceType>) -> Self {
        Self {
            model: model.cloned().unwrap_or_default(),
            model_id: instance.instance_type_id.clone(),
            raid: instance.raid().cloned(),
        }
    }

    /// What partitions share under `raid`; `None` where it cannot be told.
    pub(super) fn capacity(&self, raid: Option<&RaidConfig>) -> Option<Gigabytes> {
        capacity(&self.model, raid)
    }
}

/// The hardware, once it was read. Two are always equal: it is no part of what was filled in.
#[derive(Clone, Debug, Default)]
pub struct Machine(pub Option<Rc<Hardware>>);

impl PartialEq for Machine {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
