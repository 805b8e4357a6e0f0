//! All state of the account: plain lists, an index, and the installations under way.

use crate::catalog::Catalog;
use crate::clock::Millis;
use crate::life::{InstallPlan, Installation, Installed};
use reinstall_core::machine::{Image, Instance, InstanceStatus, InstanceType};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The account as it is now.
#[derive(Debug)]
pub struct World {
    catalog: Arc<Catalog>,
    instances: Vec<Instance>,
    by_id: HashMap<String, usize>,
    plan: InstallPlan,
    /// Those that end, by their end; one that never ends is in no list.
    under_way: BTreeMap<(Millis, usize), Installation>,
    /// How many installations each server had.
    rounds: HashMap<usize, u32>,
}

impl World {
    /// The account as the catalogue has it.
    pub fn new(catalog: Arc<Catalog>, plan: InstallPlan) -> Self {
        let instances = catalog.instances.clone();
        let by_id =
            instances.iter().enumerate().map(|(index, instance)| (instance.instance_id.clone(), index)).collect();
        Self { catalog, instances, by_id, plan, under_way: BTreeMap::new(), rounds: HashMap::new() }
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
        while let Some(entry) = self.under_way.first_entry() {
            if entry.key().0 > now {
                break;
            }
            let ((_, index), installation) = entry.remove_entry();
            let Some(instance) = self.instances.get_mut(index) else { continue };
            match installation.outcome {
                Some(installed) => installed.show_on(instance),
                None => instance.instance_status = InstanceStatus::InstallFailed,
            }
        }
    }

    /// Begins an installation: INSTALLING from this moment on. The caller has checked that the
    /// server takes one.
    pub fn begin_install(&mut self, instance_id: &str, installed: Installed, now: Millis) {
        let Some(&index) = self.by_id.get(instance_id) else { return };
        let Some(instance) = self.instances.get_mut(index) else { return };
        let round = self.rounds.entry(index).or_default();
        let installation = self.plan.begin(instance, *round, installed, now);
        *round = round.saturating_add(1);
        instance.instance_status = InstanceStatus::Installing;
        if let Some(ends_at) = installation.ends_at {
            self.under_way.insert((ends_at, index), installation);
        }
    }
}
