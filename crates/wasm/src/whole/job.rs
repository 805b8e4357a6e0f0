//! One reinstall as the core's state machine, which the caller keeps as JSON.

use super::response::{Headers, Refusal};
use super::{Answer, Asked};
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use reinstall_core::Secret;
use reinstall_core::api::query::{DescribeInstances, InstancesPage};
use reinstall_core::api::{CallError, read_answer};
use reinstall_core::job::{Asked as Wanted, Effect, Event, Facts, Job, Plan};
use reinstall_core::machine::Instance;
use reinstall_core::time::UnixSeconds;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

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

/// Writes a job down; nothing is sent. `text` and `tokens` as for [`super::sign_reinstall`]; `instance` is the server as
/// DescribeInstances shows it, as JSON.
#[wasm_bindgen]
pub fn create_job(id: &str, now: f64, instance: Option<String>, tokens: &[u8], text: Option<String>) -> Vec<u8> {
    let instance = match instance.map(|text| serde_json::from_str::<Instance>(&text)).transpose() {
        Ok(instance) => instance.unwrap_or_default(),
        Err(_) => {
            let wrong = "context.instance does not have the shape of an element of DescribeInstances' dataSet";
            return Answer::<()>::Wrong(wrong.to_string()).encode();
        }
    };
    let prepared = match Asked::read(tokens, text.as_deref()).prepare() {
        Ok(prepared) => prepared,
        Err(report) => return Answer::<()>::Refused.with(&report),
    };
    let request = prepared.request();
    if !instance.instance_id.is_empty() && instance.instance_id != request.instance_id {
        let wrong = "context.instance is another instance than the one that the request names";
        return Answer::<()>::Wrong(wrong.to_string()).encode();
    }
    let plan = Plan {
        id: id.to_string(),
        instance_id: request.instance_id.clone(),
        instance_name: instance.label().to_string(),
        instance_type_id: instance.instance_type_id.clone(),
        asked: Wanted::of(&prepared),
        before: Facts::of(&instance),
    };
    let secrets = [request.password(), request.user_data()].into_iter().flatten().map(Secret::expose).collect();
    let state = Job::new(plan, seconds(now));
    Answer::Value(Created { state, body: prepared.body().expose(), secrets }).encode()
}

/// An event as JavaScript has it.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Happened {
    Confirmed,
    /// A send was accepted.
    Answered {
        request_id: String,
    },
    /// A send ended in something else.
    Failed {
        error: Refusal,
    },
    /// A send was answered, in whatever way.
    SendAnswered {
        status: u16,
        headers: Headers,
        body: String,
    },
    /// What DescribeInstances shows; null where the instance is not in it.
    Observed {
        instance: Option<Instance>,
    },
    LookFailed {
        error: Refusal,
    },
    /// A look was answered, in whatever way.
    LookAnswered {
        status: u16,
        headers: Headers,
        body: String,
    },
    Tick,
    Restored,
    GivenUp,
}

impl Happened {
    fn event(self, job: &Job, secrets: &[Secret]) -> Event {
        let secrets: Vec<&Secret> = secrets.iter().collect();
        let failed = |error: CallError| Event::Failed(error.without(&secrets));
        match self {
            Self::Confirmed => Event::Confirmed,
            Self::Answered { request_id } => Event::Answered { request_id },
            Self::Failed { error } => failed(error.into()),
            Self::SendAnswered { status, headers, body } => {
                match read_answer::<super::response::Accepted>(&headers.answer(status, &body)) {
                    Ok(answer) => Event::Answered { request_id: answer.request_id },
                    Err(error) => failed(error),
                }
            }
            Self::Observed { instance } => Event::Observed(instance.as_ref().map(Facts::of)),
            Self::LookFailed { error } => Event::LookFailed(error.into()),
            Self::LookAnswered { status, headers, body } => {
                match read_answer::<InstancesPage>(&headers.answer(status, &body)) {
                    Ok(answer) => {
                        let mut shown = answer.response.data_set.iter();
                        Event::Observed(shown.find(|shown| shown.instance_id == job.instance_id).map(Facts::of))
                    }
                    Err(error) => Event::LookFailed(error),
                }
            }
            Self::Tick => Event::Tick,
            Self::Restored => Event::Restored,
            Self::GivenUp => Event::GivenUp,
        }
    }
}

/// Takes an event. All texts are JSON; `secrets` are masked in whatever the server says.
#[wasm_bindgen]
pub fn step_job(state: &str, event: &str, now: f64, secrets: &str) -> Vec<u8> {
    let wrong = |what: &str| Answer::<()>::Wrong(what.to_string()).encode();
    let Ok(job) = serde_json::from_str::<Job>(state) else { return wrong("state is not the state of a job") };
    let Ok(event) = serde_json::from_str::<Happened>(event) else { return wrong("event is not an event of a job") };
    let secrets: Vec<Secret> = serde_json::from_str(secrets).unwrap_or_default();
    let event = event.event(&job, &secrets);
    let (state, effects) = job.step(event, seconds(now));
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

/// The body of the call that looks at a job's server.
#[wasm_bindgen]
pub fn look_body(instance_id: &str) -> String {
    let query = DescribeInstances { instance_ids: Vec::from([instance_id.to_string()]), ..Default::default() };
    serde_json::to_string(&query).unwrap_or_default()
}

/// JavaScript's clock in whole seconds.
fn seconds(now: f64) -> UnixSeconds {
    UnixSeconds(now as i64)
}
