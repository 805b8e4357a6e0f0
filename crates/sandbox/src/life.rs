//! How an installation runs its course: when it ends, how, and what the server shows then (D22).

use crate::clock::Millis;
use crate::faults::{SLOW_FACTOR, Sentinel};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use reinstall_core::ReinstallRequest;
use reinstall_core::machine::{Family, Instance, InstanceType};
use reinstall_core::request::{Nic, Partition, RaidConfig};
use reinstall_core::rules::hostname::HOSTNAME_DEFAULT;
use reinstall_core::rules::{Context, Installs};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How much the usual time differs from model to model: between these parts of [`InstallPlan::time`].
pub const MODEL_FACTORS: [f64; 2] = [0.8, 1.2];

/// How much one installation differs from its model's usual time. Most are near the lower end, a few take long.
pub const CHANCE_FACTORS: [f64; 2] = [0.85, 1.25];

/// How installations go in this sandbox.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InstallPlan {
    /// How long one takes, times what [`MODEL_FACTORS`] and [`CHANCE_FACTORS`] make of it.
    pub time: Duration,
    /// The probability that one fails.
    pub fail_rate: f64,
    /// What makes chance repeatable.
    pub seed: u64,
}

/// An installation under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Installation {
    /// When it ends; `None` if never.
    pub ends_at: Option<Millis>,
    /// What becomes of the server.
    pub outcome: Outcome,
}

/// How an installation ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// RUNNING, with what was asked for.
    Succeeds(Box<Installed>),
    /// INSTALL_FAILED; the old values stay.
    Fails,
    /// RUNNING, and yet the old values stay.
    ChangesNothing,
}

