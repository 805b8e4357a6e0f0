//! How a sandbox behaves.

use crate::auth::Credentials;
use crate::life::InstallPlan;
use reinstall_core::api::{AccessKey, DEMO_ACCESS_KEY_ID, DEMO_ACCESS_KEY_PASSWORD};
use std::num::NonZeroU32;
use std::time::Duration;

/// The token that a sandbox knows when it is started without credentials. Public on purpose.
pub const DEMO_TOKEN: &str = "demo-token";

/// How a sandbox behaves.
#[derive(Clone, Debug)]
pub struct Config {
    /// What opens it.
    pub credentials: Credentials,
    /// How installations go.
    pub plan: InstallPlan,
    /// How many servers it has in all; `None`: the catalogue's.
    pub instances: Option<usize>,
    /// Requests a second and identity; `None`: any number.
    pub rate: Option<NonZeroU32>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            credentials: Credentials {
                access_key: Some(AccessKey::new(DEMO_ACCESS_KEY_ID, &DEMO_ACCESS_KEY_PASSWORD.into())),
                token: Some(DEMO_TOKEN.into()),
            },
            plan: InstallPlan { time: Duration::from_secs(20), fail_rate: 0.0, seed: 0 },
            instances: None,
            rate: None,
        }
    }
}
