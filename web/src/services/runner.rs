//! Carries out what the jobs' state machine asks for: store, send once, look.

use super::client::Client;
use super::clock::now;
use super::locks::{Held, Patience, lock_instance};
use super::random::new_id;
use super::store;
use crate::crash;
use crate::state::jobs::{JobsAction, is_open};
use gloo_timers::callback::Interval;
use reinstall_core::api::{CallError, ProxyError, Sent};
use reinstall_core::job::{Asked, Effect, Event, Facts, Job, Phase, Plan};
use reinstall_core::machine::Instance;
use reinstall_core::prepared::Prepared;
use reinstall_core::time::UnixSeconds;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// How often the jobs are asked whether something is due, in milliseconds.
const TICK_MILLIS: u32 = 1000;

/// How many ticks pass between two looks into the store for what other tabs have written.
const FOLLOW_TICKS: u32 = 3;

/// A job that this tab drives, and the lock that keeps every other tab from it.
struct Driven {
    job: Job,
    /// Held for as long as it stands here; absent once it was handed on to another job.
    lock: Option<Held>,
}

/// Drives the jobs of this tab and follows those of others.
pub struct Runner {
    /// The jobs that have not ended and are this tab's: the truth, of which the page shows copies.
    live: RefCell<BTreeMap<String, Driven>>,
    /// Every job as the page last showed it.
    shown: RefCell<BTreeMap<String, Job>>,
    /// Open jobs of other tabs; this one takes them over when their lock falls free.
    queued: RefCell<BTreeSet<String>>,
    ticks: Cell<u32>,
    /// Present from the moment it drives.
    clock: RefCell<Option<Interval>>,
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
        Self {
            live: RefCell::default(),
            shown: RefCell::default(),
            queued: RefCell::default(),
            ticks: Cell::default(),
            clock: RefCell::default(),
            prepared: RefCell::default(),
            client: RefCell::default(),
            tell,
        }
    }

    /// Drives the jobs from now on, as this client: the first time it reads the stored ones, and looks at its clock.
    pub fn drive(self: &Rc<Self>, client: Option<Rc<Client>>) {
        self.set_client(client);
        let mut clock = self.clock.borrow_mut();
        if clock.is_none() {
            let restoring = Rc::clone(self);
            spawn_local(async move { restoring.restore().await });
            let runner = Rc::downgrade(self);
            *clock = Some(Interval::new(TICK_MILLIS, move || {
                if let Some(runner) = runner.upgrade() {
                    runner.tick(now());
                }
            }));
        }
    }

    /// Who calls from now on. What was confirmed under another's credentials is not sent under
    /// these, and whoever is not connected drives nothing, so that another tab may.
    fn set_client(self: &Rc<Self>, client: Option<Rc<Client>>) {
        if *self.client.borrow() == client {
            return;
        }
        let connected = client.is_some();
        *self.client.borrow_mut() = client;
        let waiting = |driven: &&Driven| matches!(driven.job.phase, Phase::Planned | Phase::RateLimited { .. });
        let ids: Vec<String> =
            self.live.borrow().values().filter(waiting).map(|driven| driven.job.id.clone()).collect();
        for id in ids {
            self.feed(&id, Event::Restored);
        }
        if !connected {
            // An answer that is awaited still belongs here; an end is being written.
            self.live
                .borrow_mut()
                .retain(|_, driven| driven.job.phase == Phase::Submitting || driven.job.phase.is_final());
            return;
        }
        self.look_into_store();
    }

    /// Follows what the store shows now. Where that fails the next tick tries again, and something
    /// that has to be written says it.
    fn look_into_store(self: &Rc<Self>) {
        let runner = Rc::clone(self);
        spawn_local(async move {
            if let Ok(jobs) = store::jobs().await {
                runner.follow(jobs);
            }
        });
    }

    /// Reads the stored jobs, and takes over the open ones that no other tab drives.
    async fn restore(self: Rc<Self>) {
        match store::jobs().await {
            Ok(jobs) => {
                (self.tell)(JobsAction::Loaded(jobs.iter().cloned().map(Rc::new).collect()));
                self.follow(jobs);
            }
            Err(error) => (self.tell)(JobsAction::Trouble(error.why)),
        }
    }

    /// Shows what other tabs have written, and queues for what they may leave behind.
    fn follow(self: &Rc<Self>, stored: Vec<Job>) {
        for job in stored {
            if self.live.borrow().contains_key(&job.id) {
                continue;
            }
            // An end stays an end: what was read just before it was written is old.
            let is_old = |shown: &Job| shown.phase.is_final() || *shown == job;
            let is_news = !self.shown.borrow().get(&job.id).is_some_and(is_old);
            if is_news {
                self.show(&job);
            }
            let is_open =
                !job.phase.is_final() && self.shown.borrow().get(&job.id).is_some_and(|shown| !shown.phase.is_final());
            if is_open && self.client.borrow().is_some() && self.queued.borrow_mut().insert(job.id.clone()) {
                let runner = Rc::clone(self);
                spawn_local(async move {
                    runner.take_over(&job.id, &job.instance_id).await;
                    runner.queued.borrow_mut().remove(&job.id);
                });
            }
        }
    }

    /// Waits until nobody drives the job, then drives it. Whoever did is gone, and the job is told.
    /// Where this fails the next look into the store tries again.
    async fn take_over(self: &Rc<Self>, id: &str, instance_id: &str) {
        let Ok(Some(lock)) = lock_instance(instance_id, Patience::Wait).await else { return };
        let Ok(stored) = store::jobs().await else { return };
        let Some(job) = stored.into_iter().find(|job| job.id == id) else { return };
        self.show(&job);
        if !job.phase.is_final() && self.client.borrow().is_some() {
            self.live.borrow_mut().insert(id.to_owned(), Driven { job, lock: Some(lock) });
            self.feed(id, Event::Restored);
        }
    }

    fn show(&self, job: &Job) {
        self.shown.borrow_mut().insert(job.id.clone(), job.clone());
        (self.tell)(JobsAction::Put(Rc::new(job.clone())));
    }

    /// Starts a job: written down first, then sent, once. Gives the job's id.
    ///
    /// # Errors
    /// A sentence, where nothing was sent: it could not be written down, or another tab is at it.
    pub async fn start(self: Rc<Self>, prepared: Prepared, instance: &Instance) -> Result<String, String> {
        let id =
            new_id().map_err(|_| "This browser offers no randomness (crypto.getRandomValues). Nothing was sent.")?;
        // First the lock, then the look into the store: what it shows stays true while the lock is held.
        let older = self.asked_about(&instance.instance_id);
        let lock = match &older {
            Some(_) => None,
            None => Some(
                lock_instance(&instance.instance_id, Patience::Now)
                    .await
                    .map_err(|error| format!("{error} Nothing was sent."))?
                    .ok_or(BUSY)?,
            ),
        };
        let stored = store::jobs().await.map_err(|error| format!("{error} Nothing was sent."))?;
        if stored.iter().any(|job| job.instance_id == instance.instance_id && is_open(job)) {
            return Err(BUSY.to_owned());
        }
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
        if crash::stopped() || self.client.borrow().is_none() {
            return Err("The portal has stopped or is not connected any more. Nothing was sent.".to_owned());
        }
        // The older job hands its lock on. What the server shows from now on says nothing about it.
        let lock = match older {
            Some(older) => {
                let lock = self.live.borrow_mut().get_mut(&older).and_then(|driven| driven.lock.take());
                self.feed(&older, Event::GivenUp);
                lock
            }
            None => lock,
        };
        self.prepared.borrow_mut().insert(id.clone(), Rc::new(prepared));
        self.live.borrow_mut().insert(id.clone(), Driven { job, lock });
        self.feed(&id, Event::Confirmed);
        Ok(id)
    }

    /// A job of this server that this tab drives and whose outcome a person had to look up.
    fn asked_about(&self, instance_id: &str) -> Option<String> {
        let live = self.live.borrow();
        let asked = |driven: &&Driven| driven.job.instance_id == instance_id && driven.job.phase == Phase::TimedOut;
        live.values().find(asked).map(|driven| driven.job.id.clone())
    }

    /// Gives every job the time, and looks at all that are due in one call.
    fn tick(self: Rc<Self>, now: UnixSeconds) {
        self.ticks.set(self.ticks.get().wrapping_add(1));
        if self.ticks.get().is_multiple_of(FOLLOW_TICKS) {
            self.look_into_store();
        }
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
        if crash::stopped() {
            return Vec::new();
        }
        let Some(before) = self.live.borrow().get(id).map(|driven| driven.job.clone()) else { return Vec::new() };
        let (job, effects) = before.clone().step(event, now);
        if job == before {
            return effects;
        }
        if let Some(driven) = self.live.borrow_mut().get_mut(id) {
            driven.job = job.clone();
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
        self.show(&job);
        let runner = Rc::clone(self);
        let send = effects.contains(&Effect::Send);
        spawn_local(async move {
            let stored = store::put_job(&job).await;
            if let Err(error) = &stored {
                (runner.tell)(JobsAction::Trouble(error.why.clone()));
            }
            // Only now: the lock must not fall free before this is written. Whoever is not connected
            // leaves what goes on to another tab.
            let is_left = runner.client.borrow().is_none() && job.phase != Phase::Submitting;
            if job.phase.is_final() || is_left {
                drop(runner.live.borrow_mut().remove(&job.id));
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
        if crash::stopped() {
            return Event::Failed(not_sent("STOPPED", "The portal has stopped."));
        }
        match client.reinstall(&prepared).await {
            Ok(answer) => Event::Answered { request_id: answer.request_id },
            Err(error) => {
                let request = prepared.request();
                let secrets: Vec<_> = [&request.password, &request.user_data].into_iter().flatten().collect();
                Event::Failed(error.without(&secrets))
            }
        }
    }

    async fn look(self: Rc<Self>, ids: Vec<String>) {
        let client = self.client.borrow().clone();
        let Some(client) = client else { return };
        let instance_of: BTreeMap<String, String> =
            self.live.borrow().iter().map(|(id, driven)| (id.clone(), driven.job.instance_id.clone())).collect();
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

/// Why a second reinstall of the same server is not begun.
const BUSY: &str = "A reinstall of this server is still open, in this or another tab of this browser. Nothing was sent. Look under Jobs; where its outcome is unknown, start from the tab that shows it, or close that tab.";

/// Nothing left this page.
fn not_sent(code: &str, message: &str) -> CallError {
    CallError::Proxy(ProxyError {
        code: code.to_owned(),
        message: format!("{message} Nothing was sent."),
        sent: Sent::No,
        what_to_do: String::new(),
    })
}
