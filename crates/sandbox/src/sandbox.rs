//! The sandbox as a state machine: a call and the time go in, an answer comes out.

use crate::actions::{self, Question};
use crate::calls::Calls;
use crate::catalog::Catalog;
use crate::clock::{Clock, Millis};
use crate::config::Config;
use crate::envelope::{Refusal, RequestIds, failure};
use crate::faults::{FaultKind, Faults, Sentinel};
use crate::rate::RateLimit;
use crate::world::World;
use reinstall_core::api::{Action, ServerCode, Service};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// One request to the API, as received.
pub struct Call<'a> {
    /// The service that its path names.
    pub service: Service,
    /// The value of a header by its lower-case name, as received.
    pub header: &'a dyn Fn(&str) -> Option<String>,
    /// The exact body.
    pub body: &'a [u8],
}

/// What becomes of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How long to wait before it is given. The call has been carried out already.
    pub delay: Duration,
    /// The reply; `None` closes the connection without one.
    pub reply: Option<Reply>,
}

/// An HTTP response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers besides those that every HTTP response has.
    pub headers: Vec<(&'static str, &'static str)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// A reply of JSON.
    pub fn json(status: u16, body: Vec<u8>) -> Self {
        Self { status, headers: vec![("content-type", "application/json")], body }
    }
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Self { delay: Duration::ZERO, reply: Some(reply) }
    }
}

impl Answer {
    const CLOSED: Self = Self { delay: Duration::ZERO, reply: None };

    /// The HTTP status; 0 where there is no reply.
    pub fn status(&self) -> u16 {
        self.reply.as_ref().map_or(0, |reply| reply.status)
    }
}

/// The whole sandbox. It never sleeps: whatever happens later is worked out when it is next asked.
#[derive(Debug)]
pub struct Sandbox {
    pub(crate) config: Config,
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) world: World,
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) calls: Calls,
    pub(crate) starts: u32,
    rate: Option<RateLimit>,
    request_ids: RequestIds,
    revision: u64,
}

impl Sandbox {
    /// A sandbox with its catalogue, nothing installed yet.
    ///
    /// # Errors
    /// Where the built-in catalogue cannot be read, which the tests rule out.
    pub fn new(config: Config) -> Result<Self, serde_json::Error> {
        Self::started(config, 1)
    }

    /// As [`Self::new`]; `starts` is how many starts this account has seen, this one included.
    pub(crate) fn started(config: Config, starts: u32) -> Result<Self, serde_json::Error> {
        let catalog = Arc::new(Catalog::built_in(config.instances)?);
        Ok(Self {
            world: World::new(Arc::clone(&catalog), config.plan),
            clock: Clock::default(),
            faults: Faults::default(),
            calls: Calls::default(),
            rate: config.rate.map(RateLimit::new),
            request_ids: RequestIds::new(config.plan.seed, starts),
            starts,
            revision: 0,
            catalog,
            config,
        })
    }

    /// Everything as at the start, but for request ids, which do not repeat.
    pub fn reset(&mut self) {
        self.change();
        self.world = World::new(Arc::clone(&self.catalog), self.config.plan);
        self.clock = Clock::default();
        self.faults = Faults::default();
        self.calls = Calls::default();
        self.rate = self.config.rate.map(RateLimit::new);
    }

    /// Counts the changes of what [`Self::snapshot`] would say, but for time that passes.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Itself, about to be changed.
    pub(crate) const fn change(&mut self) -> &mut Self {
        self.revision += 1;
        self
    }

    /// Brings the servers up to date; `real` is the real time. Gives back the servers' time.
    pub fn settle(&mut self, real: Millis) -> Millis {
        let now = self.clock.life(real);
        self.world.settle(now);
        now
    }

    /// Answers a call at the real time `real`, by which signatures are judged.
    pub fn handle(&mut self, call: &Call<'_>, real: Millis) -> Answer {
        let now = self.settle(real);
        let action: Option<Action> = (call.header)("x-zc-action").and_then(|name| name.trim().parse().ok());
        let request_id = self.request_ids.next_id();
        let answer = match action.and_then(|action| self.faults.take(action)) {
            None => self.answer(call, action, real, now, &request_id),
            Some((kind, delay)) => {
                self.change();
                let act = |sandbox: &mut Self| sandbox.answer(call, action, real, now, &request_id);
                let answer = self.perform(kind, &request_id, act);
                Answer { delay: answer.delay + delay, ..answer }
            }
        };
        self.calls.push(action, call.body, answer.status(), now.seconds());
        answer
    }

    /// Refuses a request that is no call: wrong method, wrong path, too large.
    pub fn refuse(&mut self, refusal: &Refusal) -> Reply {
        refused(&self.request_ids.next_id(), refusal)
    }

