//! The sandbox's state as data: what `--state FILE` keeps. It holds no password and no user data,
//! since the sandbox forgets both as soon as it has checked them.

use crate::clock::Clock;
use crate::config::Config;
use crate::faults::Faults;
use crate::sandbox::Sandbox;
use crate::world::Reinstalled;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form that this version writes, and the only one it reads.
const FORMAT: u32 = 1;

/// How every snapshot begins, in every form.
pub const BEGINNING: &[u8] = b"{\"reinstallSandboxState\":";

/// The form of a text that is a snapshot in another form than this version's, whatever else is in it.
pub fn other_format(text: &[u8]) -> Option<u32> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Marker {
        reinstall_sandbox_state: u32,
    }
    let Marker { reinstall_sandbox_state } = serde_json::from_slice(text).ok()?;
    (reinstall_sandbox_state != FORMAT).then_some(reinstall_sandbox_state)
}

/// Everything that the past made of a sandbox. What is as at the start is not in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Snapshot {
    /// [`FORMAT`]. The name tells what the file is.
    reinstall_sandbox_state: u32,
    /// How many servers the catalogue had; `None`: its own number.
    instances_flag: Option<usize>,
    /// How often a sandbox has started from this state; each start has request ids of its own.
    starts: u32,
    clock: Clock,
    faults: Faults,
    reinstalled: BTreeMap<String, Reinstalled>,
}

/// The snapshot does not fit this sandbox.
#[derive(Debug, thiserror::Error)]
pub enum Misfit {
    /// The built-in catalogue cannot be read, which the tests rule out.
    #[error("the built-in catalogue cannot be read: {0}")]
    Catalog(#[from] serde_json::Error),
    /// Another version wrote it.
    #[error(
        "it has the form {0}, and this version reads only the form {FORMAT}; start the version that wrote it, or choose another file"
    )]
    Format(u32),
    /// It was written with another number of servers.
    #[error("it was written with {}, and now there is {}; start with what it was written with, or choose another file", flag(.0), flag(.1))]
    Instances(Option<usize>, Option<usize>),
    /// The catalogue has no such server.
    #[error(
        "it speaks of the instance {0:?}, which the catalogue does not have; start the version that wrote it, or choose another file"
    )]
    Instance(String),
}

fn flag(instances: &Option<usize>) -> String {
    instances.map_or_else(|| "no --instances".to_owned(), |total| format!("--instances {total}"))
}

impl Sandbox {
    /// A sandbox that goes on from a snapshot.
    ///
    /// # Errors
    /// Where the snapshot belongs to another sandbox.
    pub fn restored(config: Config, snapshot: Snapshot) -> Result<Self, Misfit> {
        let Snapshot { reinstall_sandbox_state, instances_flag, starts, clock, faults, reinstalled } = snapshot;
        if reinstall_sandbox_state != FORMAT {
            return Err(Misfit::Format(reinstall_sandbox_state));
        }
        if instances_flag != config.instances {
            return Err(Misfit::Instances(instances_flag, config.instances));
        }
        let mut sandbox = Self::started(config, starts.saturating_add(1))?;
        sandbox.clock = clock;
        sandbox.faults = faults;
        sandbox.world.restore(reinstalled).map_err(|id| Misfit::Instance(id.chars().take(64).collect()))?;
        Ok(sandbox)
    }

    /// Everything that [`Self::restored`] needs. What calls were received is not part of it.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            reinstall_sandbox_state: FORMAT,
            instances_flag: self.config.instances,
            starts: self.starts,
            clock: self.clock,
            faults: self.faults.clone(),
            reinstalled: self.world.reinstalled(),
        }
    }
}
