//! One reinstall as a state machine: events in, effects out. It does no I/O and has no clock.
//!
//! ```text
//! Planned → Submitting → Accepted → Installing → Running | InstallFailed
//!               ├→ RateLimited → Submitting         the server said that it did not act
//!               ├→ Rejected                         certainly not carried out
//!               └→ Unanswered → Installing | TimedOut (a person is asked) → GivenUp
//! ```
//!
//! A reinstall is sent at most once, unless the server itself said that it did not act. A lost answer
//! is never repeated: the job then only reads, and what it cannot find out it asks.
//!
//! The caller stores the job after every [`Job::step`] and *before* carrying out the effects, so that
//! after a crash it is known whether a request may have left. What is stored holds no secret.

mod backoff;
mod facts;
mod step;

pub use backoff::{LOOK_MAX_SECONDS, LOOK_MIN_SECONDS};
pub use facts::{Asked, Difference, Facts};
pub use step::{BEGIN_SECONDS, PROOF_SECONDS, RESEND_SECONDS, SEND_ATTEMPTS_MAX};

use crate::api::CallError;
use crate::prelude::*;
use crate::time::UnixSeconds;
use serde::{Deserialize, Serialize};

/// The most entries of a timeline; equal observations in a row are one entry.
pub const TIMELINE_MAX: usize = 200;

/// How far one reinstall has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Phase {
    /// Written down; nothing has been sent.
    Planned,
    /// The request may be on its way.
    Submitting,
    /// The server said "too many requests" and did not act; it will be sent again.
    RateLimited {
        /// When.
        until: UnixSeconds,
        /// What the server said.
        error: CallError,
    },
    /// The server accepted; INSTALLING has not been seen yet.
    Accepted,
    /// No usable answer came: the server may have acted.
    Unanswered {
        /// Since when.
        since: UnixSeconds,
        /// What came instead, where anything did.
        error: Option<CallError>,
    },
    /// INSTALLING was seen after the request was sent.
    Installing,
    /// Done, with evidence.
    Running {
        /// Why it is believed.
        evidence: Evidence,
        /// Where the server differs from what was asked.
        differences: Vec<Difference>,
    },
    /// The server says that the installation failed.
    InstallFailed,
    /// Certainly not carried out; a person may send again, as a new job.
    Rejected {
        /// Why.
        error: CallError,
    },
    /// Nobody can tell from reading; a person must look.
    TimedOut,
    /// A person looked and began another reinstall; what became of this one stays unknown.
    GivenUp,
}

/// Why a success is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Evidence {
    /// INSTALLING was seen, then RUNNING.
    Transition,
    /// The server now shows what was asked, and did not before.
    Result,
    /// An installation was seen to end well, but this request was never answered: it may have been
    /// somebody else's.
    Unattributed,
}

impl Phase {
    /// Nothing more will happen by itself.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Running { .. } | Self::InstallFailed | Self::Rejected { .. } | Self::GivenUp)
    }

    /// A send is under way or may still be asked for: until then the request's secrets are needed.
    pub fn may_still_send(&self) -> bool {
        matches!(self, Self::Planned | Self::Submitting | Self::RateLimited { .. })
    }

    /// A request of this job may have reached the server, or may still.
    pub fn may_have_acted(&self) -> bool {
        !matches!(self, Self::Planned | Self::RateLimited { .. } | Self::Rejected { .. })
    }
}

/// What happened, in words for a program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Note {
    /// The operator confirmed.
    Confirmed,
    /// The request was handed to the network.
    Sent,
    /// The server accepted.
    Accepted {
        /// For the vendor's support.
        request_id: String,
    },
    /// The server or the proxy refused; nothing was carried out.
    Refused {
        /// What it said.
        error: CallError,
    },
    /// No usable answer came.
    Lost {
        /// What came instead.
        error: Option<CallError>,
    },
    /// DescribeInstances showed this status.
    Saw {
        /// The API's word; empty where the instance was not in the answer.
        status: String,
    },
    /// DescribeInstances failed.
    LookFailed {
        /// How.
        error: CallError,
    },
    /// Whoever drove the job was gone, and it was taken up again.
    Restored,
    /// No sign that the installation began, within the stated time.
    NoSign,
    /// A person began another reinstall of the same server.
    GivenUp,
}

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// When it happened first.
    pub at: UnixSeconds,
    /// When it was last seen so; equal to `at` unless the same was seen again.
    pub until: UnixSeconds,
    /// What.
    pub note: Note,
}

