//! Whether a reinstall is offered. "No" cannot be said without its reason.

use crate::locales::Words;
use crate::t;
use reinstall_core::allowed::reinstall_refusal;
use reinstall_core::issue::IssueCode;
use reinstall_core::machine::InstanceStatus;
use reinstall_core::rules::instance::refused;
use yew::AttrValue;

/// Whether a reinstall is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// It is.
    Yes,
    /// It is not.
    No(Reason),
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A job of this browser is still open.
    OpenJob,
    /// Somebody protected it on this device.
    Protected,
    /// Its status refuses; the code that the API would answer with.
    Status(IssueCode),
}

impl Availability {
    /// For an instance of this status.
    pub fn of(status: &InstanceStatus, has_open_job: bool, is_protected: bool) -> Self {
        if has_open_job {
            Self::No(Reason::OpenJob)
        } else if is_protected {
            Self::No(Reason::Protected)
        } else {
            reinstall_refusal(status).map_or(Self::Yes, |code| Self::No(Reason::Status(code)))
        }
    }
}

impl Reason {
    /// The reason as a sentence.
    pub fn sentence(self, status: &InstanceStatus, words: &Words) -> AttrValue {
        match self {
            Self::OpenJob => t!(words, "A reinstall of it is still open; see Jobs."),
            Self::Protected => t!(words, "It is protected on this device: a reinstall is never offered here."),
            Self::Status(code) => refused(code, status).message(words.locale()).into(),
        }
    }
}
