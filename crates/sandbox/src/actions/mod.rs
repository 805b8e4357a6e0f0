//! One file per API action: (world, parameters, now) to a response or a refusal.

mod describe_images;
mod describe_instance_types;
mod describe_instances;
mod describe_key_pairs;
mod describe_zones;
mod reinstall_instance;
mod ssh_keys;

use crate::clock::Millis;
use crate::envelope::{Refusal, success};
use crate::params::Params;
use crate::world::World;
use reinstall_core::api::Action;
use serde_json::Value;

/// A call that has been let in.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// What is to be done.
    pub action: Action,
    /// `x-zc-version`, as received. Any that is not known counts as the newest (section 16).
    pub version: Option<&'a str>,
    /// The body.
    pub body: &'a Value,
    /// The servers' time.
    pub now: Millis,
    /// For the answer.
    pub request_id: &'a str,
}

/// Carries the action out and writes the response's body.
///
/// # Errors
/// The first check that fails, in the API's order (D23).
pub fn run(world: &mut World, question: &Question<'_>) -> Result<Vec<u8>, Refusal> {
    let &Question { action, version, body, now, request_id } = question;
    match action {
        Action::DescribeZones => success(request_id, &describe_zones::run(world, &Params::of(body)?)?),
        Action::DescribeInstances => success(request_id, &describe_instances::run(world, &Params::of(body)?)?),
        Action::DescribeInstanceTypes => success(request_id, &describe_instance_types::run(world, &Params::of(body)?)?),
        Action::DescribeImages => success(request_id, &describe_images::run(world, &Params::of(body)?)?),
        Action::DescribeKeyPairs => success(request_id, &describe_key_pairs::run(world, &Params::of(body)?)?),
        Action::ReinstallInstance => success(request_id, &reinstall_instance::run(world, version, body, now)?),
    }
}

/// Whether two words are the same in any case; the vendor's pages spell systems in two ways.
fn same_word(member: Option<&String>, word: &str) -> bool {
    member.is_some_and(|member| member.eq_ignore_ascii_case(word))
}
