//! A request as it was read: its texts stay where they stand.

use super::ELEMENTS_MAX;
use super::names::*;
use super::place::Place;
use super::reader::Target;
use super::slip::Slip;
use crate::prelude::*;
use crate::request::{self, CustomRaid, RaidConfig, ReinstallRequest};
use crate::secret::Secret;
use alloc::borrow::Cow;

type Text<'a> = Option<Cow<'a, str>>;

/// The members of a request, as the rules read them; those that could not be read are left at their default.
#[derive(Default)]
pub(crate) struct Request<'a> {
    instance_id: Text<'a>,
    image_id: Text<'a>,
    ipxe_url: Text<'a>,
    hostname: Text<'a>,
    password: Text<'a>,
    key_id: Text<'a>,
    raid_config: Option<Cow<'a, RaidConfig>>,
    pub(crate) partitions: Vec<Partition<'a>>,
    nic: Option<Nic<'a>>,
    user_data: Text<'a>,
}

/// One partition.
#[derive(Default)]
pub(crate) struct Partition<'a> {
    fs_path: Text<'a>,
    fs_type: Text<'a>,
    pub(crate) size: Option<i64>,
}

/// Names of the network interfaces.
#[derive(Default)]
struct Nic<'a> {
    wan_name: Text<'a>,
    lan_name: Text<'a>,
}

/// An optional text, with the empty one counted as absent (D35).
fn present<'t>(text: &'t Text<'_>) -> Option<&'t str> {
    text.as_deref().filter(|text| !text.is_empty())
}

/// See the methods of the same names of [`ReinstallRequest`].
impl<'a> Request<'a> {
    pub(crate) fn instance_id(&self) -> Option<&str> {
        present(&self.instance_id)
    }

    pub(crate) fn image_id(&self) -> Option<&str> {
        present(&self.image_id)
    }

    pub(crate) fn ipxe_url(&self) -> Option<&str> {
        present(&self.ipxe_url)
    }

    pub(crate) fn hostname(&self) -> Option<&str> {
        present(&self.hostname)
    }

    /// Never to be told.
    pub(crate) fn password(&self) -> Option<&str> {
        present(&self.password)
    }

    pub(crate) fn key_id(&self) -> Option<&str> {
        present(&self.key_id)
    }

    pub(crate) fn raid(&self) -> Option<&RaidConfig> {
        self.raid_config.as_deref().filter(|raid| !raid.is_empty())
    }

    pub(crate) fn wan_name(&self) -> Option<&str> {
        self.nic.as_ref().and_then(|nic| present(&nic.wan_name))
    }

    pub(crate) fn lan_name(&self) -> Option<&str> {
        self.nic.as_ref().and_then(|nic| present(&nic.lan_name))
    }

    /// Never to be told.
    pub(crate) fn user_data(&self) -> Option<&str> {
        present(&self.user_data)
    }

    /// The RAID configuration that is being read.
    fn raid_mut(&mut self) -> Option<&mut RaidConfig> {
        match &mut self.raid_config {
            Some(Cow::Owned(raid)) => Some(raid),
            _ => None,
        }
    }

    /// Where a text belongs.
    fn text_mut(&mut self, at: Place) -> Option<&mut Text<'a>> {
        Some(match at.last() {
            INSTANCE_ID => &mut self.instance_id,
            IMAGE_ID => &mut self.image_id,
            IPXE_URL => &mut self.ipxe_url,
            HOSTNAME => &mut self.hostname,
            PASSWORD => &mut self.password,
            KEY_ID => &mut self.key_id,
            USER_DATA => &mut self.user_data,
            FS_PATH => &mut self.partitions.last_mut()?.fs_path,
            FS_TYPE => &mut self.partitions.last_mut()?.fs_type,
            WAN_NAME => &mut self.nic.as_mut()?.wan_name,
            LAN_NAME => &mut self.nic.as_mut()?.lan_name,
            _ => return None,
        })
    }
}

impl<'a> Target<'a> for Request<'a> {
    fn text(&mut self, at: Place, text: Cow<'a, str>) {
        if let Some(member) = self.text_mut(at) {
            *member = Some(text);
        }
    }

    fn integer(&mut self, at: Place, number: i64) {
        if at.field() == PARTITIONS {
            if let Some(partition) = self.partitions.last_mut() {
                partition.size = Some(number);
            }
        } else if let Some(raid) = self.raid_mut() {
            raid.integer(at.depth(), number);
        }
    }

    fn begin(&mut self, at: Place) {
        match at.last() {
            RAID_CONFIG => self.raid_config = Some(Cow::Owned(RaidConfig::default())),
            NIC => self.nic = Some(Nic::default()),
            _ => {}
        }
    }

    fn element(&mut self, list: Place) {
        if list.field() == PARTITIONS {
            self.partitions.push(Partition::default());
        } else if let Some(raid) = self.raid_mut() {
            raid.element(list.last());
        }
    }

    fn forget(&mut self, at: Place) {
        match at.last() {
            RAID_CONFIG => self.raid_config = None,
            PARTITIONS => self.partitions.clear(),
            NIC => self.nic = None,
            SIZE => {
                if let Some(partition) = self.partitions.last_mut() {
                    partition.size = None;
                }
            }
            RAID_TYPE | CUSTOM_RAIDS | DISK_SEQUENCE => {
                if let Some(raid) = self.raid_mut() {
                    raid.forget(at.depth(), at.last());
                }
            }
            _ => {
                if let Some(member) = self.text_mut(at) {
                    *member = None;
                }
            }
        }
    }
}

