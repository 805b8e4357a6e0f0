//! What the API tells about servers, models, images and key pairs.
//!
//! Every member is read as optional and nullable, because the API writes nulls out and documents
//! few of them; unknown members are ignored. Written, they have the shape of the vendor's answers
//! (empty lists as `[]`, empty objects as null, D20). Source: zenlayer-api.md section 13.

use crate::prelude::*;
use crate::request::{CustomRaid, Nic, Partition, RaidConfig, null_is_default};
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The state of an instance (section 11). Text that nobody documented is kept as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the API's own words")]
pub enum InstanceStatus {
    Pending,
    Creating,
    CreateFailed,
    Installing,
    InstallFailed,
    Running,
    Stopped,
    Booting,
    Stopping,
    Recycle,
    /// Not a documented status; empty when the member was missing.
    #[default]
    Missing,
    /// A status that is not documented, as received.
    Unknown(String),
}

impl InstanceStatus {
    /// Every documented status, in the order of the vendor's page.
    pub const DOCUMENTED: [Self; 10] = [
        Self::Pending,
        Self::Creating,
        Self::CreateFailed,
        Self::Installing,
        Self::InstallFailed,
        Self::Running,
        Self::Stopped,
        Self::Booting,
        Self::Stopping,
        Self::Recycle,
    ];

    /// The word on the wire.
    pub fn name(&self) -> &str {
        match self {
            Self::Pending => "PENDING",
            Self::Creating => "CREATING",
            Self::CreateFailed => "CREATE_FAILED",
            Self::Installing => "INSTALLING",
            Self::InstallFailed => "INSTALL_FAILED",
            Self::Running => "RUNNING",
            Self::Stopped => "STOPPED",
            Self::Booting => "BOOTING",
            Self::Stopping => "STOPPING",
            Self::Recycle => "RECYCLE",
            Self::Missing => "",
            Self::Unknown(word) => word,
        }
    }

    /// The status of this name; never fails.
    pub fn parse(word: &str) -> Self {
        if word.is_empty() {
            return Self::Missing;
        }
        Self::DOCUMENTED
            .into_iter()
            .find(|status| status.name() == word)
            .unwrap_or_else(|| Self::Unknown(word.to_owned()))
    }
}

impl fmt::Display for InstanceStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for InstanceStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for InstanceStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::parse(&Option::<String>::deserialize(deserializer)?.unwrap_or_default()))
    }
}

/// A server, as DescribeInstances returns it (`InstanceInfo`, section 13.1).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the API's own members; those that mislead have a line")]
pub struct Instance {
    #[serde(deserialize_with = "null_is_default")]
    pub instance_id: String,
    #[serde(deserialize_with = "null_is_default")]
    pub zone_id: String,
    #[serde(deserialize_with = "null_is_default")]
    pub instance_name: String,
    #[serde(deserialize_with = "null_is_default")]
    pub hostname: String,
    #[serde(deserialize_with = "null_is_default")]
    pub instance_type_id: String,
    /// The model, without its `imageIds`.
    pub instance_type: Option<InstanceType>,
    /// Absent without an operating system, and after iPXE.
    pub image_id: Option<String>,
    pub image_name: Option<String>,
    pub ipxe_url: Option<String>,
    pub instance_charge_type: Option<String>,
    /// Mbps; 0 is no limit.
    pub bandwidth_out_mbps: Option<i64>,
    pub internet_charge_type: Option<String>,
    /// Months; null when POSTPAID.
    pub period: Option<i64>,
    pub primary_public_ip_address: Option<String>,
    #[serde(rename = "primaryPublicIPv6Address")]
    pub primary_public_ipv6_address: Option<String>,
    #[serde(deserialize_with = "null_is_default")]
    pub public_ip_addresses: Vec<String>,
    #[serde(deserialize_with = "null_is_default")]
    pub private_ip_addresses: Vec<String>,
    /// The one list that the API writes as null.
    pub ipv6_addresses: Option<Vec<String>>,
    #[serde(deserialize_with = "null_is_default")]
    pub subnet_ids: Vec<String>,
    /// `YYYY-MM-ddTHH:mm:ssZ`
    pub create_time: Option<String>,
    pub expired_time: Option<String>,
    pub resource_group_id: Option<String>,
    pub resource_group_name: Option<String>,
    pub instance_status: InstanceStatus,
    /// TB, may be a fraction.
    pub traffic_package_size: Option<serde_json::Number>,
    #[serde(serialize_with = "raid_with_nulls")]
    pub raid_config: Option<RaidConfig>,
    #[serde(deserialize_with = "null_is_default")]
    pub partitions: Vec<Partition>,
    #[serde(serialize_with = "nic_with_nulls")]
    pub nic: Option<Nic>,
    pub auto_renew: Option<bool>,
    pub key_id: Option<String>,
    pub tags: Option<Tags>,
    pub enable_gateway_mode: Option<bool>,
    pub ipmi_enabled: Option<bool>,
}

