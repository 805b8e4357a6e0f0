//! How an installation runs its course: when it ends, how, and what the server shows then (D22).

use crate::clock::Millis;
use crate::faults::{SLOW_FACTOR, Sentinel};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use reinstall_core::ReinstallRequest;
use reinstall_core::machine::{Family, Instance, InstanceStatus, InstanceType};
use reinstall_core::request::{Nic, Partition, RaidConfig};
use reinstall_core::rules::hostname::HOSTNAME_DEFAULT;
use reinstall_core::rules::{Context, Installs};
use std::time::Duration;

/// How far an installation's time may be off the usual one, in either direction.
pub const JITTER: f64 = 0.2;

/// How installations go in this sandbox.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InstallPlan {
    /// How long one takes, give or take [`JITTER`].
    pub time: Duration,
    /// The probability that one fails.
    pub fail_rate: f64,
    /// What makes chance repeatable.
    pub seed: u64,
}

/// An installation under way.
#[derive(Clone, Debug)]
pub struct Installation {
    /// When it ends; `None` if never.
    pub ends_at: Option<Millis>,
    /// What the server shows after it; `None` if it fails.
    pub outcome: Option<Installed>,
}

impl InstallPlan {
    /// Begins an installation. Chance depends on the seed, the server and `round` (how many
    /// installations the server had before) alone, so the order of calls does not matter.
    pub fn begin(&self, instance: &Instance, round: u32, installed: Installed, now: Millis) -> Installation {
        let sentinel = Sentinel::of(&instance.instance_name);
        let mut chance = StdRng::seed_from_u64(mix(self.seed, &instance.instance_id, round));
        let factor = chance.random_range(1.0 - JITTER..=1.0 + JITTER);
        let fails = chance.random_bool(self.fail_rate.clamp(0.0, 1.0)) || sentinel == Some(Sentinel::AlwaysFails);
        let time = self.time.mul_f64(factor) * if sentinel == Some(Sentinel::SlowInstall) { SLOW_FACTOR } else { 1 };
        Installation {
            ends_at: (sentinel != Some(Sentinel::StuckInstalling)).then(|| now.plus(time)),
            outcome: (!fails).then_some(installed),
        }
    }
}

/// FNV-1a over the id, with the seed and the round mixed in.
fn mix(seed: u64, instance_id: &str, round: u32) -> u64 {
    instance_id
        .bytes()
        .chain(round.to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What a server shows after a successful installation. Password and user data are not part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Installed {
    image: Option<(String, Option<String>)>,
    ipxe_url: Option<String>,
    hostname: String,
    raid: Option<RaidConfig>,
    partitions: Vec<Partition>,
    nic: Nic,
    key_id: Option<String>,
}

impl Installed {
    /// What an accepted request will have made of the server in `context`.
    pub fn new(request: &ReinstallRequest, context: Context<'_>) -> Self {
        let installs = context.installs(request);
        let image = match installs {
            Installs::Image { id, image, .. } => {
                let kept_name = || context.instance.and_then(|instance| instance.image_name.clone());
                let name = image.map_or_else(kept_name, |image| image.image_name.clone());
                Some((id.to_owned(), name))
            }
            Installs::Ipxe | Installs::Nothing | Installs::Unknown => None,
        };
        // Nobody puts partitions or a key on a system that takes none (D15, D41, D42).
        let takes_them = image.is_some() && installs.family() != Some(Family::Esxi);
        let (wan, lan) = context.instance_type().and_then(InstanceType::default_nic_names).unzip();
        Self {
            ipxe_url: request.ipxe_url().map(str::to_owned),
            hostname: request.hostname().unwrap_or(HOSTNAME_DEFAULT).to_owned(),
            raid: request.raid().cloned(),
            partitions: if takes_them { request.partitions.clone() } else { Vec::new() },
            nic: Nic {
                wan_name: request.wan_name().or(wan).map(str::to_owned),
                lan_name: request.lan_name().or(lan).map(str::to_owned),
            },
            key_id: request.key_id().filter(|_| takes_them).map(str::to_owned),
            image,
        }
    }

    /// Writes it into the server. RAID that was not asked for stays as it is.
    pub fn show_on(self, instance: &mut Instance) {
        let (image_id, image_name) = self.image.unzip();
        instance.image_id = image_id;
        instance.image_name = image_name.flatten();
        instance.ipxe_url = self.ipxe_url;
        instance.hostname = self.hostname;
        if let Some(raid) = self.raid {
            instance.raid_config = Some(raid);
        }
        instance.partitions = self.partitions;
        instance.nic = Some(self.nic);
        instance.key_id = self.key_id;
        instance.instance_status = InstanceStatus::Running;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn installed() -> Installed {
        Installed::new(&ReinstallRequest::default(), Context::default())
    }

    fn begin(plan: InstallPlan, name: &str, id: &str, round: u32) -> Installation {
        let instance = Instance { instance_id: id.into(), instance_name: name.into(), ..Instance::default() };
        plan.begin(&instance, round, installed(), Millis(0))
    }

    const PLAN: InstallPlan = InstallPlan { time: Duration::from_secs(20), fail_rate: 0.5, seed: 7 };

    #[test]
    fn chance_is_within_its_bounds_repeatable_and_not_always_the_same() {
        let ends: Vec<i64> = (0..200).map(|round| begin(PLAN, "a", "1", round).ends_at.unwrap().0).collect();
        assert!(ends.iter().all(|end| (16_000..=24_000).contains(end)), "{ends:?}");
        assert_ne!(ends.iter().min(), ends.iter().max());
        let again: Vec<i64> = (0..200).map(|round| begin(PLAN, "a", "1", round).ends_at.unwrap().0).collect();
        assert_eq!(ends, again);
        let failed = (0..200).filter(|&round| begin(PLAN, "a", "1", round).outcome.is_none()).count();
        assert!((70..130).contains(&failed), "{failed} of 200 at a rate of one half");
    }

    #[test]
    fn a_rate_of_nought_never_fails_and_of_one_always() {
        for round in 0..100 {
            assert!(begin(InstallPlan { fail_rate: 0.0, ..PLAN }, "a", "1", round).outcome.is_some());
            assert!(begin(InstallPlan { fail_rate: 1.0, ..PLAN }, "a", "1", round).outcome.is_none());
        }
    }

    #[test]
    fn servers_keep_the_promise_of_their_names() {
        let plan = InstallPlan { fail_rate: 0.0, ..PLAN };
        assert!(begin(plan, "always-fails", "1", 0).outcome.is_none());
        assert!(begin(plan, "slow-install", "1", 0).ends_at.unwrap() >= Millis(160_000));
        assert_eq!(begin(plan, "stuck-installing", "1", 0).ends_at, None);
        assert!(begin(plan, "always-fails-2", "1", 0).outcome.is_some(), "only the exact name counts");
    }
}
