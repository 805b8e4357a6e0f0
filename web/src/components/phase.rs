//! How far a job has come, in words.

use crate::locales::Words;
use crate::t;
use reinstall_core::job::{Evidence, Job, Phase};
use yew::AttrValue;

/// The word for a phase; the API's own where there is one.
fn phase_name(phase: &Phase) -> &'static str {
    match phase {
        Phase::Planned => "PLANNED",
        Phase::Submitting => "SUBMITTING",
        Phase::RateLimited { .. } => "RATE LIMITED",
        Phase::Accepted => "ACCEPTED",
        Phase::Unanswered { .. } => "UNANSWERED",
        Phase::Installing => "INSTALLING",
        Phase::Running { .. } => "RUNNING",
        Phase::InstallFailed => "INSTALL_FAILED",
        Phase::Rejected { .. } => "REJECTED",
        Phase::TimedOut | Phase::GivenUp => "OUTCOME UNKNOWN",
    }
}

/// What a RUNNING server is that does not report what was asked: no success to be glad of.
const NOT_AS_ASKED: &str = "RUNNING, not as asked";

/// The word, and for a success whether it is what was asked. Colours go by it, too.
pub fn phase_words(job: &Job) -> &'static str {
    match &job.phase {
        Phase::Running { differences, .. } if !differences.is_empty() => NOT_AS_ASKED,
        phase => phase_name(phase),
    }
}

/// What the phase means, and what happens next or what to do.
pub fn phase_sentence(phase: &Phase, words: &Words) -> AttrValue {
    match phase {
        Phase::Planned => t!(words, "Written down. Nothing has been sent yet."),
        Phase::Submitting => t!(words, "The request is on its way."),
        Phase::RateLimited { .. } => t!(
            words,
            "The API said that there were too many requests and did not act. It will be asked again by itself."
        ),
        Phase::Accepted => t!(words, "The API has accepted the reinstall. INSTALLING has not been seen yet."),
        Phase::Unanswered { .. } => t!(
            words,
            "No usable answer came, so it is not known whether the reinstall began. It is not sent again; the server's status is being read to find out."
        ),
        Phase::Installing => t!(
            words,
            "The server is being installed. This can take from a few minutes to more than an hour, and goes on without this page."
        ),
        Phase::Running { differences, .. } if !differences.is_empty() => t!(
            words,
            "An installation has ended, but the server does not report what was asked: compare below. Do not rely on it before you have looked at the server itself."
        ),
        Phase::Running { evidence: Evidence::Transition, .. } => {
            t!(words, "Done: INSTALLING was seen, then RUNNING.")
        }
        Phase::Running { evidence: Evidence::Result, .. } => {
            t!(words, "Done: the server now shows what was asked, and did not before.")
        }
        Phase::Running { evidence: Evidence::Unattributed, .. } => t!(
            words,
            "An installation has ended well, but this request was never answered, so it may have been somebody else's. Try to sign in with what you chose before you rely on it."
        ),
        Phase::InstallFailed => t!(
            words,
            "The API says that the installation failed. Try the same again; then without RAID, partitions and user data, to find the guilty field; then iPXE or IPMI. The vendor's support needs the request ID."
        ),
        Phase::Rejected { .. } => {
            t!(words, "Nothing was carried out. What to change is said below; then a new reinstall can be started.")
        }
        Phase::GivenUp => {
            t!(words, "Another reinstall of this server was begun, so what became of this one can no longer be told.")
        }
        Phase::TimedOut => t!(
            words,
            "Reading does not tell what became of the request. Look at the server in the vendor's console (or over IPMI) before you start another reinstall. The status is still being read."
        ),
    }
}
