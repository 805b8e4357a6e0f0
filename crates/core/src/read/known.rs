//! What is known about a server, read from anything: only what a rule asks for, and nothing is ever wrong.

use super::reader::{Boolean, Integer, List, Members, Object, Reader, Status, Text};
use super::source::{NotJson, Source, Tree};
use crate::machine::{Disk, DiskInfo, Image, Instance, InstanceType};
use crate::request::RaidConfig;
use crate::rules::Context;
use serde_json::Value;

/// A [`Context`] that owns what it knows. Of each object only those members are read that a rule asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// The instance to reinstall.
    pub instance: Option<Instance>,
    /// Its model.
    pub instance_type: Option<InstanceType>,
    /// The image that will be installed.
    pub image: Option<Image>,
}

impl Known {
    /// Reads it from a tree, as [`read_known`] does.
    pub fn of(value: &Value) -> Self {
        // A tree was JSON before, so nothing about it can fail now.
        read_known(&mut Tree::new(value)).unwrap_or_default()
    }

    /// The same for the rules.
    pub fn context(&self) -> Context<'_> {
        Context {
            instance: self.instance.as_ref(),
            instance_type: self.instance_type.as_ref(),
            image: self.image.as_ref(),
        }
    }
}

/// Reads `instance`, `instanceType` and `image` as the API returns them. What is missing, unknown or of another type is
/// not known, and no rule says anything about it.
///
/// # Errors
/// The source's own.
pub fn read_known<'a>(source: &mut dyn Source<'a>) -> Result<Known, NotJson> {
    Ok(Reader::lenient().value::<Object<Known>>(source, true)?.unwrap_or_default())
}

members!(Known {
    "instance": instance as Object<Instance>,
    "instanceType": instance_type as Object<InstanceType>,
    "image": image as Object<Image>,
});

members!(Instance {
    "instanceStatus": instance_status as Status,
    "imageId": image_id as Text,
    "raidConfig": raid_config as Object<RaidConfig>,
    "instanceType": instance_type as Object<InstanceType>,
});

members!(InstanceType {
    "instanceTypeId": instance_type_id as Text,
    "supportRaids": support_raids as List<Integer>,
    "imageIds": image_ids as List<Text>,
    "isHA": is_ha as Boolean,
    "diskInfo": disk_info as Object<DiskInfo>,
});

members!(DiskInfo {
    "totalDiskSize": total_disk_size as Integer,
    "disks": disks as List<Object<Disk>>,
});

members!(Disk {
    "diskSize": disk_size as Integer,
    "diskCount": disk_count as Integer,
});

members!(Image {
    "imageId": image_id as Text,
    "catalog": catalog as Text,
    "osType": os_type as Text,
});

/// Of every object that is read here.
#[cfg(test)]
pub(super) const MEMBERS: [&[&str]; 6] =
    [Known::MEMBERS, Instance::MEMBERS, InstanceType::MEMBERS, DiskInfo::MEMBERS, Disk::MEMBERS, Image::MEMBERS];
