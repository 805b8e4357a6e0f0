//! ReinstallInstance (sections 6 to 11). Every rule is core's; here is only what a table of rules
//! cannot know: whether the things that a request names exist.

use super::ssh_keys;
use crate::clock::Millis;
use crate::envelope::Refusal;
use crate::life::Installed;
use crate::world::World;
use reinstall_core::ReinstallRequest;
use reinstall_core::api::ServerCode;
use reinstall_core::issue::{IssueCode, Locale};
use reinstall_core::path;
use reinstall_core::read::read_request;
use reinstall_core::report::{Issue, Report};
use reinstall_core::rules::{Context, check_value};
use serde::Serialize;
use serde_json::Value;

/// The response holds nothing but the request id.
#[derive(Serialize)]
pub(super) struct Response {}

pub(super) fn run(world: &mut World, version: Option<&str>, body: &Value, now: Millis) -> Result<Response, Refusal> {
    let request = read_request(body).request;
    let context = context(world, &request);
    let report = check_value(body, context);
    let old_version = version.is_some_and(|version| version.trim() == ssh_keys::VERSION);
    let keys = if old_version { ssh_keys::check(body, &request, context) } else { None };
    if let Some(refusal) = first_refusal(report, unknown_things(world, &request).chain(keys).collect()) {
        return Err(refusal);
    }
    let installed = Installed::new(&request, context);
    world.begin_install(&request.instance_id, installed, now);
    Ok(Response {})
}

/// The server, its model with the list of images, and the image that will be installed.
fn context<'a>(world: &'a World, request: &ReinstallRequest) -> Context<'a> {
    let instance = world.instance(&request.instance_id);
    Context {
        instance,
        instance_type: instance.and_then(|instance| world.model_of(instance)),
        image: request.image_id().or(instance.and_then(|instance| instance.image_id())).and_then(|id| world.image(id)),
    }
}

/// A refusal that core's table does not have, and a rule of core's that is checked at the same place (D23).
pub(super) struct Beside {
    pub(super) rule: IssueCode,
    pub(super) refusal: Refusal,
}

/// What does not exist.
fn unknown_things(world: &World, request: &ReinstallRequest) -> impl Iterator<Item = Beside> {
    let mut unknown = Vec::new();
    let id = request.instance_id.as_str();
    if world.instance(id).is_none() {
        let refusal = Refusal::not_found(ServerCode::InvalidInstanceNotFound, "instanceId", id);
        unknown.push(Beside { rule: IssueCode::InstanceStatusRefuses, refusal });
    }
    if let Some(id) = request.key_id().filter(|id| world.catalog().key_pair(id).is_none()) {
        let refusal = Refusal::not_found(ServerCode::InvalidKeyPairNotFound, "keyId", id);
        unknown.push(Beside { rule: IssueCode::KeyWithWindows, refusal });
    }
    // iPXE wins: the image is dropped before anyone looks for it (D18).
    let image = request.image_id().filter(|_| request.ipxe_url().is_none());
    if let Some(id) = image.filter(|id| world.image(id).is_none()) {
        let refusal = Refusal::not_found(ServerCode::InvalidImageNotFound, "imageId", id);
        unknown.push(Beside { rule: IssueCode::ImageNotForModel, refusal });
    }
    unknown.into_iter()
}

/// Lets core's order of checks decide between its own issues and the others: each of those enters
/// the report as its neighbour and goes before it.
fn first_refusal(report: Report, others: Vec<Beside>) -> Option<Refusal> {
    let stand_ins = others.iter().map(|other| Issue::new(other.rule, path![]));
    let report = Report { issues: stand_ins.chain(report.issues).collect() };
    let (issue, code) = report.first_refusal()?;
    let index = report.issues.iter().position(|other| std::ptr::eq(other, issue))?;
    match others.into_iter().nth(index) {
        Some(other) => Some(other.refusal),
        None if issue.path.0.is_empty() => Some(Refusal::new(code, issue.message(Locale::En))),
        None => Some(Refusal::new(code, format!("{}: {}", issue.path, issue.message(Locale::En)))),
    }
}