/// Tags; the API nests them twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tags {
    /// The tags themselves.
    #[serde(deserialize_with = "null_is_default")]
    pub tags: Vec<Tag>,
}

/// One tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the API's own members")]
pub struct Tag {
    #[serde(deserialize_with = "null_is_default")]
    pub key: String,
    pub value: Option<String>,
}

/// A hardware model (section 13.3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the API's own members; those that mislead have a line")]
pub struct InstanceType {
    /// The images that the model can run; null inside DescribeInstances.
    pub image_ids: Option<Vec<String>>,
    #[serde(deserialize_with = "null_is_default")]
    pub instance_type_id: String,
    pub description: Option<String>,
    /// Threads, going by the vendor's example.
    pub cpu_core_count: Option<i64>,
    pub cpu_detail: Option<String>,
    pub cpu_cores: Option<i64>,
    pub cpu_threads: Option<i64>,
    pub base_frequency: Option<String>,
    /// GB
    pub memory_size: Option<i64>,
    /// Mbps
    pub maximum_bandwidth: Option<i64>,
    /// RAID levels; empty: none. Absent: unknown.
    pub support_raids: Option<Vec<i64>>,
    pub support_subnet: Option<bool>,
    /// High availability: bonded interfaces called `bond0` and `bond1`.
    #[serde(rename = "isHA")]
    pub is_ha: Option<bool>,
    pub disk_info: Option<DiskInfo>,
    pub vpu_vendor: Option<String>,
    pub vpu_card: Option<String>,
    pub vpu_count: Option<i64>,
}

/// The disks of a model. Sizes are the advertised ones, a little below the real disks (section 7.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DiskInfo {
    /// The plain sum of all disks, GB.
    pub total_disk_size: Option<i64>,
    /// In words, like `2x1.2TB SAS`.
    pub disk_description: Option<String>,
    /// The disks by kind; expanded in this order they are numbered from 1.
    #[serde(deserialize_with = "null_is_default")]
    pub disks: Vec<Disk>,
}

/// Some disks of one size.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Disk {
    /// GB each.
    #[serde(deserialize_with = "null_is_default")]
    pub disk_size: i64,
    /// How many.
    #[serde(deserialize_with = "null_is_default")]
    pub disk_count: i64,
}

/// An operating system image (section 13.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the API's own members")]
pub struct Image {
    #[serde(deserialize_with = "null_is_default")]
    pub image_id: String,
    pub image_name: Option<String>,
    /// `centos`, `windows`, `ubuntu`, `debian`, `esxi`
    pub catalog: Option<String>,
    /// `PUBLIC_IMAGE` or `CUSTOM_IMAGE`
    pub image_type: Option<String>,
    /// `windows` or `linux`
    pub os_type: Option<String>,
}

/// What kind of system an image installs; it decides the rules for partitions and key pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "names of operating systems")]
pub enum Family {
    Linux,
    Windows,
    Esxi,
}

