//! The API calls that a reinstall touches: their names, services and versions.

use core::fmt;
use core::str::FromStr;

/// A service of the API; the last segment of the path `POST /api/v2/{service}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Service {
    /// Bare metal cloud: instances, images, instance types, zones.
    Bmc,
    /// Cloud common services: key pairs.
    Ccs,
}

impl Service {
    /// Every service, in a fixed order.
    pub const ALL: [Self; 2] = [Self::Bmc, Self::Ccs];

    /// The name on the wire: in the path and in `x-zc-service`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bmc => "bmc",
            Self::Ccs => "ccs",
        }
    }

    /// The newest API version of this service, sent as `x-zc-version`.
    pub const fn version(self) -> &'static str {
        match self {
            Self::Bmc => "2026-02-01",
            Self::Ccs => "2025-09-01",
        }
    }

    /// The path that every call of this service is posted to.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Bmc => "/api/v2/bmc",
            Self::Ccs => "/api/v2/ccs",
        }
    }

    /// The service that answers at `path`, compared exactly.
    pub fn from_path(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.path() == path)
    }
}

/// One API call that this product makes. There are no others: the proxy passes these only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Zones: where a server stands.
    DescribeZones,
    /// Servers and their state.
    DescribeInstances,
    /// Hardware models: disks, RAID levels, images.
    DescribeInstanceTypes,
    /// Operating system images.
    DescribeImages,
    /// SSH key pairs.
    DescribeKeyPairs,
    /// Wipes a server and installs an operating system. Cannot be undone.
    ReinstallInstance,
}

impl Action {
    /// Every action, in a fixed order.
    pub const ALL: [Self; 6] = [
        Self::DescribeZones,
        Self::DescribeInstances,
        Self::DescribeInstanceTypes,
        Self::DescribeImages,
        Self::DescribeKeyPairs,
        Self::ReinstallInstance,
    ];

    /// The name on the wire, sent as `x-zc-action`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DescribeZones => "DescribeZones",
            Self::DescribeInstances => "DescribeInstances",
            Self::DescribeInstanceTypes => "DescribeInstanceTypes",
            Self::DescribeImages => "DescribeImages",
            Self::DescribeKeyPairs => "DescribeKeyPairs",
            Self::ReinstallInstance => "ReinstallInstance",
        }
    }

    /// The service that answers this action.
    pub const fn service(self) -> Service {
        match self {
            Self::DescribeKeyPairs => Service::Ccs,
            Self::DescribeZones
            | Self::DescribeInstances
            | Self::DescribeInstanceTypes
            | Self::DescribeImages
            | Self::ReinstallInstance => Service::Bmc,
        }
    }

    /// Whether the call changes a server. Such a call is never repeated by a machine.
    pub const fn is_destructive(self) -> bool {
        matches!(self, Self::ReinstallInstance)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text is not the name of an [`Action`]. Names are compared exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not an action of this product; the known ones are DescribeZones, DescribeInstances, DescribeInstanceTypes, DescribeImages, DescribeKeyPairs, ReinstallInstance"
)]
pub struct UnknownAction;

impl FromStr for Action {
    type Err = UnknownAction;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|action| action.name() == name).ok_or(UnknownAction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_parses_back_to_its_action() {
        for action in Action::ALL {
            assert_eq!(action.name().parse(), Ok(action));
        }
    }

    #[test]
    fn names_are_exact() {
        for name in ["", "reinstallinstance", "ReinstallInstance ", "DeleteInstance"] {
            assert_eq!(name.parse::<Action>(), Err(UnknownAction), "{name:?}");
        }
    }

    #[test]
    fn only_the_reinstall_destroys() {
        let destructive: Vec<_> = Action::ALL.into_iter().filter(|a| a.is_destructive()).collect();
        assert_eq!(destructive, [Action::ReinstallInstance]);
    }
}
