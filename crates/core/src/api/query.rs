//! The Describe calls: what can be asked, and what comes back (section 13).

use super::action::Action;
use crate::machine::{Image, Instance, InstanceType, KeyPair, Tag, Zone};
use crate::prelude::*;
use crate::request::null_is_default;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The largest page (section 13.5).
pub const PAGE_SIZE_MAX: i64 = 1000;

/// The page size when none is asked for.
pub const PAGE_SIZE_DEFAULT: i64 = 20;

/// The most instance ids in one DescribeInstances call (section 13.1).
pub const INSTANCE_IDS_MAX: usize = 100;

/// A call that only reads, and so may be repeated.
pub trait Query: Serialize {
    /// Its name on the wire.
    const ACTION: Action;
    /// What it answers.
    type Response: DeserializeOwned;
}

macro_rules! query {
    ($query:ident => $response:ident) => {
        impl Query for $query {
            const ACTION: Action = Action::$query;
            type Response = $response;
        }
    };
}

/// Servers. Filters combine with *and*; a name that ends in `*` matches by its beginning.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the API's own members; those with a limit have a line")]
pub struct DescribeInstances {
    /// At most [`INSTANCE_IDS_MAX`]. An unknown id is no error: it is just not in the answer.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub instance_ids: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_group_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_type_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnet_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub internet_charge_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hostname: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub public_ip_addresses: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub private_ip_addresses: Vec<String>,
    /// At most 20.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub tag_keys: Vec<String>,
    /// At most 20.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub tags: Vec<Tag>,
    /// From 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_num: Option<i64>,
    /// At most [`PAGE_SIZE_MAX`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_size: Option<i64>,
}

/// One page of servers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InstancesPage {
    /// All that match, not only this page.
    #[serde(deserialize_with = "null_is_default")]
    pub total_count: i64,
    /// This page.
    #[serde(deserialize_with = "null_is_default")]
    pub data_set: Vec<Instance>,
}

query!(DescribeInstances => InstancesPage);

/// Hardware models. There are no pages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the API's own members; sizes are GB, bandwidth is Mbps")]
pub struct DescribeInstanceTypes {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_id: Option<String>,
    /// At most 100.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub instance_type_ids: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_cpu_core_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_cpu_core_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_memory_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_memory_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_bandwidth: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub support_raids: Vec<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support_subnet: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_disk_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_disk_size: Option<i64>,
    #[serde(rename = "isHA", skip_serializing_if = "Option::is_none")]
    pub is_ha: Option<bool>,
}

/// Hardware models.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InstanceTypes {
    /// All that match.
    #[serde(deserialize_with = "null_is_default")]
    pub instance_types: Vec<InstanceType>,
}

query!(DescribeInstanceTypes => InstanceTypes);

/// Images. There are no pages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the API's own members")]
pub struct DescribeImages {
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub image_ids: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub catalog: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub os_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_type_id: Option<String>,
}

/// Images.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Images {
    /// All that match.
    #[serde(deserialize_with = "null_is_default")]
    pub images: Vec<Image>,
}

query!(DescribeImages => Images);

/// SSH key pairs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the API's own members")]
pub struct DescribeKeyPairs {
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub key_ids: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_num: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_size: Option<i64>,
}

/// One page of key pairs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct KeyPairsPage {
    /// All that match, not only this page.
    #[serde(deserialize_with = "null_is_default")]
    pub total_count: i64,
    /// This page.
    #[serde(deserialize_with = "null_is_default")]
    pub data_set: Vec<KeyPair>,
}

query!(DescribeKeyPairs => KeyPairsPage);

/// Zones.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the API's own members")]
pub struct DescribeZones {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accept_language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_cloud_router_available: Option<bool>,
}

/// Zones.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Zones {
    /// All that match.
    #[serde(deserialize_with = "null_is_default")]
    pub zone_set: Vec<Zone>,
}

query!(DescribeZones => Zones);
