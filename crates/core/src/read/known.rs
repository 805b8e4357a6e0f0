//! What is known about a server, read from anything: only what a rule asks for, and nothing is ever wrong.

use super::names::*;
use super::place::Place;
use super::reader::{Target, walk};
use super::shape;
use super::source::{NotJson, Source, Tree};
use crate::machine::{Disk, DiskInfo, Image, Instance, InstanceStatus, InstanceType};
use crate::prelude::*;
use crate::request::RaidConfig;
use crate::rules::Context;
use alloc::borrow::Cow;
use serde_json::Value;

/// No id and no word that the API says about a server is longer, in bytes; such a one would be repeated in every issue that
/// mentions it, and counts as not known.
const TEXT_MAX: usize = 4096;

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
/// not known, and no rule says anything about it. Of members that are there twice, which no answer of the API has, the first
/// counts.
///
/// # Errors
/// The source's own.
pub fn read_known<'a>(source: &mut dyn Source<'a>) -> Result<Known, NotJson> {
    let mut known = Known::default();
    walk(source, &shape::KNOWN, &mut known, true)?;
    Ok(known)
}

impl Known {
    /// The model that is being read: its own, or that of the instance.
    fn model(&mut self, at: Place) -> Option<&mut InstanceType> {
        if lies_in_instance(at) { self.instance.as_mut()?.instance_type.as_mut() } else { self.instance_type.as_mut() }
    }

    fn disks(&mut self, at: Place) -> Option<&mut DiskInfo> {
        self.model(at)?.disk_info.as_mut()
    }

    fn raid(&mut self) -> Option<&mut RaidConfig> {
        self.instance.as_mut()?.raid_config.as_mut()
    }

    fn set_text(&mut self, at: Place, text: &str) -> Option<()> {
        match (at.member_at(0), at.member_at(1)) {
            (INSTANCE, INSTANCE_STATUS) => self.instance.as_mut()?.instance_status = InstanceStatus::parse(text),
            (INSTANCE, IMAGE_ID) => self.instance.as_mut()?.image_id = Some(text.to_owned()),
            (IMAGE, IMAGE_ID) => self.image.as_mut()?.image_id = text.to_owned(),
            (IMAGE, CATALOG) => self.image.as_mut()?.catalog = Some(text.to_owned()),
            (IMAGE, _) => self.image.as_mut()?.os_type = Some(text.to_owned()),
            _ if of_model(at) == IMAGE_IDS => *self.model(at)?.image_ids.as_mut()?.last_mut()? = text.to_owned(),
            _ => self.model(at)?.instance_type_id = text.to_owned(),
        }
        Some(())
    }

    fn set_integer(&mut self, at: Place, number: i64) -> Option<()> {
        if at.member_at(1) == RAID_CONFIG {
            self.raid()?.integer(at.depth() - 1, number);
        } else if of_model(at) == SUPPORT_RAIDS {
            *self.model(at)?.support_raids.as_mut()?.last_mut()? = number;
        } else {
            let disks = self.disks(at)?;
            match at.last() {
                TOTAL_DISK_SIZE => disks.total_disk_size = Some(number),
                DISK_SIZE => disks.disks.last_mut()?.disk_size = number,
                _ => disks.disks.last_mut()?.disk_count = number,
            }
        }
        Some(())
    }

    fn add_element(&mut self, list: Place) -> Option<()> {
        match list.last() {
            IMAGE_IDS => self.model(list)?.image_ids.as_mut()?.push(String::new()),
            SUPPORT_RAIDS => self.model(list)?.support_raids.as_mut()?.push(0),
            DISKS => self.disks(list)?.disks.push(Disk::default()),
            other => self.raid()?.element(other),
        }
        Some(())
    }

    fn begin_at(&mut self, at: Place) -> Option<()> {
        match at.last() {
            INSTANCE => self.instance = Some(Instance::default()),
            IMAGE => self.image = Some(Image::default()),
            INSTANCE_TYPE if at.depth() == 1 => self.instance_type = Some(InstanceType::default()),
            INSTANCE_TYPE => self.instance.as_mut()?.instance_type = Some(InstanceType::default()),
            RAID_CONFIG => self.instance.as_mut()?.raid_config = Some(RaidConfig::default()),
            DISK_INFO => self.model(at)?.disk_info = Some(DiskInfo::default()),
            IMAGE_IDS => self.model(at)?.image_ids = Some(Vec::new()),
            SUPPORT_RAIDS => self.model(at)?.support_raids = Some(Vec::new()),
            _ => {}
        }
        Some(())
    }
}

fn lies_in_instance(at: Place) -> bool {
    at.member_at(0) == INSTANCE
}

/// The member of the model that this place is or lies in.
fn of_model(at: Place) -> Number {
    at.member_at(if lies_in_instance(at) { 2 } else { 1 })
}

/// What does not lie in anything that was begun is not there, and so goes nowhere.
impl<'a> Target<'a> for Known {
    fn text(&mut self, at: Place, text: Cow<'a, str>) {
        if text.len() <= TEXT_MAX {
            self.set_text(at, &text);
        }
    }

    fn integer(&mut self, at: Place, number: i64) {
        self.set_integer(at, number);
    }

    fn boolean(&mut self, at: Place, value: bool) {
        if let Some(model) = self.model(at) {
            model.is_ha = Some(value);
        }
    }

    fn begin(&mut self, at: Place) {
        self.begin_at(at);
    }

    fn element(&mut self, list: Place) {
        self.add_element(list);
    }
}
