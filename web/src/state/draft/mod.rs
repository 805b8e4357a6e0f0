//! The reinstall form as it is filled in: it mirrors the form and becomes a request only for a check.

mod choices;
mod drafts;
mod edit;
mod from_request;
mod issues;
mod partitions;
mod saved;
#[cfg(test)]
mod tests;

pub use choices::{
    ArrayRow, BootChoice, Hardware, Machine, PartitionRow, PartitionsIntent, RaidChoice, SignInChoice, Undo,
};
pub use drafts::{Drafts, DraftsAction, Elsewhere, OpenDraft, Restored, ToKeep};
pub use edit::Edit;
pub use issues::FieldIssue;
pub use partitions::{Conversion, convert, family_of};
pub use saved::{KEPT_FOR, SavedDraft, Unreadable};

use reinstall_core::Secret;
use reinstall_core::disk::{DiskPlan, Gigabytes};
use reinstall_core::machine::{Instance, InstanceType};
use reinstall_core::request::{CustomRaid, Nic, Partition, RaidConfig, ReinstallRequest};
use reinstall_core::rules::image::NETBOOT;

/// The form. Its `Debug` form shows no secret.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields of the form")]
pub struct Draft {
    pub instance_id: String,
    pub boot: BootChoice,
    pub image_id: String,
    /// The image that the server had when the form was opened.
    pub current_image_id: Option<String>,
    pub ipxe_url: String,
    pub hostname: String,
    pub sign_in: SignInChoice,
    pub password: Secret,
    pub key_id: String,
    pub raid: RaidChoice,
    pub quick_level: Option<i64>,
    pub arrays: Vec<ArrayRow>,
    pub partitions: Vec<PartitionRow>,
    /// What is meant by the partitions beyond what their rows say.
    pub intent: PartitionsIntent,
    pub wan_name: String,
    pub lan_name: String,
    pub user_data: Secret,
    /// How many bytes of user data there were that are not kept, until the field is touched or sent without.
    pub user_data_gone: Option<usize>,
    next_key: u32,
}

impl Draft {
    /// The form for a server: what it has now is written in, so that nothing changes by omission.
    pub fn for_instance(instance: &Instance) -> Self {
        let nic = instance.nic.clone().unwrap_or_default();
        let current_image_id = instance.image_id().map(str::to_owned);
        Self {
            instance_id: instance.instance_id.clone(),
            boot: if current_image_id.is_some() { BootChoice::SameImage } else { BootChoice::Image },
            image_id: String::new(),
            current_image_id,
            ipxe_url: String::new(),
            hostname: instance.hostname.clone(),
            sign_in: SignInChoice::Password,
            password: Secret::default(),
            key_id: String::new(),
            raid: RaidChoice::Keep,
            quick_level: None,
            arrays: Vec::new(),
            partitions: Vec::new(),
            intent: PartitionsIntent::default(),
            wan_name: nic.wan_name.unwrap_or_default(),
            lan_name: nic.lan_name.unwrap_or_default(),
            user_data: Secret::default(),
            user_data_gone: None,
            next_key: 0,
        }
    }

    /// The id of the image that will be installed, as far as it is chosen.
    pub fn chosen_image_id(&self) -> Option<&str> {
        match self.boot {
            BootChoice::Image => Some(self.image_id.as_str()).filter(|id| !id.is_empty()),
            BootChoice::SameImage => self.current_image_id.as_deref(),
            BootChoice::IpxeUrl | BootChoice::Netboot | BootChoice::NoSystem => None,
        }
    }

    /// The request that the form stands for.
    pub fn to_request(&self) -> ReinstallRequest {
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        ReinstallRequest {
            instance_id: self.instance_id.clone(),
            image_id: self.chosen_image_id().map(str::to_owned),
            hostname: filled(&self.hostname),
            password: (self.sign_in == SignInChoice::Password && !self.password.is_empty())
                .then(|| self.password.clone()),
            key_id: filled(&self.key_id).filter(|_| self.sign_in == SignInChoice::KeyPair),
            raid_config: self.raid_config(),
            partitions: self.partitions.iter().map(partition).collect(),
            nic: Some(Nic { wan_name: filled(&self.wan_name), lan_name: filled(&self.lan_name) })
                .filter(|nic| *nic != Nic::default()),
            ipxe_url: match self.boot {
                BootChoice::IpxeUrl => filled(&self.ipxe_url),
                BootChoice::Netboot => Some(NETBOOT.to_owned()),
                BootChoice::Image | BootChoice::SameImage | BootChoice::NoSystem => None,
            },
            user_data: (!self.user_data.is_empty()).then(|| self.user_data.clone()),
        }
    }

    fn raid_config(&self) -> Option<RaidConfig> {
        match self.raid {
            RaidChoice::Keep => None,
            RaidChoice::Quick => Some(RaidConfig { raid_type: self.quick_level, custom_raids: Vec::new() }),
            RaidChoice::Custom => Some(RaidConfig {
                raid_type: None,
                custom_raids: self
                    .arrays
                    .iter()
                    .map(|row| CustomRaid { raid_type: row.level, disk_sequence: row.disks.iter().copied().collect() })
                    .collect(),
            }),
        }
    }

    /// The sizes of the partitions as far as they are sizes.
    pub fn partition_sizes(&self) -> Vec<Option<Gigabytes>> {
        self.partitions.iter().map(|row| row.parsed_size().and_then(Gigabytes::from_wire)).collect()
    }

    /// What the form makes of the disks of `model`, whose server has `current` RAID now; `None` while
    /// the choice of RAID is not finished.
    pub fn disk_plan(&self, model: &InstanceType, current: Option<&RaidConfig>) -> Option<DiskPlan> {
        let request = self.to_request();
        let raid = match self.raid {
            RaidChoice::Keep => current,
            RaidChoice::Quick | RaidChoice::Custom => Some(request.raid()?),
        };
        Some(DiskPlan::new(model, raid, &request.partitions))
    }
}

fn partition(row: &PartitionRow) -> Partition {
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Partition { fs_path: filled(&row.fs_path), fs_type: filled(&row.fs_type), size: row.parsed_size() }
}
