//! Members and their values in words.

use crate::locales::Words;
use crate::t;
use reinstall_core::disk::Disk;
use reinstall_core::job::Facts;
use reinstall_core::request::{Partition, RaidConfig};
use yew::AttrValue;

/// What a line of the review is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "members of the request, and of what a server shows")]
pub enum What {
    Image,
    Hostname,
    SignIn,
    Raid,
    Partitions,
    WanName,
    LanName,
    UserData,
    Status,
    Name,
    IpxeUrl,
    KeyPair,
}

impl What {
    /// Its name on the page.
    pub fn words(self, words: &Words) -> AttrValue {
        match self {
            Self::Image => t!(words, "Image"),
            Self::Hostname => t!(words, "Hostname"),
            Self::SignIn => t!(words, "Sign-in"),
            Self::Raid => "RAID".into(),
            Self::Partitions => t!(words, "Partitions"),
            Self::WanName => t!(words, "Public NIC name"),
            Self::LanName => t!(words, "Private NIC name"),
            Self::UserData => t!(words, "User data"),
            Self::Status => t!(words, "Status"),
            Self::Name => t!(words, "Name"),
            Self::IpxeUrl => "iPXE URL".into(),
            Self::KeyPair => t!(words, "Key pair"),
        }
    }
}

/// What a server boots now; empty for nothing.
pub(super) fn image_words(facts: &Facts, words: &Words) -> String {
    let text = |value: &Option<String>| value.clone().filter(|text| !text.is_empty());
    text(&facts.image_name)
        .or_else(|| facts.image_id.as_ref().map(|id| t!(words, "image {id}", id = id).to_string()))
        .or_else(|| text(&facts.ipxe_url).map(|url| format!("iPXE {url}")))
        .unwrap_or_default()
}

/// A RAID configuration in words.
pub fn raid_words(raid: Option<&RaidConfig>, words: &Words) -> AttrValue {
    let Some(raid) = raid else { return t!(words, "no RAID") };
    if let Some(level) = raid.raid_type {
        return t!(words, "quick RAID {level}", level = level);
    }
    let arrays: Vec<AttrValue> = raid
        .custom_raids
        .iter()
        .map(|array| {
            let disks: Vec<String> = array.disk_sequence.iter().map(i64::to_string).collect();
            let level = array.raid_type.map_or_else(|| "?".to_owned(), |level| level.to_string());
            t!(words, "RAID {level} on disks {disks}", level = level, disks = disks.join(", "))
        })
        .collect();
    arrays.join("; ").into()
}

/// Partitions in words; empty where there are none.
pub fn partition_words(partitions: &[Partition]) -> AttrValue {
    let rows: Vec<String> = partitions
        .iter()
        .map(|partition| {
            let size = partition.size.map_or_else(|| "?".to_owned(), |size| size.to_string());
            let text = |member: &Option<String>| member.clone().unwrap_or_default();
            format!("{} {} {size} GB", text(&partition.fs_path), text(&partition.fs_type))
        })
        .collect();
    rows.join(", ").into()
}

/// Disks by number and size, like `disks 1–2 (1200 GB each), disk 3 (480 GB)`; empty where there are none.
pub fn disk_words(disks: &[Disk], words: &Words) -> AttrValue {
    let mut runs: Vec<(Disk, usize)> = Vec::new();
    for disk in disks {
        match runs.last_mut() {
            Some((first, last)) if *last + 1 == disk.number && first.size == disk.size => *last = disk.number,
            _ => runs.push((*disk, disk.number)),
        }
    }
    let run = |(first, last): (Disk, usize)| {
        if first.number == last {
            t!(words, "disk {number} ({size} GB)", number = last, size = first.size)
        } else {
            t!(words, "disks {first}–{last} ({size} GB each)", first = first.number, last = last, size = first.size)
        }
    };
    runs.into_iter().map(run).collect::<Vec<_>>().join(", ").into()
}
