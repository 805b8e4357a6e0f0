//! Flags and environment variables to settings; a bad value stops the start with its name.

use crate::auth::Credentials;
use crate::catalog::INSTANCES_MAX;
use crate::config::Config;
use crate::life::InstallPlan;
use clap::Parser;
use reinstall_core::Secret;
use reinstall_core::api::AccessKey;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

/// The longest installation: 30 days.
const INSTALL_TIME_MAX: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A faithful local Zenlayer API: practise a reinstall without an account.
///
/// Started without credentials it prints demo ones. Each flag is also an environment variable:
/// REINSTALL_SANDBOX_ and the flag in capitals.
#[derive(Clone, Debug, Parser)]
#[command(name = "reinstall-sandbox", version, allow_negative_numbers = true)]
pub struct Flags {
    /// Address and port to listen on; port 0 takes any free one.
    #[arg(long, env = "REINSTALL_SANDBOX_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8788", value_parser = listen)]
    pub listen: SocketAddr,
    /// The access key ID that opens the sandbox; needs --access-key-password.
    #[arg(long, env = "REINSTALL_SANDBOX_ACCESS_KEY_ID", value_name = "ID")]
    pub access_key_id: Option<String>,
    /// The access key password of --access-key-id.
    #[arg(long, env = "REINSTALL_SANDBOX_ACCESS_KEY_PASSWORD", value_name = "SECRET", hide_env_values = true)]
    pub access_key_password: Option<Secret>,
    /// An API token that opens the sandbox.
    #[arg(long, env = "REINSTALL_SANDBOX_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    pub token: Option<Secret>,
    /// How long an installation takes, give or take: each model has its own usual time, and chance adds to it.
    #[arg(long, env = "REINSTALL_SANDBOX_INSTALL_TIME", value_name = "DURATION", default_value = "20s", value_parser = install_time)]
    pub install_time: Duration,
    /// The probability that an installation fails, from 0 to 1.
    #[arg(long, env = "REINSTALL_SANDBOX_INSTALL_FAIL_RATE", value_name = "PROBABILITY", default_value = "0", value_parser = probability)]
    pub install_fail_rate: f64,
    /// How many instances there are in all; left out: the catalogue's.
    #[arg(long, env = "REINSTALL_SANDBOX_INSTANCES", value_name = "N", value_parser = instances)]
    pub instances: Option<usize>,
    /// Requests per second and key; more get REQUEST_LIMIT_EXCEEDED. Left out: any number.
    #[arg(long, env = "REINSTALL_SANDBOX_RATE", value_name = "N", value_parser = rate)]
    pub rate: Option<NonZeroU32>,
    /// Makes chance repeatable: install times, failures, request ids.
    #[arg(long, env = "REINSTALL_SANDBOX_SEED", value_name = "N", default_value = "0", value_parser = seed)]
    pub seed: u64,
    /// Keeps what became of the instances in this file, and goes on from it. Left out: all is forgotten at the end.
    #[arg(long, env = "REINSTALL_SANDBOX_STATE", value_name = "FILE")]
    pub state: Option<PathBuf>,
}

/// The credentials cannot be used. Says what to do, and never shows one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsError {
    /// One half of the access key is missing.
    #[error("--access-key-id and --access-key-password belong together: give both, or neither")]
    Half,
    /// The id cannot stand in an Authorization header.
    #[error(
        "--access-key-id must be visible ASCII characters without a comma, since it is sent in the Authorization header: choose another ID"
    )]
    Id,
    /// The password is empty.
    #[error("--access-key-password must not be empty: give a password, or leave the access key out")]
    Password,
    /// The token cannot stand in an Authorization header.
    #[error(
        "--token must be visible ASCII characters, since it is sent in the Authorization header: choose another token"
    )]
    Token,
}

impl Flags {
    /// Whether the demo credentials open this sandbox.
    pub fn is_demo(&self) -> bool {
        self.access_key_id.is_none() && self.access_key_password.is_none() && self.token.is_none()
    }

    /// The settings.
    ///
    /// # Errors
    /// Where the credentials cannot be used; the other values were checked when they were read.
    pub fn config(&self) -> Result<Config, CredentialsError> {
        Ok(Config {
            credentials: if self.is_demo() { Config::default().credentials } else { self.credentials()? },
            plan: InstallPlan { time: self.install_time, fail_rate: self.install_fail_rate, seed: self.seed },
            instances: self.instances,
            rate: self.rate,
        })
    }

    fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let visible = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        let access_key = match (&self.access_key_id, &self.access_key_password) {
            (None, None) => None,
            (Some(id), Some(password)) => {
                if !visible(id.trim()) || id.contains(',') {
                    return Err(CredentialsError::Id);
                }
                if password.expose().trim().is_empty() {
                    return Err(CredentialsError::Password);
                }
                Some(AccessKey::new(id, password))
            }
            _ => return Err(CredentialsError::Half),
        };
        let token = self.token.as_ref().map(|token| Secret::from(token.expose().trim()));
        if token.as_ref().is_some_and(|token| !visible(token.expose())) {
            return Err(CredentialsError::Token);
        }
        Ok(Credentials { access_key, token })
    }
}

fn listen(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "must be an IP address and a port: write for example 127.0.0.1:8788".to_owned())
}

fn install_time(text: &str) -> Result<Duration, String> {
    let rule = "must be a duration from 1ms to 30days: write for example 20s or 5m";
    let time = humantime::parse_duration(text).map_err(|_| rule.to_owned())?;
    (Duration::from_millis(1)..=INSTALL_TIME_MAX).contains(&time).then_some(time).ok_or_else(|| rule.to_owned())
}

fn probability(text: &str) -> Result<f64, String> {
    let rule = "must be a probability from 0 to 1: write for example 0.1 for one in ten";
    text.parse().ok().filter(|rate| (0.0..=1.0).contains(rate)).ok_or_else(|| rule.to_owned())
}

fn instances(text: &str) -> Result<usize, String> {
    let rule = format!("must be a whole number from 1 to {INSTANCES_MAX}: write for example 1000");
    text.parse().ok().filter(|total| (1..=INSTANCES_MAX).contains(total)).ok_or(rule)
}

fn rate(text: &str) -> Result<NonZeroU32, String> {
    text.parse()
        .map_err(|_| "must be a whole number of requests per second, at least 1: write for example 20".to_owned())
}

fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "must be a whole number from 0 to 18446744073709551615: write for example 7".to_owned())
}
