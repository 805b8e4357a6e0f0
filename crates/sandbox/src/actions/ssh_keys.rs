//! `sshKeys`, which ReinstallInstance had in version 2022-11-20 beside `keyId` (section 6). The newer
//! version does not know the member and ignores it.

use super::reinstall_instance::Beside;
use crate::envelope::Refusal;
use crate::params::{Params, at_most};
use reinstall_core::ReinstallRequest;
use reinstall_core::api::ServerCode;
use reinstall_core::issue::IssueCode;
use reinstall_core::machine::Family;
use reinstall_core::rules::{Context, Installs};
use serde_json::Value;
use ssh_key::PublicKey;

/// The version of the API that has the member.
pub(super) const VERSION: &str = "2022-11-20";

/// The most keys in one call.
const SSH_KEYS_MAX: usize = 5;

/// The first thing that is wrong with the keys, and which rule of core's is checked at the same place.
/// Where nobody would put the keys anywhere (Windows, ESXi, no system) only their JSON type counts.
pub(super) fn check(body: &Value, request: &ReinstallRequest, context: Context<'_>) -> Option<Beside> {
    let beside = |rule: IssueCode| move |refusal: Refusal| Beside { rule, refusal };
    // A body that is no object is refused by core.
    let keys = match Params::of(body).ok()?.texts("sshKeys") {
        Ok(keys) => keys,
        Err(refusal) => return Some(beside(IssueCode::WrongType)(refusal)),
    };
    let installs = context.installs(request);
    let ignored = !matches!(installs, Installs::Image { .. })
        || matches!(installs.family(), Some(Family::Windows | Family::Esxi));
    if keys.is_empty() || ignored {
        return None;
    }
    if request.password().is_some() {
        let message = "The parameters password and sshKeys cannot be given together";
        let refusal = Refusal::new(ServerCode::InvalidParameterInstanceLoginConflict, message);
        return Some(beside(IssueCode::PasswordAndKey)(refusal));
    }
    forms(&keys).err().map(beside(IssueCode::KeyWithWindows))
}

fn forms(keys: &[&str]) -> Result<(), Refusal> {
    at_most("sshKeys", keys, SSH_KEYS_MAX)?;
    let mut seen = Vec::new();
    for key in keys {
        let key = PublicKey::from_openssh(key).map_err(|_| {
            let message = "An element of sshKeys is not a public key in OpenSSH form";
            Refusal::new(ServerCode::InvalidParameterSshKeyMalformed, message)
        })?;
        // The comment behind a key is no part of it.
        if seen.contains(key.key_data()) {
            let message = "An element of sshKeys is there twice";
            return Err(Refusal::new(ServerCode::InvalidParameterSshKeyDuplicate, message));
        }
        seen.push(key.key_data().clone());
    }
    Ok(())
}