impl Family {
    /// The name as people write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Linux => "Linux",
            Self::Windows => "Windows",
            Self::Esxi => "ESXi",
        }
    }
}

impl Image {
    /// The family; `None` where catalogue and type say nothing that is known. Any case is read.
    pub fn family(&self) -> Option<Family> {
        let is =
            |member: &Option<String>, word: &str| member.as_deref().is_some_and(|text| text.eq_ignore_ascii_case(word));
        if is(&self.catalog, "esxi") {
            Some(Family::Esxi)
        } else if is(&self.os_type, "windows") || is(&self.catalog, "windows") {
            Some(Family::Windows)
        } else if is(&self.os_type, "linux")
            || ["centos", "ubuntu", "debian"].iter().any(|word| is(&self.catalog, word))
        {
            Some(Family::Linux)
        } else {
            None
        }
    }

    /// The name, or the id where the API gave none.
    pub fn label(&self) -> &str {
        self.image_name.as_deref().filter(|name| !name.is_empty()).unwrap_or(&self.image_id)
    }
}

/// An SSH key pair (section 13.4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the API's own members; those that mislead have a line")]
pub struct KeyPair {
    #[serde(deserialize_with = "null_is_default")]
    pub key_id: String,
    #[serde(deserialize_with = "null_is_default")]
    pub key_name: String,
    /// OpenSSH form; several keys are separated by newlines.
    pub public_key: Option<String>,
    pub key_description: Option<String>,
    pub create_time: Option<String>,
}

/// A zone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the API's own members")]
pub struct Zone {
    #[serde(deserialize_with = "null_is_default")]
    pub zone_id: String,
    pub zone_name: Option<String>,
    pub city_name: Option<String>,
    pub area_name: Option<String>,
    pub is_cloud_router_available: Option<bool>,
    pub is_byoip_enabled: Option<bool>,
}

impl Instance {
    /// The RAID that the instance has, if any.
    pub fn raid(&self) -> Option<&RaidConfig> {
        self.raid_config.as_ref().filter(|raid| !raid.is_empty())
    }

    /// The image that it runs, if any.
    pub fn image_id(&self) -> Option<&str> {
        self.image_id.as_deref().filter(|id| !id.is_empty())
    }

    /// The name that an operator knows it by: `instanceName`, or the id where there is none.
    pub fn label(&self) -> &str {
        if self.instance_name.is_empty() { &self.instance_id } else { &self.instance_name }
    }
}

impl InstanceType {
    /// All disks together in GB, as advertised.
    pub fn total_disk_size(&self) -> Option<i64> {
        self.disk_info.as_ref()?.total_disk_size.filter(|&size| size > 0)
    }

    /// The default names of the public and the private interface (section 7.3); `None` where the
    /// API did not say whether the model is a high-availability one.
    pub fn default_nic_names(&self) -> Option<(&'static str, &'static str)> {
        self.is_ha.map(|is_ha| if is_ha { ("bond0", "bond1") } else { ("wan0", "lan0") })
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RaidWithNulls<'a> {
    raid_type: Option<i64>,
    custom_raids: &'a [CustomRaid],
}

#[expect(clippy::ref_option, reason = "serde passes the field by reference")]
fn raid_with_nulls<S: Serializer>(raid: &Option<RaidConfig>, serializer: S) -> Result<S::Ok, S::Error> {
    raid.as_ref()
        .map(|raid| RaidWithNulls { raid_type: raid.raid_type, custom_raids: &raid.custom_raids })
        .serialize(serializer)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NicWithNulls<'a> {
    wan_name: Option<&'a str>,
    lan_name: Option<&'a str>,
}

#[expect(clippy::ref_option, reason = "serde passes the field by reference")]
fn nic_with_nulls<S: Serializer>(nic: &Option<Nic>, serializer: S) -> Result<S::Ok, S::Error> {
    nic.as_ref()
        .map(|nic| NicWithNulls { wan_name: nic.wan_name.as_deref(), lan_name: nic.lan_name.as_deref() })
        .serialize(serializer)
}
