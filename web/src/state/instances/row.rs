//! One server, as it is shown and searched. Made once, when its page arrives.

use super::columns::Column;
use super::filter::Facet;
use reinstall_core::machine::{Instance, InstanceStatus, Tag};
use yew::AttrValue;

/// What the image column and its filter say of a server that was installed over iPXE. Its URL is not part of the filter: it may
/// hold a password, and the filter stands in this page's address.
pub const IPXE: &str = "iPXE";

/// One server.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// `instanceId`
    pub id: AttrValue,
    /// The name, or the id where the name is empty or blank.
    pub label: AttrValue,
    /// `instanceStatus`
    pub status: InstanceStatus,
    /// `hostname`
    pub hostname: AttrValue,
    /// `zoneId`
    pub zone: AttrValue,
    /// `instanceTypeId`
    pub model: AttrValue,
    /// The image's name, else its id; [`IPXE`]; empty without an operating system.
    pub image: AttrValue,
    /// `ipxeUrl`
    pub ipxe_url: AttrValue,
    /// The primary public address, or the first one.
    pub public_ip: AttrValue,
    /// The private addresses.
    pub private_ips: AttrValue,
    /// `resourceGroupName`, or the id.
    pub resource_group: AttrValue,
    /// The tags, each as `key=value`, or as `key` where it has no value.
    pub tags: Vec<AttrValue>,
    /// The same in one line.
    pub tags_line: AttrValue,
    /// Everything that the free text looks into, in lower case, one a line.
    pub(super) haystack: String,
    /// For each facet the numbers of this row's values, see `Values`.
    pub(super) values: [Vec<u32>; Facet::ALL.len()],
}

impl Row {
    /// Takes what the list shows.
    pub fn of(instance: Instance) -> Self {
        let text = |member: Option<String>| member.filter(|text| !text.is_empty());
        let ipxe_url = text(instance.ipxe_url).unwrap_or_default();
        let ipxe = (!ipxe_url.is_empty()).then(|| IPXE.to_owned());
        let image = text(instance.image_name).or(text(instance.image_id)).or(ipxe).unwrap_or_default();
        let public_ip =
            text(instance.primary_public_ip_address).or_else(|| instance.public_ip_addresses.first().cloned());
        let resource_group =
            text(instance.resource_group_name).or(text(instance.resource_group_id)).unwrap_or_default();
        let label = if instance.instance_name.trim().is_empty() {
            instance.instance_id.clone()
        } else {
            instance.instance_name.clone()
        };
        let tags: Vec<String> = instance.tags.unwrap_or_default().tags.into_iter().filter_map(tag).collect();
        let mut haystack = String::new();
        let own = [&label, &instance.instance_id, &instance.hostname, &instance.zone_id, &instance.instance_type_id];
        let more = [&image, &ipxe_url, &resource_group];
        let addresses = instance.public_ip_addresses.iter().chain(&instance.private_ip_addresses).chain(&public_ip);
        let ipv6 = instance.ipv6_addresses.iter().flatten();
        for text in own.into_iter().chain(more).chain(addresses).chain(ipv6).chain(&tags) {
            haystack.push_str(&text.to_lowercase());
            haystack.push('\n');
        }
        haystack.push_str(&instance.instance_status.name().to_lowercase());
        Self {
            id: instance.instance_id.into(),
            label: label.into(),
            status: instance.instance_status,
            hostname: instance.hostname.into(),
            zone: instance.zone_id.into(),
            model: instance.instance_type_id.into(),
            image: image.into(),
            ipxe_url: ipxe_url.into(),
            public_ip: public_ip.unwrap_or_default().into(),
            private_ips: instance.private_ip_addresses.join(", ").into(),
            resource_group: resource_group.into(),
            tags_line: tags.join(", ").into(),
            tags: tags.into_iter().map(AttrValue::from).collect(),
            haystack,
            values: Default::default(),
        }
    }

    /// What stands in a column.
    pub fn text(&self, column: Column) -> &str {
        match column {
            Column::Status => self.status.name(),
            Column::InstanceId => &self.id,
            Column::Zone => &self.zone,
            Column::Model => &self.model,
            Column::Image => &self.image,
            Column::PublicIp => &self.public_ip,
            Column::Tags => &self.tags_line,
        }
    }

    /// The values by which a facet finds this row: one, of tags any number. Empty stands for none.
    pub(super) fn facet(&self, facet: Facet) -> Vec<AttrValue> {
        match facet {
            Facet::Zone => vec![self.zone.clone()],
            Facet::Model => vec![self.model.clone()],
            Facet::Status => vec![AttrValue::from(self.status.name().to_owned())],
            Facet::Image => vec![self.image.clone()],
            Facet::Tag if self.tags.is_empty() => vec![AttrValue::default()],
            Facet::Tag => self.tags.clone(),
        }
    }
}

fn tag(tag: Tag) -> Option<String> {
    let text = match tag.value {
        Some(value) if !value.is_empty() => format!("{}={value}", tag.key),
        _ => tag.key,
    };
    (!text.is_empty()).then_some(text)
}
