//! What stands in a secret's place, and the request without secrets: the formats see nothing else.

use crate::request::{Partition, RaidConfig, ReinstallRequest};

/// Must hold the server's id before code wipes it.
pub const CONFIRMATION: &str = "WIPE_INSTANCE";

/// Holds the server's new password.
pub const SERVER_PASSWORD: &str = "SERVER_PASSWORD";

/// Holds the user data, in the folder where the code runs.
pub const USER_DATA_FILE: &str = "user-data.txt";

/// Holds the access key's id. The Terraform provider reads it; the SDKs read none, so their code takes the same.
pub const ACCESS_KEY_ID: &str = "ZENLAYERCLOUD_ACCESS_KEY_ID";

/// Holds the access key's password. The Terraform provider reads it.
pub const ACCESS_KEY_PASSWORD: &str = "ZENLAYERCLOUD_ACCESS_KEY_PASSWORD";

/// May hold another host than the API's, a sandbox's for example. The Terraform provider reads it.
pub const DOMAIN: &str = "ZENLAYERCLOUD_DOMAIN";

/// May hold `http`, for a sandbox. The Terraform provider reads it.
pub const SCHEME: &str = "ZENLAYERCLOUD_SCHEME";

/// The host where it is not said otherwise.
pub(super) const DEFAULT_DOMAIN: &str = "console.zenlayer.com";

/// A secret that the request has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Placeholder {
    Password,
    UserData,
}

/// A canonical request without its secrets: of them it knows that they are there.
pub(super) struct Open<'a> {
    pub(super) instance_id: &'a str,
    pub(super) image_id: Option<&'a str>,
    pub(super) hostname: Option<&'a str>,
    pub(super) password: Option<Placeholder>,
    pub(super) key_id: Option<&'a str>,
    pub(super) raid: Option<&'a RaidConfig>,
    pub(super) partitions: &'a [Partition],
    pub(super) wan_name: Option<&'a str>,
    pub(super) lan_name: Option<&'a str>,
    pub(super) ipxe_url: Option<&'a str>,
    pub(super) user_data: Option<Placeholder>,
}

impl<'a> Open<'a> {
    pub(super) fn of(request: &'a ReinstallRequest) -> Self {
        Self {
            instance_id: &request.instance_id,
            image_id: request.image_id(),
            hostname: request.hostname(),
            password: request.password().map(|_| Placeholder::Password),
            key_id: request.key_id(),
            raid: request.raid(),
            partitions: &request.partitions,
            wan_name: request.wan_name(),
            lan_name: request.lan_name(),
            ipxe_url: request.ipxe_url(),
            user_data: request.user_data().map(|_| Placeholder::UserData),
        }
    }

    /// Whether any interface is named.
    pub(super) fn names_interfaces(&self) -> bool {
        self.wan_name.is_some() || self.lan_name.is_some()
    }
}
