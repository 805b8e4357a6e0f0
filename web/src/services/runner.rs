//! Carries out what the jobs' state machine asks for: store, send once, look.

use super::client::Client;
use super::clock::now;
use super::random::new_id;
use super::store;
use crate::crash;
use crate::state::jobs::JobsAction;
use reinstall_core::api::{CallError, ProxyError, Sent};
use reinstall_core::job::{Asked, Effect, Event, Facts, Job, Phase, Plan};
use reinstall_core::machine::Instance;
use reinstall_core::prepared::Prepared;
use reinstall_core::time::UnixSeconds;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Drives the jobs of this tab.
pub struct Runner {
    /// The jobs that have not ended: the truth, of which the page shows copies.
    live: RefCell<BTreeMap<String, Job>>,
    /// What is still to be sent; it holds the secrets, in memory only.
    prepared: RefCell<BTreeMap<String, Rc<Prepared>>>,
    client: RefCell<Option<Rc<Client>>>,
    tell: Box<dyn Fn(JobsAction)>,
}

impl PartialEq for Runner {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Runner {
    /// A runner that reports every change to `tell`.
    pub fn new(tell: Box<dyn Fn(JobsAction)>) -> Self {
        Self { live: RefCell::default(), prepared: RefCell::default(), client: RefCell::default(), tell }
    }

    /// Who calls from now on.
    pub fn set_client(&self, client: Option<Rc<Client>>) {
        *self.client.borrow_mut() = client;
    }

    /// Reads the stored jobs. Those that had not ended are told that whoever drove them is gone.
    pub async fn restore(self: Rc<Self>) {
        match store::jobs().await {
            Ok(jobs) => {
                let open: Vec<Job> = jobs.iter().filter(|job| !job.phase.is_final()).cloned().collect();
                (self.tell)(JobsAction::Loaded(jobs.into_iter().map(Rc::new).collect()));
                for job in open {
                    let id = job.id.clone();
                    // One that this visit has begun meanwhile is driven already.
                    if !self.live.borrow().contains_key(&id) {
                        self.live.borrow_mut().insert(id.clone(), job);
                        self.feed(&id, Event::Restored);
                    }
                }
            }
            Err(error) => (self.tell)(JobsAction::Trouble(error.to_string())),
        }
    }

    /// Starts a job: written down first, then sent, once. Gives the job's id.
    ///
    /// # Errors
    /// A sentence, where nothing was sent because it could not be written down.
    pub async fn start(self: Rc<Self>, prepared: Prepared, instance: &Instance) -> Result<String, String> {
        let id =
            new_id().map_err(|_| "This browser offers no randomness (crypto.getRandomValues). Nothing was sent.")?;
        let plan = Plan {
            id: id.clone(),
            instance_id: instance.instance_id.clone(),
            instance_name: instance.label().to_owned(),
            instance_type_id: instance.instance_type_id.clone(),
            asked: Asked::of(&prepared),
            before: Facts::of(instance),
        };
        let job = Job::new(plan, now());
        store::put_job(&job).await.map_err(|error| format!("{error} Nothing was sent."))?;
        self.prepared.borrow_mut().insert(id.clone(), Rc::new(prepared));
        self.live.borrow_mut().insert(id.clone(), job);
        self.feed(&id, Event::Confirmed);
        Ok(id)
    }

    /// Gives every job the time, and looks at all that are due in one call.
    pub fn tick(self: Rc<Self>, now: UnixSeconds) {
        if self.client.borrow().is_none() {
            return;
        }
        let ids: Vec<String> = self.live.borrow().keys().cloned().collect();
        let looks: Vec<String> =
            ids.into_iter().filter(|id| self.step(id, Event::Tick, now).contains(&Effect::Look)).collect();
        if !looks.is_empty() {
            spawn_local(async move { self.look(looks).await });
        }
    }

    /// Takes an event for one job.
    fn feed(self: &Rc<Self>, id: &str, event: Event) {
        self.step(id, event, now());
    }

    /// Steps one job; where that changes it, stores and shows it, and then sends if it is to be
    /// sent. Looks are left to the caller.
    fn step(self: &Rc<Self>, id: &str, event: Event, now: UnixSeconds) -> Vec<Effect> {
        let Some(before) = self.live.borrow().get(id).cloned() else { return Vec::new() };
        let (job, effects) = before.clone().step(event, now);
        if job == before {
            return effects;
        }
        self.live.borrow_mut().insert(id.to_owned(), job.clone());
        if job.phase.is_final() {
            self.live.borrow_mut().remove(id);
        }
        if job.phase.may_have_acted() {
            crash::sent(id, &job.instance_name);
        } else {
            crash::not_sent(id);
        }
        // The secrets are needed only as long as it may have to be sent.
        if !matches!(job.phase, Phase::Planned | Phase::Submitting | Phase::RateLimited { .. }) {
            self.prepared.borrow_mut().remove(id);
        }
        (self.tell)(JobsAction::Put(Rc::new(job.clone())));
        let runner = Rc::clone(self);
        let send = effects.contains(&Effect::Send);
        spawn_local(async move {
            let stored = store::put_job(&job).await;
            if let Err(error) = &stored {
                (runner.tell)(JobsAction::Trouble(error.to_string()));
            }
            if send {
                let event = match stored {
                    Ok(()) => runner.send(&job.id).await,
                    Err(error) => Event::Failed(not_sent("NOT_STORED", &error.to_string())),
                };
                runner.feed(&job.id, event);
            }
        });
        effects
    }

    /// The one place that sends a reinstall.
    async fn send(&self, id: &str) -> Event {
        let prepared = self.prepared.borrow().get(id).cloned();
        let client = self.client.borrow().clone();
        let (Some(prepared), Some(client)) = (prepared, client) else {
            return Event::Failed(not_sent("NOT_CONNECTED", "The portal is not connected any more."));
        };
        match client.reinstall(&prepared).await {
            Ok(answer) => Event::Answered { request_id: answer.request_id },
            Err(error) => Event::Failed(error),
        }
    }

    async fn look(self: Rc<Self>, ids: Vec<String>) {
        let client = self.client.borrow().clone();
        let Some(client) = client else { return };
        let instance_of: BTreeMap<String, String> =
            self.live.borrow().iter().map(|(id, job)| (id.clone(), job.instance_id.clone())).collect();
        let mut wanted: Vec<String> = ids.iter().filter_map(|id| instance_of.get(id).cloned()).collect();
        wanted.sort();
        wanted.dedup();
        let found = client.instances_by_id(&wanted).await;
        for id in ids {
            let event = match &found {
                Ok(instances) => Event::Observed(
                    instances
                        .iter()
                        .find(|instance| instance_of.get(&id) == Some(&instance.instance_id))
                        .map(Facts::of),
                ),
                Err(error) => Event::LookFailed(error.clone()),
            };
            self.feed(&id, event);
        }
    }
}

/// Nothing left this page.
fn not_sent(code: &str, message: &str) -> CallError {
    CallError::Proxy(ProxyError {
        code: code.to_owned(),
        message: format!("{message} Nothing was sent."),
        sent: Sent::No,
        what_to_do: String::new(),
    })
}
