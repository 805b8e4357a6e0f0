//! One reinstall as the core's state machine, which the caller keeps as JSON.

use super::response::{Accepted, Headers, Refusal};
use super::{Answer, Asked};
use crate::check::verdict::Verdict;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use reinstall_core::Secret;
use reinstall_core::api::query::InstancesPage;
use reinstall_core::api::{CallError, masked, read_answer};
use reinstall_core::job::{Asked as Wanted, Effect, Event, Facts, Job, Plan};
use reinstall_core::machine::Instance;
use reinstall_core::time::UnixSeconds;
use serde::{Deserialize, Serialize};

/// A job and what it needs to be sent. The secrets are for whoever sends; they are no part of the state.
#[derive(Serialize)]
struct Created<'a> {
    state: Job,
    body: &'a str,
    secrets: Vec<&'a str>,
}

/// A job after an event, and what is to be done now.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Stepped {
    is_final: bool,
    /// Nothing more can ask for a send.
    is_sent: bool,
    state: Job,
    effects: Vec<&'static str>,
}

/// What a new job is called, and the server as DescribeInstances shows it.
#[derive(Deserialize)]
struct Named {
    id: String,
    now: i64,
    instance: Option<Instance>,
}

/// Writes a job down; nothing is sent.
pub(super) fn create(asked: &Asked<'_>, verdict: &mut Verdict) -> Vec<u8> {
    let Ok(Named { id, now, instance }) = serde_json::from_str(asked.given) else {
        let wrong = "context.instance does not have the shape of an element of DescribeInstances' dataSet";
        return Answer::<()>::Wrong(wrong.to_string()).encode();
    };
    let instance = instance.unwrap_or_default();
    let Some(prepared) = asked.prepare(verdict) else { return Answer::<()>::Refused.encode() };
    let request = prepared.request();
    if !instance.instance_id.is_empty() && instance.instance_id != request.instance_id {
        let wrong = "context.instance is another instance than the one that the request names";
        return Answer::<()>::Wrong(wrong.to_string()).encode();
    }
    let plan = Plan {
        id,
        instance_id: request.instance_id.clone(),
        instance_name: instance.label().to_string(),
        instance_type_id: instance.instance_type_id.clone(),
        asked: Wanted::of(&prepared),
        before: Facts::of(&instance),
    };
    let secrets = [request.password(), request.user_data()].into_iter().flatten().map(Secret::expose).collect();
    let state = Job::new(plan, UnixSeconds(now));
    Answer::Value(Created { state, body: prepared.body().expose(), secrets }).encode()
}

/// An event as JavaScript has it: its type, and the members that this type has.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Happened {
    #[serde(rename = "type")]
    kind: String,
    /// Of `answered`.
    request_id: Option<String>,
    /// Of `failed` and `lookFailed`.
    error: Option<Refusal>,
    /// Of `observed`; null where the instance was not in the answer.
    instance: Option<Instance>,
    /// Of `sendAnswered` and `lookAnswered`, an answer in whatever form.
    #[serde(default)]
    status: u16,
    #[serde(default)]
    headers: Headers,
    #[serde(default)]
    body: String,
}

impl Happened {
    /// None where a member is missing, or there is no such type.
    fn event(self, job: &Job, secrets: &[Secret]) -> Option<Event> {
        let secrets: Vec<&Secret> = secrets.iter().collect();
        let failed = |error: CallError| Event::Failed(error.without(&secrets));
        let answered = |request_id: String| Event::Answered { request_id: masked(&request_id, &secrets) };
        Some(match self.kind.as_str() {
            "confirmed" => Event::Confirmed,
            "tick" => Event::Tick,
            "restored" => Event::Restored,
            "givenUp" => Event::GivenUp,
            "answered" => answered(self.request_id?),
            "failed" => failed(self.error?.into()),
            "observed" => Event::Observed(self.instance.as_ref().map(Facts::of)),
            "lookFailed" => Event::LookFailed(CallError::from(self.error?).without(&secrets)),
            "sendAnswered" => match read_answer::<Accepted>(&self.headers.answer(self.status, &self.body)) {
                Ok(answer) => answered(answer.request_id),
                Err(error) => failed(error),
            },
            "lookAnswered" => match read_answer::<InstancesPage>(&self.headers.answer(self.status, &self.body)) {
                Ok(answer) => {
                    let mut shown = answer.response.data_set.iter();
                    Event::Observed(shown.find(|shown| shown.instance_id == job.instance_id).map(Facts::of))
                }
                Err(error) => Event::LookFailed(error.without(&secrets)),
            },
            _ => return None,
        })
    }
}

/// What a job is told. The secrets are masked in whatever the server says.
#[derive(Deserialize)]
struct Told {
    event: Happened,
    now: i64,
    secrets: Vec<Secret>,
}

/// Takes an event; the text is the job's state.
pub(super) fn step(asked: &Asked<'_>) -> Vec<u8> {
    let wrong = |what: &str| Answer::<()>::Wrong(what.to_string()).encode();
    let Ok(job) = serde_json::from_str::<Job>(asked.text) else { return wrong("state is not the state of a job") };
    let told = serde_json::from_str::<Told>(asked.given).ok();
    let event = told.and_then(|told| Some((told.event.event(&job, &told.secrets)?, told.now)));
    let Some((event, now)) = event else { return wrong("event is not an event of a job") };
    let (state, effects) = job.step(event, UnixSeconds(now));
    let name = |effect: &Effect| match effect {
        Effect::Send => "send",
        Effect::Look => "look",
    };
    Answer::Value(Stepped {
        is_final: state.phase.is_final(),
        is_sent: !state.phase.may_still_send(),
        effects: effects.iter().map(name).collect(),
        state,
    })
    .encode()
}
