//! What was asked and what the server shows, side by side, without secrets.

use crate::machine::{Instance, InstanceStatus};
use crate::prelude::*;
use crate::prepared::Prepared;
use crate::request::{Partition, RaidConfig};
use serde::{Deserialize, Serialize};

/// What a server shows of itself in DescribeInstances.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the members of Instance, documented there")]
pub struct Facts {
    pub status: InstanceStatus,
    pub image_id: Option<String>,
    pub image_name: Option<String>,
    pub ipxe_url: Option<String>,
    pub hostname: String,
    pub raid: Option<RaidConfig>,
    pub partitions: Vec<Partition>,
    pub wan_name: Option<String>,
    pub lan_name: Option<String>,
    pub key_id: Option<String>,
}

impl Facts {
    /// Whether anything was shown: an answer of the API always has a status.
    pub fn is_known(&self) -> bool {
        self.status != InstanceStatus::Missing
    }

    /// What `instance` shows.
    pub fn of(instance: &Instance) -> Self {
        Self {
            status: instance.instance_status.clone(),
            image_id: instance.image_id().map(str::to_owned),
            image_name: instance.image_name.clone(),
            ipxe_url: instance.ipxe_url.clone().filter(|url| !url.is_empty()),
            hostname: instance.hostname.clone(),
            raid: instance.raid().cloned(),
            partitions: instance.partitions.clone(),
            wan_name: instance.nic.as_ref().and_then(|nic| nic.wan_name.clone()),
            lan_name: instance.nic.as_ref().and_then(|nic| nic.lan_name.clone()),
            key_id: instance.key_id.clone().filter(|id| !id.is_empty()),
        }
    }
}

/// What a request asks for and a server can show afterwards. Absent: not asked for, so not compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the members of ReinstallRequest, documented there")]
pub struct Asked {
    pub image_id: Option<String>,
    pub ipxe_url: Option<String>,
    pub hostname: Option<String>,
    pub raid: Option<RaidConfig>,
    pub partitions: Option<Vec<Partition>>,
    pub wan_name: Option<String>,
    pub lan_name: Option<String>,
    pub key_id: Option<String>,
}

impl Asked {
    /// What `prepared` asks for.
    pub fn of(prepared: &Prepared) -> Self {
        let request = prepared.request();
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Self {
            image_id: owned(request.image_id()),
            ipxe_url: owned(request.ipxe_url()),
            hostname: owned(request.hostname()),
            raid: request.raid().cloned(),
            partitions: (!request.partitions.is_empty()).then(|| request.partitions.clone()),
            wan_name: owned(request.wan_name()),
            lan_name: owned(request.lan_name()),
            key_id: owned(request.key_id()),
        }
    }

    /// Where `shown` differs from what was asked.
    pub fn differences(&self, shown: &Facts) -> Vec<Difference> {
        self.compared(shown).into_iter().filter(|line| line.asked != line.shown).collect()
    }

    /// Everything that was asked, beside what `shown` has. Texts are JSON where they are no plain text.
    pub fn compared(&self, shown: &Facts) -> Vec<Difference> {
        let text = |member: &str, asked: &Option<String>, shown: Option<&String>| {
            asked.as_ref().map(|asked| Difference {
                member: member.to_owned(),
                asked: asked.clone(),
                shown: shown.cloned().unwrap_or_default(),
            })
        };
        let raid = self.raid.as_ref().map(|asked| Difference {
            member: "raidConfig".to_owned(),
            asked: json(asked),
            shown: shown.raid.as_ref().map(json).unwrap_or_default(),
        });
        let partitions = self.partitions.as_ref().map(|asked| Difference {
            member: "partitions".to_owned(),
            asked: json(asked),
            shown: json(&shown.partitions),
        });
        [
            text("imageId", &self.image_id, shown.image_id.as_ref()),
            text("ipxeUrl", &self.ipxe_url, shown.ipxe_url.as_ref()),
            text("hostname", &self.hostname, Some(&shown.hostname)),
            text("keyId", &self.key_id, shown.key_id.as_ref()),
            raid,
            partitions,
            text("nic.wanName", &self.wan_name, shown.wan_name.as_ref()),
            text("nic.lanName", &self.lan_name, shown.lan_name.as_ref()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// `shown` is what was asked, and `before` was not: so something was carried out. Where it is not known what the server
    /// showed before, nothing is proved.
    pub fn is_proved_by(&self, before: &Facts, shown: &Facts) -> bool {
        before.is_known() && !self.differences(before).is_empty() && self.differences(shown).is_empty()
    }
}

/// One member, asked and shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The member of the request.
    pub member: String,
    /// What was asked.
    pub asked: String,
    /// What the server shows; empty for nothing.
    pub shown: String,
}

/// Partitions and RAID as JSON: texts and numbers, so writing them cannot fail.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
