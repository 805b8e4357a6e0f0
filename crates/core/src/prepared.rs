//! The meaning of a request that passed every check: proof that it may be signed and sent.

use crate::api::Call;
use crate::disk::RaidLevel;
use crate::prelude::*;
use crate::report::Report;
use crate::request::{CustomRaid, Nic, Partition, RaidConfig, ReinstallRequest};
use crate::rules::image::NETBOOT;
use crate::rules::partitions::{LINUX_FILE_SYSTEMS, WINDOWS_FILE_SYSTEM, drive_letter};
use crate::rules::{Context, Installs, check};
use crate::secret::Secret;
use serde::Serialize;

/// What the server boots after the wipe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Boot {
    /// The image of this id.
    Image(String),
    /// The image that the instance has now; the request names none.
    SameImage,
    /// An iPXE script.
    IpxeUrl(String),
    /// The vendor's netboot menu.
    Netboot,
}

/// Who can sign in afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// With this password.
    Password(Secret),
    /// With the private keys of this key pair.
    KeyPair(String),
    /// With a random password that is mailed to the account's creator.
    Mailed,
}

/// What happens to RAID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Raid {
    /// Nothing is asked for: it stays as it is (D22).
    Unchanged,
    /// One level over all disks.
    Quick(RaidLevel),
    /// Arrays one by one.
    Custom(Vec<CustomRaid>),
}

/// A request without errors, in its canonical form. Only [`prepare`] makes one.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    request: ReinstallRequest,
    report: Report,
    body: Secret,
}

/// Checks a request and, where there is no error, makes it ready to be signed.
///
/// # Errors
/// The whole report, where an issue has severity *error*.
pub fn prepare(request: &ReinstallRequest, context: Context<'_>) -> Result<Prepared, Report> {
    let report = check(request, context);
    if !report.is_valid() {
        return Err(report);
    }
    let request = canonical(request);
    let body = body(&request);
    Ok(Prepared { request, report, body })
}

impl Prepared {
    /// The request as it will be sent. Serialised, its secrets are `***`: this is what may be shown.
    pub fn request(&self) -> &ReinstallRequest {
        &self.request
    }

    /// The warnings and notices that remain.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// What the server boots afterwards.
    pub fn boot(&self) -> Boot {
        match (self.request.ipxe_url(), self.request.image_id()) {
            (Some(NETBOOT), _) => Boot::Netboot,
            (Some(url), _) => Boot::IpxeUrl(url.to_owned()),
            (None, Some(id)) => Boot::Image(id.to_owned()),
            (None, None) => Boot::SameImage,
        }
    }

    /// Who can sign in afterwards.
    pub fn sign_in(&self) -> SignIn {
        match (self.request.password(), self.request.key_id()) {
            (Some(password), _) => SignIn::Password(password.clone()),
            (None, Some(id)) => SignIn::KeyPair(id.to_owned()),
            (None, None) => SignIn::Mailed,
        }
    }

    /// What happens to RAID.
    pub fn raid(&self) -> Raid {
        match self.request.raid() {
            None => Raid::Unchanged,
            Some(RaidConfig { raid_type, custom_raids }) => match raid_type.and_then(RaidLevel::from_number) {
                Some(level) => Raid::Quick(level),
                None => Raid::Custom(custom_raids.clone()),
            },
        }
    }

    /// The exact body, secrets included.
    pub fn body(&self) -> &Secret {
        &self.body
    }

    /// The call to sign and send, once.
    pub fn call(&self) -> Call {
        Call::reinstall(self.body.clone())
    }

    /// The image that will be installed, where one is known to be.
    pub fn installs_image<'a>(&'a self, context: Context<'a>) -> Option<&'a str> {
        match context.installs(&self.request) {
            Installs::Image { id, .. } => Some(id),
            Installs::Ipxe | Installs::Nothing | Installs::Unknown => None,
        }
    }
}

