//! The built-in account: zones, models, images, key pairs, servers; and variations of the servers.

use crate::faults::Sentinel;
use reinstall_core::machine::{Image, Instance, InstanceType, KeyPair, Zone};
use serde::Deserialize;
use std::net::Ipv4Addr;

/// The most servers that can be asked for.
pub const INSTANCES_MAX: usize = 100_000;

/// The distance between two instance ids, as in the catalogue's own.
const ID_STEP: u64 = 104_729;

/// What an account holds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Catalog {
    /// Zones.
    pub zone_set: Vec<Zone>,
    /// Models, with their images.
    pub instance_types: Vec<InstanceType>,
    /// Images.
    pub images: Vec<Image>,
    /// Key pairs.
    pub key_pairs: Vec<KeyPair>,
    /// Servers, in the order in which they are listed.
    pub instances: Vec<Instance>,
}

impl Catalog {
    /// The built-in account, with the sentinels behind its own servers. `instances` is how many
    /// servers there are in all: fewer are cut off at the end, more are variations of the first 40.
    ///
    /// # Errors
    /// Where the embedded file cannot be read, which the tests rule out.
    pub fn built_in(instances: Option<usize>) -> Result<Self, serde_json::Error> {
        let mut catalog: Self = serde_json::from_str(include_str!("catalog.json"))?;
        let own = std::mem::take(&mut catalog.instances);
        let total = instances.unwrap_or(own.len() + Sentinel::ALL.len());
        let last_id = own.last().and_then(|instance| instance.instance_id.parse().ok()).unwrap_or(0);
        let numbered = |index: usize| (last_id + ID_STEP * (to_u64(index) + 1)).to_string();
        let sentinels = Sentinel::ALL.into_iter().enumerate().filter_map(|(index, sentinel)| {
            own.first().map(|base| sentinel_server(base, sentinel, index, numbered(index)))
        });
        let variations = own
            .iter()
            .cycle()
            .enumerate()
            .map(|(index, base)| variation(base, index, own.len(), numbered(Sentinel::ALL.len() + index)));
        catalog.instances = own.iter().cloned().chain(sentinels).chain(variations).take(total).collect();
        Ok(catalog)
    }

    /// The model of this id.
    pub fn instance_type(&self, id: &str) -> Option<&InstanceType> {
        self.instance_types.iter().find(|model| model.instance_type_id == id)
    }

    /// The image of this id.
    pub fn image(&self, id: &str) -> Option<&Image> {
        self.images.iter().find(|image| image.image_id == id)
    }

    /// The key pair of this id.
    pub fn key_pair(&self, id: &str) -> Option<&KeyPair> {
        self.key_pairs.iter().find(|pair| pair.key_id == id)
    }

    /// The zone of this id.
    pub fn zone(&self, id: &str) -> Option<&Zone> {
        self.zone_set.iter().find(|zone| zone.zone_id == id)
    }
}

/// An ordinary server in all but its name; addresses from a documentation range.
fn sentinel_server(base: &Instance, sentinel: Sentinel, index: usize, instance_id: String) -> Instance {
    let host = 101 + to_u32(index);
    let public = Ipv4Addr::from(u32::from(Ipv4Addr::new(192, 0, 2, 0)) + host).to_string();
    let private = Ipv4Addr::from(u32::from(Ipv4Addr::new(10, 0, 2, 0)) + host).to_string();
    Instance {
        instance_id,
        instance_name: sentinel.name().to_owned(),
        hostname: sentinel.name().to_owned(),
        key_id: None,
        tags: None,
        ..with_addresses(base, &public, &private, format!("2001:db8:0:2::{host:x}"))
    }
}

/// A deterministic variation; addresses from the range for benchmarks, which is never routed.
fn variation(base: &Instance, index: usize, own: usize, instance_id: String) -> Instance {
    let number = to_u32(index) + 1;
    let round = index / own.max(1) + 2;
    let public = Ipv4Addr::from(u32::from(Ipv4Addr::new(198, 18, 0, 0)) + number).to_string();
    let private = Ipv4Addr::from(u32::from(Ipv4Addr::new(10, 64, 0, 0)) + number).to_string();
    Instance {
        instance_id,
        instance_name: format!("{}-{round}", base.instance_name),
        ..with_addresses(base, &public, &private, format!("2001:db8:1::{:x}:{:x}", number >> 16, number & 0xffff))
    }
}

/// One address of each kind; what has none keeps none.
fn with_addresses(base: &Instance, public: &str, private: &str, ipv6: String) -> Instance {
    let mut server = base.clone();
    server.public_ip_addresses.truncate(1);
    server.private_ip_addresses.truncate(1);
    for address in server.primary_public_ip_address.iter_mut().chain(&mut server.public_ip_addresses) {
        public.clone_into(address);
    }
    for address in &mut server.private_ip_addresses {
        private.clone_into(address);
    }
    for address in server.primary_public_ipv6_address.iter_mut().chain(server.ipv6_addresses.iter_mut().flatten()) {
        ipv6.clone_into(address);
    }
    server
}

fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX / 2)
}

fn to_u64(index: usize) -> u64 {
    u64::try_from(index).unwrap_or(u64::MAX / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_catalogue_has_its_forty_servers_and_the_sentinels() {
        let catalog = Catalog::built_in(None).unwrap();
        assert_eq!(catalog.instances.len(), 40 + Sentinel::ALL.len());
        assert_eq!(catalog.instances[0].instance_name, "web-01");
        for (instance, sentinel) in catalog.instances[40..].iter().zip(Sentinel::ALL) {
            assert_eq!(instance.instance_name, sentinel.name());
            assert_eq!(Sentinel::of(&instance.instance_name), Some(sentinel));
            assert_eq!(instance.instance_status.name(), "RUNNING");
        }
    }

    #[test]
    fn any_number_of_servers_has_distinct_names_ids_and_addresses() {
        for total in [1, 40, 41, 10_000] {
            let instances = Catalog::built_in(Some(total)).unwrap().instances;
            assert_eq!(instances.len(), total);
            let distinct = |texts: Vec<&String>| {
                let count = texts.len();
                assert_eq!(texts.into_iter().collect::<BTreeSet<_>>().len(), count);
            };
            distinct(instances.iter().map(|i| &i.instance_id).collect());
            distinct(instances.iter().map(|i| &i.instance_name).collect());
            distinct(instances.iter().flat_map(|i| &i.primary_public_ip_address).collect());
            distinct(instances.iter().flat_map(|i| &i.private_ip_addresses).collect());
            distinct(instances.iter().flat_map(|i| &i.primary_public_ipv6_address).collect());
        }
    }

    #[test]
    fn every_reference_holds() {
        let catalog = Catalog::built_in(Some(200)).unwrap();
        for instance in &catalog.instances {
            assert!(catalog.zone(&instance.zone_id).is_some());
            assert!(catalog.instance_type(&instance.instance_type_id).is_some());
            assert!(instance.image_id().is_none_or(|id| catalog.image(id).is_some()));
            assert!(instance.key_id.as_deref().is_none_or(|id| catalog.key_pair(id).is_some()));
        }
    }
}
