//! The request as JSON, with whatever a format has for a secret.

use super::placeholders::{Open, Placeholder};
use super::quote::json as text;
use crate::prelude::*;
use crate::request::{CustomRaid, Partition, RaidConfig};

/// The whole body, a member a line. `secret` writes what stands in a secret's place.
pub(super) fn write(request: &Open<'_>, secret: impl Fn(Placeholder) -> String) -> String {
    let members = [
        Some(("instanceId", text(request.instance_id))),
        request.image_id.map(|id| ("imageId", text(id))),
        request.hostname.map(|name| ("hostname", text(name))),
        request.password.map(|password| ("password", secret(password))),
        request.key_id.map(|id| ("keyId", text(id))),
        request.raid.map(|raid| ("raidConfig", raid_config(raid))),
        (!request.partitions.is_empty()).then(|| ("partitions", partitions(request.partitions))),
        request.names_interfaces().then(|| ("nic", nic(request))),
        request.ipxe_url.map(|url| ("ipxeUrl", text(url))),
        request.user_data.map(|user_data| ("userData", secret(user_data))),
    ];
    let lines: Vec<_> = members.into_iter().flatten().map(|(name, value)| format!("  \"{name}\": {value}")).collect();
    format!("{{\n{}\n}}", lines.join(",\n"))
}

/// RAID on one line.
pub(super) fn raid_config(raid: &RaidConfig) -> String {
    let quick = raid.raid_type.map(|level| member("raidType", &level.to_string()));
    let custom = (!raid.custom_raids.is_empty())
        .then(|| member("customRaids", &list(raid.custom_raids.iter().map(custom_raid))));
    object(quick.into_iter().chain(custom))
}

fn custom_raid(array: &CustomRaid) -> String {
    let level = array.raid_type.map(|level| member("raidType", &level.to_string()));
    let disks = member("diskSequence", &list(array.disk_sequence.iter().map(ToString::to_string)));
    object(level.into_iter().chain([disks]))
}

/// All partitions on one line.
pub(super) fn partitions(partitions: &[Partition]) -> String {
    list(partitions.iter().map(partition))
}

fn partition(partition: &Partition) -> String {
    let path = partition.fs_path.as_deref().map(|path| member("fsPath", &text(path)));
    let file_system = partition.fs_type.as_deref().map(|fs_type| member("fsType", &text(fs_type)));
    let size = partition.size.map(|size| member("size", &size.to_string()));
    object([path, file_system, size].into_iter().flatten())
}

/// The names of the interfaces on one line.
pub(super) fn nic(request: &Open<'_>) -> String {
    let names = [("wanName", request.wan_name), ("lanName", request.lan_name)];
    object(names.into_iter().filter_map(|(name, value)| value.map(|value| member(name, &text(value)))))
}

fn member(name: &str, value: &str) -> String {
    format!("\"{name}\": {value}")
}

fn object(members: impl Iterator<Item = String>) -> String {
    format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
}

fn list(elements: impl Iterator<Item = String>) -> String {
    format!("[{}]", elements.collect::<Vec<_>>().join(", "))
}