/// What is read of a RAID configuration; `depth` is that of the value, with the configuration itself at 1.
impl RaidConfig {
    pub(super) fn integer(&mut self, depth: u32, number: i64) {
        let array = self.custom_raids.last_mut();
        match (depth, array) {
            (2, _) => self.raid_type = Some(number),
            (4, Some(array)) => array.raid_type = Some(number),
            (_, Some(array)) => {
                if let Some(disk) = array.disk_sequence.last_mut() {
                    *disk = number;
                }
            }
            (_, None) => {}
        }
    }

    pub(super) fn element(&mut self, list: Number) {
        if list == CUSTOM_RAIDS {
            self.custom_raids.push(CustomRaid::default());
        } else if let Some(array) = self.custom_raids.last_mut() {
            array.disk_sequence.push(0);
        }
    }

    fn forget(&mut self, depth: u32, member: Number) {
        match (member, depth, self.custom_raids.last_mut()) {
            (RAID_TYPE, 2, _) => self.raid_type = None,
            (RAID_TYPE, _, Some(array)) => array.raid_type = None,
            (DISK_SEQUENCE, _, Some(array)) => array.disk_sequence.clear(),
            _ => self.custom_raids.clear(),
        }
    }
}

impl<'a> Partition<'a> {
    /// The path, if there is one.
    pub(crate) fn fs_path(&self) -> Option<&str> {
        present(&self.fs_path)
    }

    /// The file system, if one is named.
    pub(crate) fn fs_type(&self) -> Option<&str> {
        present(&self.fs_type)
    }
}

impl<'a> Request<'a> {
    /// The same of a request that was not read from JSON, held to the same limits.
    pub(crate) fn of(request: &'a ReinstallRequest) -> (Self, Vec<Slip<'a>>) {
        let borrowed = |text: &'a Option<String>| text.as_deref().map(Cow::Borrowed);
        let secret = |secret: &'a Option<Secret>| secret.as_ref().map(|secret| Cow::Borrowed(secret.expose()));
        let partition = |partition: &'a request::Partition| Partition {
            fs_path: borrowed(&partition.fs_path),
            fs_type: borrowed(&partition.fs_type),
            size: partition.size,
        };
        let (raid_config, slip) = request.raid_config.as_ref().map(within_limits).unzip();
        let mut slips: Vec<_> = slip.flatten().into_iter().collect();
        if request.partitions.len() > ELEMENTS_MAX {
            slips.push(Slip::too_long(Place::ROOT.member(PARTITIONS), ELEMENTS_MAX));
        }
        let read = Self {
            instance_id: Some(Cow::Borrowed(&request.instance_id)),
            image_id: borrowed(&request.image_id),
            ipxe_url: borrowed(&request.ipxe_url),
            hostname: borrowed(&request.hostname),
            password: secret(&request.password),
            key_id: borrowed(&request.key_id),
            raid_config,
            partitions: request.partitions.iter().take(ELEMENTS_MAX).map(partition).collect(),
            nic: request
                .nic
                .as_ref()
                .map(|nic| Nic { wan_name: borrowed(&nic.wan_name), lan_name: borrowed(&nic.lan_name) }),
            user_data: secret(&request.user_data),
        };
        (read, slips)
    }

    /// Its own copy of everything.
    pub(crate) fn into_owned(self) -> ReinstallRequest {
        let owned = |text: Text<'a>| text.map(Cow::into_owned);
        let partition = |partition: Partition<'a>| request::Partition {
            fs_path: owned(partition.fs_path),
            fs_type: owned(partition.fs_type),
            size: partition.size,
        };
        ReinstallRequest {
            instance_id: owned(self.instance_id).unwrap_or_default(),
            image_id: owned(self.image_id),
            hostname: owned(self.hostname),
            password: owned(self.password).map(Secret::from),
            key_id: owned(self.key_id),
            raid_config: self.raid_config.map(Cow::into_owned),
            partitions: self.partitions.into_iter().map(partition).collect(),
            nic: self.nic.map(|nic| request::Nic { wan_name: owned(nic.wan_name), lan_name: owned(nic.lan_name) }),
            ipxe_url: owned(self.ipxe_url),
            user_data: owned(self.user_data).map(Secret::from),
        }
    }
}

/// A RAID configuration, cut where reading it would have stopped.
fn within_limits(raid: &RaidConfig) -> (Cow<'_, RaidConfig>, Option<Slip<'static>>) {
    let elements: usize = raid.custom_raids.iter().map(|array| 1 + array.disk_sequence.len()).sum();
    if elements <= ELEMENTS_MAX {
        return (Cow::Borrowed(raid), None);
    }
    let arrays = Place::ROOT.member(RAID_CONFIG).member(CUSTOM_RAIDS);
    let mut cut = RaidConfig { raid_type: raid.raid_type, custom_raids: Vec::new() };
    let mut left = ELEMENTS_MAX;
    for (index, array) in raid.custom_raids.iter().enumerate() {
        let Some(rest) = left.checked_sub(1) else {
            return (Cow::Owned(cut), Some(Slip::too_long(arrays, ELEMENTS_MAX)));
        };
        let disks = array.disk_sequence.get(..rest).unwrap_or(&array.disk_sequence);
        cut.custom_raids.push(CustomRaid { raid_type: array.raid_type, disk_sequence: disks.to_vec() });
        if disks.len() < array.disk_sequence.len() {
            let disks = arrays.element(index).member(DISK_SEQUENCE);
            return (Cow::Owned(cut), Some(Slip::too_long(disks, ELEMENTS_MAX)));
        }
        left = rest - disks.len();
    }
    (Cow::Owned(cut), None)
}