/// One reinstall of one server. Serialised it can be stored and restored at any point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// The caller's own id for this run.
    pub id: String,
    /// The server.
    pub instance_id: String,
    /// Its name when the job was made.
    pub instance_name: String,
    /// The model's id.
    pub instance_type_id: String,
    /// When the job was made.
    pub created_at: UnixSeconds,
    /// What was asked, without secrets.
    pub asked: Asked,
    /// What the server showed before.
    pub before: Facts,
    /// What it showed last.
    pub now: Option<Facts>,
    /// How far it has come.
    pub phase: Phase,
    /// The request id of the accepted call.
    pub request_id: Option<String>,
    /// When the request was last handed to the network.
    pub sent_at: Option<UnixSeconds>,
    /// When INSTALLING was first seen.
    pub began_at: Option<UnixSeconds>,
    /// When the job came to its end.
    pub ended_at: Option<UnixSeconds>,
    /// What happened, oldest first.
    pub timeline: Vec<Entry>,
    /// How often it was sent; above one only after rate-limit refusals.
    pub sends: u32,
    /// When to look next, while there is something to look for.
    pub next_look: Option<UnixSeconds>,
    /// Looks since something changed.
    quiet_looks: u32,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The operator confirmed; meaningful once, while [`Phase::Planned`].
    Confirmed,
    /// The send was answered: accepted.
    Answered {
        /// For the vendor's support.
        request_id: String,
    },
    /// The send ended in something else.
    Failed(CallError),
    /// DescribeInstances was answered; `None` where the instance was not in it.
    Observed(Option<Facts>),
    /// DescribeInstances failed.
    LookFailed(CallError),
    /// Time has passed.
    Tick,
    /// The job was read back from storage; whoever drove it is gone.
    Restored,
    /// A person begins another reinstall of the same server, after looking; meaningful while
    /// [`Phase::TimedOut`]. From then on what the server shows says nothing about this one.
    GivenUp,
}

/// What the caller has to do now, after storing the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Sign and send the reinstall, once, and report `Answered` or `Failed`.
    Send,
    /// Call DescribeInstances for this instance, and report `Observed` or `LookFailed`.
    Look,
}

/// Who and what a job is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// A new id, unique among the caller's jobs.
    pub id: String,
    /// The server.
    pub instance_id: String,
    /// Its name.
    pub instance_name: String,
    /// The model's id.
    pub instance_type_id: String,
    /// What is asked, without secrets.
    pub asked: Asked,
    /// What the server shows before.
    pub before: Facts,
}

impl Job {
    /// A job that is written down and has sent nothing.
    pub fn new(plan: Plan, now: UnixSeconds) -> Self {
        Self {
            id: plan.id,
            instance_id: plan.instance_id,
            instance_name: plan.instance_name,
            instance_type_id: plan.instance_type_id,
            created_at: now,
            asked: plan.asked,
            before: plan.before,
            now: None,
            phase: Phase::Planned,
            request_id: None,
            sent_at: None,
            began_at: None,
            ended_at: None,
            timeline: Vec::new(),
            sends: 0,
            next_look: None,
            quiet_looks: 0,
        }
    }

    /// The job still watches its server.
    pub fn is_watching(&self) -> bool {
        self.next_look.is_some()
    }

    /// Appends to the timeline; the same thing seen again only moves the last entry's end.
    fn note(&mut self, note: Note, now: UnixSeconds) {
        match self.timeline.last_mut() {
            Some(last) if last.note == note => last.until = now,
            _ => {
                if self.timeline.len() >= TIMELINE_MAX {
                    // The beginning is the evidence; what is dropped is the oldest of the rest.
                    self.timeline.remove(TIMELINE_MAX / 2);
                }
                self.timeline.push(Entry { at: now, until: now, note });
            }
        }
    }
}