    /// Lets a call fail, before or after it is carried out.
    fn perform(&mut self, kind: FaultKind, request_id: &str, act: impl FnOnce(&mut Self) -> Answer) -> Answer {
        match kind {
            FaultKind::DropBefore => Answer::CLOSED,
            FaultKind::DropAfter => Answer { reply: None, ..act(self) },
            FaultKind::Delay => act(self),
            FaultKind::Http500 => {
                let refusal = Refusal::new(ServerCode::InternalServerError, "Internal server error");
                refused(request_id, &refusal).into()
            }
            FaultKind::Http503 => {
                let message = "The service is temporarily unavailable";
                refused(request_id, &Refusal::new(ServerCode::ServiceTemporaryUnavailable, message)).into()
            }
            FaultKind::TimedOut => {
                let (answer, refusal) = (act(self), Refusal::new(ServerCode::RequestTimedOut, "The request timed out"));
                Answer { reply: answer.reply.map(|_| refused(request_id, &refusal)), ..answer }
            }
            FaultKind::RateLimit => refused(request_id, &too_many()).into(),
            FaultKind::Garbage => {
                let answer = act(self);
                Answer { reply: answer.reply.map(|_| garbage(request_id)), ..answer }
            }
            FaultKind::Challenge => challenge().into(),
        }
    }

    fn answer(
        &mut self,
        call: &Call<'_>,
        action: Option<Action>,
        real: Millis,
        now: Millis,
        request_id: &str,
    ) -> Answer {
        let (action, body) = match self.admit(call, action, real) {
            Ok(admitted) => admitted,
            Err(refusal) => return refused(request_id, &refusal).into(),
        };
        let version = (call.header)("x-zc-version");
        let act = |sandbox: &mut Self| -> Answer {
            let question = Question { action, version: version.as_deref(), body: &body, now, request_id };
            match actions::run(&mut sandbox.world, &question) {
                Ok(body) => {
                    if action.is_destructive() {
                        sandbox.change();
                    }
                    Reply::json(200, body).into()
                }
                Err(refusal) => refused(request_id, &refusal).into(),
            }
        };
        match self.fault_of_sentinel(action, &body) {
            Some(kind) => self.perform(kind, request_id, act),
            None => act(self),
        }
    }

    /// The checks before any action: who, what, how often, in which form.
    fn admit(&mut self, call: &Call<'_>, action: Option<Action>, real: Millis) -> Result<(Action, Value), Refusal> {
        let caller = self.config.credentials.identify(call.header, call.body, real.seconds())?;
        let service_named = (call.header)("x-zc-service");
        let action = action
            .filter(|action| action.service() == call.service)
            .filter(|_| service_named.is_none_or(|name| name.trim() == call.service.name()))
            .ok_or_else(|| {
                let message = "The operation is not authorized: there is no such X-ZC-Action at this service";
                Refusal::new(ServerCode::AuthfailureUnauthorizedOperation, message)
            })?;
        if self.rate.as_mut().is_some_and(|rate| !rate.allows(caller, real)) {
            return Err(too_many());
        }
        let is_json = (call.header)("content-type").is_some_and(|value| is_json(&value));
        if !is_json {
            let message = "The Content-Type must be application/json";
            return Err(Refusal::new(ServerCode::InvalidParameterType, message));
        }
        Ok((action, read_body(call.body)?))
    }

    fn fault_of_sentinel(&mut self, action: Action, body: &Value) -> Option<FaultKind> {
        let id = body.get("instanceId").filter(|_| action == Action::ReinstallInstance)?.as_str()?;
        let sentinel = Sentinel::of(&self.world.instance(id)?.instance_name)?;
        self.change().faults.of_sentinel(id, sentinel)
    }
}

fn refused(request_id: &str, refusal: &Refusal) -> Reply {
    Reply::json(refusal.status, failure(request_id, refusal))
}

fn too_many() -> Refusal {
    Refusal::new(ServerCode::RequestLimitExceeded, "The request rate limit is exceeded")
}

/// An answer of which the second half is missing.
fn garbage(request_id: &str) -> Reply {
    Reply::json(200, format!(r#"{{"requestId":"{request_id}","respon"#).into_bytes())
}

/// What a content delivery network answers when it wants to see a human.
fn challenge() -> Reply {
    Reply {
        status: 403,
        headers: vec![("content-type", "text/html; charset=UTF-8"), ("cf-mitigated", "challenge")],
        body: b"<!DOCTYPE html><html lang=\"en\"><head><title>Just a moment...</title></head><body></body></html>\n"
            .to_vec(),
    }
}

/// The members of the body as a tree; of equal ones the last. What no tree can hold (nested too deep, a number beyond every
/// float, half a character) is JSON all the same: it becomes a fraction, which no member of any call may be, so it is
/// refused where it means something and ignored where it does not.
pub(crate) fn read_body(body: &[u8]) -> Result<Value, Refusal> {
    let members: BTreeMap<String, &RawValue> = serde_json::from_slice(body).map_err(|_| {
        Refusal::new(ServerCode::InvalidParameterType, "The request body is not valid JSON, or no JSON object")
    })?;
    let tree = |raw: &RawValue| serde_json::from_str(raw.get()).unwrap_or_else(|_| Value::from(0.5));
    Ok(members.into_iter().map(|(name, raw)| (name, tree(raw))).collect())
}

/// `application/json`, with or without parameters.
fn is_json(content_type: &str) -> bool {
    content_type.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}
