//! The one match of the state machine: (phase, event) to the next phase.

use super::backoff::LOOK_PATIENCE_SECONDS;
use super::{Effect, Event, Evidence, Facts, Job, Note, Phase};
use crate::api::CallError;
use crate::machine::InstanceStatus;
use crate::prelude::*;
use crate::time::UnixSeconds;

/// How long an unanswered job looks for a sign that the installation began, before it asks a person.
pub const BEGIN_SECONDS: i64 = 180;

/// How long an accepted job looks for INSTALLING or for a proof, before it asks a person.
pub const PROOF_SECONDS: i64 = 900;

/// How long after the confirmation a request may still be repeated, in seconds. A person who has
/// waited longer, or whose machine slept, does not expect a wipe any more.
pub const RESEND_SECONDS: i64 = 120;

/// How often a request is sent in all, where the server keeps saying "too many requests".
pub const SEND_ATTEMPTS_MAX: u32 = 6;

impl Job {
    /// Takes an event. Store the job, then carry out the effects.
    pub fn step(mut self, event: Event, now: UnixSeconds) -> (Self, Vec<Effect>) {
        let mut effects = Vec::new();
        // No wildcard over both: a new phase must say what it makes of every event.
        match (&self.phase, event) {
            (Phase::Planned, Event::Confirmed) => {
                self.note(Note::Confirmed, now);
                self.send(now, &mut effects);
            }
            (Phase::RateLimited { until, error }, Event::Tick) => {
                if !(0..=RESEND_SECONDS).contains(&now.since(self.created_at)) {
                    let error = error.clone();
                    self.rejected(error, now);
                } else if now >= *until {
                    self.send(now, &mut effects);
                }
            }

            (Phase::Submitting, Event::Answered { request_id }) => self.accepted(request_id, now),
            (Phase::Submitting, Event::Failed(error)) => self.failed(error, now),
            (Phase::Submitting, Event::Restored) => {
                self.note(Note::Restored, now);
                self.unanswered(None, now);
            }
            // Only the send's own result counts while it is on its way.
            (
                Phase::Submitting,
                Event::Confirmed | Event::Observed(_) | Event::LookFailed(_) | Event::Tick | Event::GivenUp,
            ) => {}

            // Nothing was carried out, and the secrets of the request are gone with whoever had them.
            (Phase::Planned, Event::Restored) => {
                self.note(Note::Restored, now);
                self.rejected(
                    CallError::Unreachable {
                        why: "whoever was to send the request was gone before it was sent".into(),
                    },
                    now,
                );
            }
            (Phase::RateLimited { error, .. }, Event::Restored) => {
                let error = error.clone();
                self.note(Note::Restored, now);
                self.rejected(error, now);
            }
            (
                Phase::Planned,
                Event::Answered { .. }
                | Event::Failed(_)
                | Event::Observed(_)
                | Event::LookFailed(_)
                | Event::Tick
                | Event::GivenUp,
            )
            | (
                Phase::RateLimited { .. },
                Event::Confirmed
                | Event::Answered { .. }
                | Event::Failed(_)
                | Event::Observed(_)
                | Event::LookFailed(_)
                | Event::GivenUp,
            ) => {}

            // The answer to the one send, late.
            (Phase::Unanswered { .. } | Phase::TimedOut, Event::Answered { request_id }) => {
                self.accepted(request_id, now)
            }
            // No repeat from here, even for "too many requests": a person may have begun anew meanwhile.
            (Phase::Unanswered { .. } | Phase::TimedOut, Event::Failed(error)) if error.proves_not_acted() => {
                self.note(Note::Refused { error: error.clone() }, now);
                self.rejected(error, now);
            }
            (Phase::Installing, Event::Answered { request_id }) => {
                self.note(Note::Accepted { request_id: request_id.clone() }, now);
                self.request_id = Some(request_id);
            }

            (
                Phase::Accepted | Phase::Unanswered { .. } | Phase::TimedOut | Phase::Installing,
                Event::Observed(facts),
            ) => self.observed(facts, now),
            (
                Phase::Accepted | Phase::Unanswered { .. } | Phase::TimedOut | Phase::Installing,
                Event::LookFailed(error),
            ) => {
                let retry_after = error.rate_limit();
                self.note(Note::LookFailed { error }, now);
                self.look_after_failure(retry_after, now);
            }
            (Phase::Accepted | Phase::Unanswered { .. } | Phase::TimedOut | Phase::Installing, Event::Tick) => {
                self.tick(now, &mut effects);
            }
            (Phase::Accepted | Phase::Unanswered { .. } | Phase::TimedOut | Phase::Installing, Event::Restored) => {
                self.note(Note::Restored, now);
                self.next_look = Some(now);
            }
            (
                Phase::Accepted | Phase::Unanswered { .. } | Phase::TimedOut | Phase::Installing,
                Event::Confirmed | Event::Failed(_),
            )
            | (Phase::Accepted, Event::Answered { .. }) => {}

            (Phase::TimedOut, Event::GivenUp) => {
                self.note(Note::GivenUp, now);
                self.end(Phase::GivenUp, now);
            }
            (Phase::Accepted | Phase::Unanswered { .. } | Phase::Installing, Event::GivenUp) => {}

            // An end is an end: whatever the server does later is another job's business.
            (
                Phase::Running { .. } | Phase::InstallFailed | Phase::Rejected { .. } | Phase::GivenUp,
                Event::Confirmed
                | Event::Answered { .. }
                | Event::Failed(_)
                | Event::Observed(_)
                | Event::LookFailed(_)
                | Event::Tick
                | Event::Restored
                | Event::GivenUp,
            ) => {}
        }
        (self, effects)
    }

