//! The jobs that this browser knows.

use reinstall_core::job::{Job, Phase};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::Reducible;

/// All jobs by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Jobs {
    by_id: BTreeMap<String, Rc<Job>>,
    /// The stored jobs have been read, or could not be.
    pub loaded: bool,
    /// Why the stored jobs could not be read, or the last one not written: what the browser said.
    pub trouble: Option<String>,
}

/// A change.
#[derive(Clone, Debug)]
pub enum JobsAction {
    /// The stored jobs, read at the start; jobs made meanwhile are kept.
    Loaded(Vec<Rc<Job>>),
    /// A job is new or has changed.
    Put(Rc<Job>),
    /// The store does not work, for this reason.
    Trouble(String),
}

impl Jobs {
    /// The job of this id.
    pub fn get(&self, id: &str) -> Option<&Rc<Job>> {
        self.by_id.get(id)
    }

    /// Every job, newest first.
    pub fn newest_first(&self) -> Vec<&Rc<Job>> {
        let mut jobs: Vec<_> = self.by_id.values().collect();
        jobs.sort_by(|a, b| (b.created_at, &b.id).cmp(&(a.created_at, &a.id)));
        jobs
    }

    /// A job of this server that may still act: none other may be started meanwhile. One whose outcome
    /// nobody can tell has been put to a person, who may start anew.
    pub fn open_for(&self, instance_id: &str) -> Option<&Rc<Job>> {
        self.newest_first().into_iter().find(|job| job.instance_id == instance_id && is_open(job))
    }

    /// The newest job of this server, where its outcome is not known.
    pub fn unknown_for(&self, instance_id: &str) -> Option<&Rc<Job>> {
        let newest = self.newest_first().into_iter().find(|job| job.instance_id == instance_id);
        newest.filter(|job| job.phase == Phase::TimedOut)
    }
}

/// Whether this job may still act by itself.
pub fn is_open(job: &Job) -> bool {
    !job.phase.is_final() && job.phase != Phase::TimedOut
}

impl Reducible for Jobs {
    type Action = JobsAction;

    fn reduce(mut self: Rc<Self>, action: JobsAction) -> Rc<Self> {
        let jobs = Rc::make_mut(&mut self);
        match action {
            JobsAction::Loaded(stored) => {
                for job in stored {
                    jobs.by_id.entry(job.id.clone()).or_insert(job);
                }
                jobs.loaded = true;
            }
            JobsAction::Put(job) => {
                jobs.by_id.insert(job.id.clone(), job);
            }
            JobsAction::Trouble(words) => {
                jobs.trouble = Some(words);
                jobs.loaded = true;
            }
        }
        self
    }
}