impl InstallPlan {
    /// Begins an installation. Chance depends on the seed, the server, its model and `round` (how many
    /// installations the server had before) alone, so the order of calls does not matter.
    pub fn begin(&self, instance: &Instance, round: u32, installed: Installed, now: Millis) -> Installation {
        let sentinel = Sentinel::of(&instance.instance_name);
        let mut of_model = StdRng::seed_from_u64(mix(self.seed, &instance.instance_type_id, 0));
        let [low, high] = MODEL_FACTORS;
        let usual = of_model.random_range(low..=high);
        let mut chance = StdRng::seed_from_u64(mix(self.seed, &instance.instance_id, round));
        let [low, high] = CHANCE_FACTORS;
        let factor = usual * (low + (high - low) * chance.random::<f64>().powi(2));
        let fails = chance.random_bool(self.fail_rate.clamp(0.0, 1.0));
        let time = self.time.mul_f64(factor) * if sentinel == Some(Sentinel::SlowInstall) { SLOW_FACTOR } else { 1 };
        Installation {
            ends_at: (sentinel != Some(Sentinel::StuckInstalling)).then(|| now.plus(time)),
            outcome: match sentinel {
                Some(Sentinel::AlwaysFails) => Outcome::Fails,
                Some(Sentinel::EndsWithoutTheNewImage) => Outcome::ChangesNothing,
                _ if fails => Outcome::Fails,
                _ => Outcome::Succeeds(Box::new(installed)),
            },
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Installed {
    image_id: Option<String>,
    image_name: Option<String>,
    ipxe_url: Option<String>,
    hostname: String,
    raid_config: Option<RaidConfig>,
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
        let (image_id, image_name) = image.unzip();
        // Nobody puts partitions or a key on a system that takes none (D15, D41, D42).
        let takes_them = image_id.is_some() && installs.family() != Some(Family::Esxi);
        let (wan, lan) = context.instance_type().and_then(InstanceType::default_nic_names).unzip();
        Self {
            ipxe_url: request.ipxe_url().map(str::to_owned),
            hostname: request.hostname().unwrap_or(HOSTNAME_DEFAULT).to_owned(),
            // RAID that is not asked for stays.
            raid_config: request
                .raid()
                .or_else(|| context.instance.and_then(|instance| instance.raid_config.as_ref()))
                .cloned(),
            partitions: if takes_them { request.partitions.clone() } else { Vec::new() },
            nic: Nic {
                wan_name: request.wan_name().or(wan).map(str::to_owned),
                lan_name: request.lan_name().or(lan).map(str::to_owned),
            },
            key_id: request.key_id().filter(|_| takes_them).map(str::to_owned),
            image_id,
            image_name: image_name.flatten(),
        }
    }

    /// Writes it into the server.
    pub fn show_on(&self, instance: &mut Instance) {
        let Self { image_id, image_name, ipxe_url, hostname, raid_config, partitions, nic, key_id } = self.clone();
        instance.image_id = image_id;
        instance.image_name = image_name;
        instance.ipxe_url = ipxe_url;
        instance.hostname = hostname;
        instance.raid_config = raid_config;
        instance.partitions = partitions;
        instance.nic = Some(nic);
        instance.key_id = key_id;
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

    fn factors(plan: InstallPlan, model: &str) -> Vec<f64> {
        let instance = Instance { instance_id: "1".into(), instance_type_id: model.into(), ..Instance::default() };
        let end = |round| plan.begin(&instance, round, installed(), Millis(0)).ends_at.unwrap().0;
        (0..200).map(|round| f64::from(i32::try_from(end(round)).unwrap()) / 20_000.0).collect()
    }

    #[test]
    fn each_model_has_its_usual_time_and_chance_stays_within_its_bounds() {
        let [low, high] = [MODEL_FACTORS[0] * CHANCE_FACTORS[0], MODEL_FACTORS[1] * CHANCE_FACTORS[1]];
        let median = |mut factors: Vec<f64>| {
            factors.sort_by(f64::total_cmp);
            assert!(factors[0] >= low - 0.001 && factors[199] <= high + 0.001, "{factors:?}");
            assert!(factors[199] - factors[0] > 0.2, "{factors:?}");
            assert!(factors[100] < factors.iter().sum::<f64>() / 200.0, "a few take long: {factors:?}");
            factors[100]
        };
        let medians: Vec<f64> =
            ["M6C", "M9O", "S8I", "MFC", "M7D", "MGI"].map(|model| median(factors(PLAN, model))).into();
        let spread = medians.iter().fold(0.0_f64, |spread, m| spread.max((m - medians[0]).abs()));
        assert!(spread > 0.1, "{medians:?}");
        assert_ne!(factors(PLAN, "M6C"), factors(InstallPlan { seed: 8, ..PLAN }, "M6C"));
    }

    #[test]
    fn chance_is_repeatable_and_hits_as_often_as_asked_for() {
        assert_eq!(factors(PLAN, "M6C"), factors(PLAN, "M6C"));
        let failed = (0..200).filter(|&round| begin(PLAN, "a", "1", round).outcome == Outcome::Fails).count();
        assert!((70..130).contains(&failed), "{failed} of 200 at a rate of one half");
    }

    #[test]
    fn a_rate_of_nought_never_fails_and_of_one_always() {
        for round in 0..100 {
            let fails = |fail_rate| begin(InstallPlan { fail_rate, ..PLAN }, "a", "1", round).outcome == Outcome::Fails;
            assert!(!fails(0.0) && fails(1.0));
        }
    }

    #[test]
    fn servers_keep_the_promise_of_their_names() {
        let plan = InstallPlan { fail_rate: 0.0, ..PLAN };
        let succeeds = Outcome::Succeeds(Box::new(installed()));
        assert_eq!(begin(plan, "always-fails", "1", 0).outcome, Outcome::Fails);
        assert_eq!(begin(plan, "ends-without-the-new-image", "1", 0).outcome, Outcome::ChangesNothing);
        let usual = begin(plan, "a", "1", 0).ends_at.unwrap().0;
        let slow = begin(plan, "slow-install", "1", 0).ends_at.unwrap().0;
        assert!((slow - usual * i64::from(SLOW_FACTOR)).abs() <= 10, "{slow} {usual}");
        assert_eq!(begin(plan, "stuck-installing", "1", 0).ends_at, None);
        assert_eq!(begin(plan, "always-fails-2", "1", 0).outcome, succeeds, "only the exact name counts");
    }
}