/// Empty members dropped (D35), file systems and drive letters in the API's spelling.
fn canonical(request: &ReinstallRequest) -> ReinstallRequest {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let nic = Nic { wan_name: owned(request.wan_name()), lan_name: owned(request.lan_name()) };
    ReinstallRequest {
        instance_id: request.instance_id.clone(),
        image_id: owned(request.image_id()),
        hostname: owned(request.hostname()),
        password: request.password().cloned(),
        key_id: owned(request.key_id()),
        raid_config: request.raid().cloned(),
        partitions: request.partitions.iter().map(canonical_partition).collect(),
        nic: (nic != Nic::default()).then_some(nic),
        ipxe_url: owned(request.ipxe_url()),
        user_data: request.user_data().cloned(),
    }
}

fn canonical_partition(partition: &Partition) -> Partition {
    let known = LINUX_FILE_SYSTEMS.iter().chain([&WINDOWS_FILE_SYSTEM]);
    let fs_type = partition.fs_type.as_deref().map(|given| {
        known.clone().find(|name| name.eq_ignore_ascii_case(given)).map_or(given, |name| *name).to_owned()
    });
    let fs_path = partition
        .fs_path
        .as_deref()
        .map(|given| drive_letter(given).map_or_else(|| given.to_owned(), |letter| letter.to_string()));
    Partition { fs_path, fs_type, size: partition.size }
}

/// The wire form with the secrets in it: the one place that writes them.
fn body(request: &ReinstallRequest) -> Secret {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Body<'a> {
        #[serde(flatten)]
        open: &'a ReinstallRequest,
        #[serde(skip_serializing_if = "Option::is_none")]
        password: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        user_data: Option<&'a str>,
    }
    let open = ReinstallRequest { password: None, user_data: None, ..request.clone() };
    let body = Body {
        open: &open,
        password: request.password().map(Secret::expose),
        user_data: request.user_data().map(Secret::expose),
    };
    // Texts, numbers and lists alone: writing them cannot fail.
    Secret::new(serde_json::to_string(&body).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read_request;

    #[test]
    fn the_body_holds_the_secrets_and_nothing_else_does() {
        let request = ReinstallRequest {
            instance_id: "1".into(),
            password: Some("Canary~123".into()),
            user_data: Some("#!/bin/sh\necho canary".into()),
            hostname: Some(String::new()),
            raid_config: Some(RaidConfig::default()),
            ..ReinstallRequest::default()
        };
        let prepared = prepare(&request, Context::default()).unwrap();
        assert_eq!(
            prepared.body().expose(),
            r##"{"instanceId":"1","password":"Canary~123","userData":"#!/bin/sh\necho canary"}"##
        );
        let shown =
            format!("{prepared:?} {:?} {}", prepared.call(), serde_json::to_string(prepared.request()).unwrap());
        assert!(!shown.to_lowercase().contains("canary"), "{shown}");
    }

    #[test]
    fn the_body_reads_back_as_the_request() {
        let request = ReinstallRequest {
            instance_id: "1".into(),
            image_id: Some("i".into()),
            key_id: Some("key-1".into()),
            raid_config: Some(RaidConfig {
                raid_type: None,
                custom_raids: vec![CustomRaid { raid_type: Some(1), disk_sequence: vec![1, 2] }],
            }),
            partitions: vec![Partition { fs_path: Some("c".into()), fs_type: Some("ntfs".into()), size: Some(9) }],
            nic: Some(Nic { wan_name: Some("wan9".into()), lan_name: Some(String::new()) }),
            ..ReinstallRequest::default()
        };
        let prepared = prepare(&request, Context::default()).unwrap();
        let reading = read_request(&serde_json::from_str(prepared.body().expose()).unwrap());
        assert_eq!(reading.issues, []);
        assert_eq!(&reading.request, prepared.request());
        assert_eq!(reading.request.partitions[0].fs_path.as_deref(), Some("C"));
        assert_eq!(reading.request.partitions[0].fs_type.as_deref(), Some("NTFS"));
    }

    #[test]
    fn a_request_with_an_error_is_not_prepared() {
        let report = prepare(&ReinstallRequest::default(), Context::default()).unwrap_err();
        assert!(!report.is_valid());
    }
}