    /// The only place that asks for a send.
    fn send(&mut self, now: UnixSeconds, effects: &mut Vec<Effect>) {
        self.phase = Phase::Submitting;
        self.sends = self.sends.saturating_add(1);
        self.sent_at = Some(now);
        self.note(Note::Sent, now);
        effects.push(Effect::Send);
    }

    fn accepted(&mut self, request_id: String, now: UnixSeconds) {
        self.note(Note::Accepted { request_id: request_id.clone() }, now);
        self.request_id = Some(request_id);
        self.phase = Phase::Accepted;
        self.look_soon(now);
    }

    fn failed(&mut self, error: CallError, now: UnixSeconds) {
        if !error.proves_not_acted() {
            self.unanswered(Some(error), now);
            return;
        }
        self.note(Note::Refused { error: error.clone() }, now);
        match error.rate_limit() {
            Some(retry_after)
                if self.sends < SEND_ATTEMPTS_MAX
                    && now.plus(self.resend_pause(retry_after)).since(self.created_at) <= RESEND_SECONDS =>
            {
                self.phase = Phase::RateLimited { until: now.plus(self.resend_pause(retry_after)), error };
            }
            _ => self.rejected(error, now),
        }
    }

    fn rejected(&mut self, error: CallError, now: UnixSeconds) {
        self.end(Phase::Rejected { error }, now);
    }

    fn unanswered(&mut self, error: Option<CallError>, now: UnixSeconds) {
        self.note(Note::Lost { error: error.clone() }, now);
        self.phase = Phase::Unanswered { since: now, error };
        self.look_soon(now);
    }

    fn end(&mut self, phase: Phase, now: UnixSeconds) {
        self.phase = phase;
        self.ended_at = Some(now);
        self.next_look = None;
    }

    fn tick(&mut self, now: UnixSeconds, effects: &mut Vec<Effect>) {
        if self.is_look_due(now) {
            // Another look is planned in case this one never reports.
            self.next_look = Some(now.plus(LOOK_PATIENCE_SECONDS));
            effects.push(Effect::Look);
        }
    }

    /// A look after the stated time that still shows no sign: ask a person. Time alone proves
    /// nothing, and while INSTALLING is shown an installation takes as long as it takes.
    fn ask_if_overdue(&mut self, now: UnixSeconds) {
        let overdue = match &self.phase {
            Phase::Unanswered { since, .. } => now.since(*since) > BEGIN_SECONDS,
            Phase::Accepted => self.sent_at.is_some_and(|sent| now.since(sent) > PROOF_SECONDS),
            // It was being installed, and is no more, and has not ended either: STOPPED, RECYCLE, gone.
            Phase::Installing => self.last_installing().is_some_and(|last| now.since(last) > BEGIN_SECONDS),
            _ => false,
        };
        if overdue {
            self.note(Note::NoSign, now);
            self.phase = Phase::TimedOut;
        }
    }

    /// When INSTALLING was seen last.
    fn last_installing(&self) -> Option<UnixSeconds> {
        let shows = |note: &Note| matches!(note, Note::Saw { status } if status == InstanceStatus::Installing.name());
        self.timeline.iter().rev().find(|entry| shows(&entry.note)).map(|entry| entry.until)
    }

    fn observed(&mut self, facts: Option<Facts>, now: UnixSeconds) {
        let status = facts.as_ref().map(|facts| facts.status.clone()).unwrap_or_default();
        self.note(Note::Saw { status: status.name().to_owned() }, now);
        let changed = facts.is_some() && self.now.as_ref().is_none_or(|last| last.status != status);
        if let Some(facts) = facts {
            if let Some(end) = self.ending(&facts, now) {
                self.now = Some(facts);
                self.end(end, now);
                return;
            }
            self.now = Some(facts);
        }
        if status == InstanceStatus::Installing {
            self.phase = Phase::Installing;
            self.began_at = self.began_at.or(Some(now));
        }
        self.ask_if_overdue(now);
        if changed {
            self.look_soon(now);
        } else {
            self.look_later(now);
        }
    }

    /// The end that `facts` prove, if any.
    fn ending(&self, facts: &Facts, now: UnixSeconds) -> Option<Phase> {
        let saw_installing = self.began_at.is_some();
        match facts.status {
            // A failure that was there before, or may have been, is an older run's, unless INSTALLING was seen since.
            InstanceStatus::InstallFailed => {
                let is_new = self.before.is_known() && self.before.status != InstanceStatus::InstallFailed;
                (saw_installing || is_new).then_some(Phase::InstallFailed)
            }
            InstanceStatus::Running => {
                let shows_it = self.asked.is_proved_by(&self.before, facts);
                let evidence = match (saw_installing, self.request_id.is_some()) {
                    (true, true) => Some(Evidence::Transition),
                    (true, false) if shows_it => Some(Evidence::Result),
                    (true, false) => Some(Evidence::Unattributed),
                    // Values could be shown before the installation begins, so they prove nothing at first.
                    (false, _) => (shows_it && self.sent_at.is_some_and(|sent| now.since(sent) > BEGIN_SECONDS))
                        .then_some(Evidence::Result),
                };
                evidence.map(|evidence| Phase::Running { evidence, differences: self.asked.differences(facts) })
            }
            _ => None,
        }
    }
}
