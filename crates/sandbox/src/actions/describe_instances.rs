//! DescribeInstances (section 13.1).

use crate::envelope::Refusal;
use crate::params::{Page, Params, at_most, one_of};
use crate::world::World;
use reinstall_core::api::ServerCode;
use reinstall_core::api::query::INSTANCE_IDS_MAX;
use reinstall_core::machine::{Instance, InstanceStatus};
use serde::Serialize;
use serde_json::Value;

/// The most tags, or keys of tags, in one call.
const TAGS_MAX: usize = 20;

/// Every way of charging for traffic.
const INTERNET_CHARGE_TYPES: [&str; 5] =
    ["ByBandwidth", "ByTrafficPackage", "ByInstanceBandwidth95", "ByClusterBandwidth95", "ByBandwidthCluster"];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Response<'a> {
    total_count: usize,
    data_set: Vec<&'a Instance>,
}

pub(super) fn run<'a>(world: &'a World, params: &Params<'_>) -> Result<Response<'a>, Refusal> {
    let filter = Filter::read(params)?;
    filter.check(world)?;
    let (total_count, data_set) = if filter.instance_ids.is_empty() {
        filter.page.of(world.instances().iter().filter(|instance| filter.matches(instance)))
    } else {
        // Whoever watches servers asks for them by id, again and again.
        filter.page.of(world.instances_of(&filter.instance_ids).filter(|instance| filter.matches(instance)))
    };
    Ok(Response { total_count, data_set })
}

/// What is asked for; all of it must hold.
struct Filter<'a> {
    instance_ids: Vec<&'a str>,
    zone_id: Option<&'a str>,
    resource_group_id: Option<&'a str>,
    instance_type_id: Option<&'a str>,
    image_id: Option<&'a str>,
    subnet_id: Option<&'a str>,
    instance_status: Option<&'a str>,
    internet_charge_type: Option<&'a str>,
    instance_name: Option<&'a str>,
    hostname: Option<&'a str>,
    public_ip_addresses: Vec<&'a str>,
    private_ip_addresses: Vec<&'a str>,
    tag_keys: Vec<&'a str>,
    tags: Vec<(&'a str, Option<&'a str>)>,
    page: Page,
}

impl<'a> Filter<'a> {
    fn read(params: &Params<'a>) -> Result<Self, Refusal> {
        Ok(Self {
            instance_ids: params.texts("instanceIds")?,
            zone_id: params.text("zoneId")?,
            resource_group_id: params.text("resourceGroupId")?,
            instance_type_id: params.text("instanceTypeId")?,
            image_id: params.text("imageId")?,
            subnet_id: params.text("subnetId")?,
            instance_status: params.text("instanceStatus")?,
            internet_charge_type: params.text("internetChargeType")?,
            instance_name: params.text("instanceName")?,
            hostname: params.text("hostname")?,
            public_ip_addresses: params.texts("publicIpAddresses")?,
            private_ip_addresses: params.texts("privateIpAddresses")?,
            tag_keys: params.texts("tagKeys")?,
            tags: params.list("tags", "a list of objects with key and value", tag)?,
            page: params.page()?,
        })
    }

    /// Limits first, then what must exist.
    fn check(&self, world: &World) -> Result<(), Refusal> {
        at_most("instanceIds", &self.instance_ids, INSTANCE_IDS_MAX)?;
        at_most("tagKeys", &self.tag_keys, TAGS_MAX)?;
        at_most("tags", &self.tags, TAGS_MAX)?;
        self.page.check()?;
        if let Some(word) = self.instance_status {
            let statuses = InstanceStatus::DOCUMENTED.map(|status| status.name().to_owned());
            one_of("instanceStatus", &word.to_owned(), &statuses, &statuses.join(", "))?;
        }
        if let Some(word) = self.internet_charge_type {
            one_of("internetChargeType", &word, &INTERNET_CHARGE_TYPES, &INTERNET_CHARGE_TYPES.join(", "))?;
        }
        let catalog = world.catalog();
        let known = |id: Option<&str>, exists: &dyn Fn(&str) -> bool, code: ServerCode, member: &str| match id {
            Some(id) if !exists(id) => Err(Refusal::not_found(code, member, id)),
            _ => Ok(()),
        };
        known(self.zone_id, &|id| catalog.zone(id).is_some(), ServerCode::InvalidZoneNotFound, "zoneId")?;
        known(
            self.instance_type_id,
            &|id| catalog.instance_type(id).is_some(),
            ServerCode::InvalidInstanceTypeNotFound,
            "instanceTypeId",
        )?;
        // D24: this call has a spelling of its own.
        known(self.image_id, &|id| catalog.image(id).is_some(), ServerCode::ImageNotFound, "imageId")
    }

    /// All but the ids, by which the servers were looked up.
    fn matches(&self, instance: &Instance) -> bool {
        let is = |wanted: Option<&str>, actual: &str| wanted.is_none_or(|wanted| wanted == actual);
        let is_some = |wanted: Option<&str>, actual: Option<&String>| {
            wanted.is_none_or(|wanted| actual.is_some_and(|actual| actual == wanted))
        };
        let any_of = |wanted: &[&str], actual: &[String]| {
            wanted.is_empty() || actual.iter().any(|actual| wanted.contains(&actual.as_str()))
        };
        let own_tags = instance.tags.as_ref().map(|tags| tags.tags.as_slice()).unwrap_or_default();
        is(self.zone_id, &instance.zone_id)
            && is_some(self.resource_group_id, instance.resource_group_id.as_ref())
            && is(self.instance_type_id, &instance.instance_type_id)
            && is_some(self.image_id, instance.image_id.as_ref())
            && self.subnet_id.is_none_or(|id| instance.subnet_ids.iter().any(|own| own == id))
            && is(self.instance_status, instance.instance_status.name())
            && is_some(self.internet_charge_type, instance.internet_charge_type.as_ref())
            && self.instance_name.is_none_or(|pattern| name_matches(pattern, &instance.instance_name))
            && self.hostname.is_none_or(|pattern| name_matches(pattern, &instance.hostname))
            && any_of(&self.public_ip_addresses, &instance.public_ip_addresses)
            && any_of(&self.private_ip_addresses, &instance.private_ip_addresses)
            && (self.tag_keys.is_empty() || own_tags.iter().any(|tag| self.tag_keys.contains(&tag.key.as_str())))
            && self.tags.iter().all(|(key, value)| {
                own_tags.iter().any(|tag| tag.key == *key && value.is_none_or(|v| tag.value.as_deref() == Some(v)))
            })
    }
}

/// A trailing `*` matches by the beginning; all else is exact.
fn name_matches(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == name, |beginning| name.starts_with(beginning))
}

fn tag(value: &Value) -> Option<(&str, Option<&str>)> {
    let object = value.as_object()?;
    let value = match object.get("value") {
        None | Some(Value::Null) => None,
        Some(value) => Some(value.as_str()?),
    };
    Some((object.get("key")?.as_str()?, value))
}
