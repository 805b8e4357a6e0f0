//! All state of the account: plain lists, an index, and what reinstalls made of the servers.

use crate::catalog::Catalog;
use crate::clock::Millis;
use crate::life::{InstallPlan, Installation, Installed, Outcome};
use reinstall_core::machine::{Image, Instance, InstanceStatus, InstanceType};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The account as it is now.
#[derive(Debug)]
pub struct World {
    catalog: Arc<Catalog>,
    /// The catalogue's, with what [`Self::reinstalled`] says written into them.
    instances: Vec<Instance>,
    by_id: HashMap<String, usize>,
    plan: InstallPlan,
    /// The servers that were ever reinstalled, by their place in the list.
    reinstalled: BTreeMap<usize, Reinstalled>,
    /// The ends of the installations under way; one that never ends is not here.
    ends: BTreeSet<(Millis, usize)>,
}

/// What is known of a server because it was reinstalled. With the catalogue it is the whole server.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reinstalled {
    /// How many installations it had, with the one under way.
    rounds: u32,
    /// How the last one ended; while one is under way, how the one before it did.
    status: Option<InstanceStatus>,
    /// What the last successful one left.
    shown: Option<Installed>,
    /// The one that is under way.
    under_way: Option<Installation>,
}

impl World {
    /// The account as the catalogue has it.
    pub fn new(catalog: Arc<Catalog>, plan: InstallPlan) -> Self {
        let instances = catalog.instances.clone();
        let by_id =
            instances.iter().enumerate().map(|(index, instance)| (instance.instance_id.clone(), index)).collect();
        Self { catalog, instances, by_id, plan, reinstalled: BTreeMap::new(), ends: BTreeSet::new() }
    }

    /// What does not change: zones, models, images, key pairs.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Every server, in the one fixed order.
    pub fn instances(&self) -> &[Instance] {
        &self.instances
    }

    /// The server of this id.
    pub fn instance(&self, id: &str) -> Option<&Instance> {
        self.by_id.get(id).and_then(|&index| self.instances.get(index))
    }

    /// The servers of these ids in the one fixed order, each once; unknown ids are left out.
    pub fn instances_of(&self, ids: &[&str]) -> impl Iterator<Item = &Instance> {
        let places: BTreeSet<usize> = ids.iter().filter_map(|&id| self.by_id.get(id).copied()).collect();
        places.into_iter().filter_map(|index| self.instances.get(index))
    }

    /// The server's model, with its images.
    pub fn model_of(&self, instance: &Instance) -> Option<&InstanceType> {
        self.catalog.instance_type(&instance.instance_type_id)
    }

    /// The image of this id.
    pub fn image(&self, id: &str) -> Option<&Image> {
        self.catalog.image(id)
    }

    /// Brings every server up to `now`: installations whose time has come end.
    pub fn settle(&mut self, now: Millis) {
        while let Some(&(end, index)) = self.ends.first().filter(|(end, _)| *end <= now) {
            self.ends.remove(&(end, index));
            let Some(reinstalled) = self.reinstalled.get_mut(&index) else { continue };
            let status = match reinstalled.under_way.take().map(|installation| installation.outcome) {
                Some(Outcome::Succeeds(installed)) => {
                    reinstalled.shown = Some(*installed);
                    InstanceStatus::Running
                }
                Some(Outcome::ChangesNothing) => InstanceStatus::Running,
                Some(Outcome::Fails) | None => InstanceStatus::InstallFailed,
            };
            reinstalled.status = Some(status);
            self.show(index);
        }
    }

    /// Begins an installation: INSTALLING from this moment on. The caller has checked that the
    /// server takes one.
    pub fn begin_install(&mut self, instance_id: &str, installed: Installed, now: Millis) {
        let Some(&index) = self.by_id.get(instance_id) else { return };
        let Some(instance) = self.instances.get(index) else { return };
        let reinstalled = self.reinstalled.entry(index).or_default();
        let installation = self.plan.begin(instance, reinstalled.rounds, installed, now);
        reinstalled.rounds = reinstalled.rounds.saturating_add(1);
        self.ends.extend(installation.ends_at.map(|end| (end, index)));
        reinstalled.under_way = Some(installation);
        self.show(index);
    }

    /// Every server that was ever reinstalled, by its id: with the catalogue, the whole account.
    pub fn reinstalled(&self) -> BTreeMap<String, Reinstalled> {
        let named = |(index, reinstalled): (&usize, &Reinstalled)| {
            Some((self.instances.get(*index)?.instance_id.clone(), reinstalled.clone()))
        };
        self.reinstalled.iter().filter_map(named).collect()
    }

    /// Brings an account that is as in the catalogue to where [`Self::reinstalled`] was taken.
    ///
    /// # Errors
    /// The id that the catalogue does not have.
    pub fn restore(&mut self, reinstalled: BTreeMap<String, Reinstalled>) -> Result<(), String> {
        for (id, reinstalled) in reinstalled {
            let Some(&index) = self.by_id.get(&id) else { return Err(id) };
            let end = reinstalled.under_way.as_ref().and_then(|installation| installation.ends_at);
            self.ends.extend(end.map(|end| (end, index)));
            self.reinstalled.insert(index, reinstalled);
            self.show(index);
        }
        Ok(())
    }

    /// Writes what is known of a reinstalled server into the list.
    fn show(&mut self, index: usize) {
        let (Some(reinstalled), Some(instance)) = (self.reinstalled.get(&index), self.instances.get_mut(index)) else {
            return;
        };
        if let Some(shown) = &reinstalled.shown {
            shown.show_on(instance);
        }
        if reinstalled.under_way.is_some() {
            instance.instance_status = InstanceStatus::Installing;
        } else if let Some(status) = &reinstalled.status {
            instance.instance_status = status.clone();
        }
    }
}
