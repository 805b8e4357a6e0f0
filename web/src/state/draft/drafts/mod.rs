//! The drafts of this visit, one for each server, and what has to be kept of them.

#[cfg(test)]
mod tests;

use super::{Draft, Edit, SavedDraft};
use crate::state::review::Reading;
use reinstall_core::machine::Instance;
use reinstall_core::time::UnixSeconds;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::Reducible;

/// A form that was opened in this visit.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenDraft {
    /// What is filled in.
    pub draft: Rc<Draft>,
    /// The server that it was filled in for.
    pub reading: Rc<Reading>,
    /// When that was read.
    pub read_at: UnixSeconds,
    /// When the server was read last.
    seen_at: UnixSeconds,
    /// It was kept from before this visit.
    pub restored: Option<Restored>,
    /// Another tab kept something else; until it is decided which holds, this tab keeps nothing.
    pub elsewhere: Option<Elsewhere>,
    /// What there was before it was started over.
    pub before: Option<Rc<Draft>>,
    /// Somebody filled it in, or it is a plan that was sent: opening the form again leaves it as it is.
    touched: bool,
    /// It was sent, so whatever the server has become is no news.
    sent: bool,
    /// Whether the device is to keep it.
    keep: bool,
    revision: u32,
    kept_revision: u32,
}

/// What is known of a draft from before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// When it was edited last.
    pub saved_at: UnixSeconds,
    /// A password had been typed, which is not kept.
    pub had_password: bool,
    /// How many bytes of user data there were, which are not kept.
    pub user_data_bytes: usize,
}

/// What another tab made of the same form.
#[derive(Clone, Debug, PartialEq)]
pub enum Elsewhere {
    /// It kept this.
    Changed(Box<SavedDraft>),
    /// It was sent there, or started over.
    Removed,
}

/// The drafts of this visit, one for each server.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drafts {
    by_instance: BTreeMap<String, OpenDraft>,
    /// The device keeps nothing: it is full, or forbidden here.
    pub not_kept: bool,
}

/// A change of one draft.
#[derive(Clone, Debug)]
pub enum DraftsAction {
    /// Opens the form at this time, with what the device has kept. A draft that is there already stays, and learns which
    /// image the server has now.
    Open(Box<Instance>, UnixSeconds, Option<Box<SavedDraft>>),
    /// Edits the form of this instance.
    Edit(String, Edit),
    /// What changed at the server since the form was filled in has been read.
    Reread(Box<Instance>),
    /// Empties the form; the last one can be taken back.
    StartOver(Box<Instance>),
    /// Takes back what was started over.
    Undo(String),
    /// Another tab kept or removed this instance's draft.
    Elsewhere(String, Elsewhere),
    /// What the other tab did holds here too.
    Follow(Box<Instance>),
    /// What is here holds.
    KeepMine(String),
    /// The request was accepted: its secrets are forgotten, and nothing needs to be kept any more.
    Sent(String),
    /// These revisions are kept as they are to be.
    Kept(Vec<(String, u32)>),
    /// The device keeps nothing.
    NotKept,
    /// Forgets every form: whoever filled them in has gone.
    Clear,
}

/// What the device has to do for a draft.
#[derive(Clone, Debug, PartialEq)]
pub enum ToKeep {
    /// Keep this.
    Save(Box<SavedDraft>),
    /// Keep nothing.
    Remove,
}

impl OpenDraft {
    fn new(instance: &Instance, now: UnixSeconds, saved: Option<SavedDraft>) -> Self {
        let fresh = Self {
            draft: Rc::new(Draft::for_instance(instance)),
            reading: Rc::new(Reading::of(instance)),
            read_at: now,
            seen_at: now,
            restored: None,
            elsewhere: None,
            before: None,
            touched: false,
            sent: false,
            keep: false,
            revision: 0,
            kept_revision: 0,
        };
        let Some(saved) = saved else { return fresh };
        Self {
            restored: Some(Restored {
                saved_at: saved.saved_at,
                had_password: saved.had_password,
                user_data_bytes: saved.user_data_bytes,
            }),
            reading: Rc::new(saved.reading.clone()),
            read_at: saved.read_at,
            draft: Rc::new(saved.restore(instance)),
            touched: true,
            keep: true,
            ..fresh
        }
    }

    /// Whether there is something to start over from.
    pub fn is_touched(&self) -> bool {
        self.touched
    }

    /// As the device would keep it.
    fn saved(&self, now: UnixSeconds) -> SavedDraft {
        SavedDraft::of(&self.draft, &self.reading, self.read_at, now)
    }

    fn changed(&mut self, keep: bool) {
        self.revision += 1;
        self.keep = keep;
    }

    fn open(&mut self, instance: &Instance, now: UnixSeconds) {
        Rc::make_mut(&mut self.draft).read_again(instance);
        self.seen_at = now;
        if std::mem::take(&mut self.sent) {
            self.reread(instance);
        }
    }

    fn reread(&mut self, instance: &Instance) {
        self.reading = Rc::new(Reading::of(instance));
        self.read_at = self.seen_at;
    }

    fn start_over(&mut self, instance: &Instance) {
        let before = std::mem::replace(&mut self.draft, Rc::new(Draft::for_instance(instance)));
        (self.before, self.restored, self.touched) = (Some(before), None, false);
        self.reread(instance);
        self.changed(false);
    }

    /// Takes over what another tab made of it. The secrets that were typed here are nowhere else, so they stay.
    fn follow(&mut self, instance: &Instance) {
        match self.elsewhere.take() {
            None => {}
            Some(Elsewhere::Removed) => self.start_over(instance),
            Some(Elsewhere::Changed(saved)) => {
                let mine = Rc::clone(&self.draft);
                *self = Self {
                    revision: self.revision,
                    kept_revision: self.revision,
                    ..Self::new(instance, self.seen_at, Some(*saved))
                };
                self.restored = None;
                let draft = Rc::make_mut(&mut self.draft);
                draft.password = mine.password.clone();
                if !mine.user_data.is_empty() {
                    draft.user_data = mine.user_data.clone();
                    draft.user_data_gone = None;
                }
            }
        }
    }
}

impl Drafts {
    /// The form of this instance.
    pub fn get(&self, instance_id: &str) -> Option<&OpenDraft> {
        self.by_instance.get(instance_id)
    }

    /// The drafts, by instance and revision, that the device does not keep as they are.
    pub fn unsaved(&self) -> Vec<(String, u32)> {
        self.by_instance
            .iter()
            .filter(|(_, open)| open.revision != open.kept_revision && open.elsewhere.is_none())
            .map(|(id, open)| (id.clone(), open.revision))
            .collect()
    }

    /// What the device has to do for this instance's draft.
    pub fn to_keep(&self, instance_id: &str, now: UnixSeconds) -> ToKeep {
        match self.by_instance.get(instance_id) {
            Some(open) if open.keep => ToKeep::Save(Box::new(open.saved(now))),
            _ => ToKeep::Remove,
        }
    }
}

impl Reducible for Drafts {
    type Action = DraftsAction;

    fn reduce(mut self: Rc<Self>, action: DraftsAction) -> Rc<Self> {
        let this = Rc::make_mut(&mut self);
        let drafts = &mut this.by_instance;
        match action {
            DraftsAction::Open(instance, now, saved) => match drafts.get_mut(&instance.instance_id) {
                Some(open) if open.touched || open.before.is_some() => open.open(&instance, now),
                _ => {
                    let open = OpenDraft::new(&instance, now, saved.map(|saved| *saved));
                    drafts.insert(instance.instance_id, open);
                }
            },
            DraftsAction::Edit(id, edit) => {
                if let Some(open) = drafts.get_mut(&id) {
                    // What the page has read of the disks is nobody's edit, unless a size follows it.
                    let before = matches!(edit, Edit::Hardware(_)).then(|| Rc::clone(&open.draft));
                    Rc::make_mut(&mut open.draft).apply(edit);
                    if before.is_none_or(|before| before != open.draft) {
                        open.touched = true;
                        open.changed(true);
                    }
                }
            }
            DraftsAction::Reread(instance) => {
                if let Some(open) = drafts.get_mut(&instance.instance_id) {
                    open.reread(&instance);
                    let keep = open.keep;
                    open.changed(keep);
                }
            }
            DraftsAction::StartOver(instance) => {
                if let Some(open) = drafts.get_mut(&instance.instance_id) {
                    open.start_over(&instance);
                }
            }
            DraftsAction::Undo(id) => {
                if let Some(open) = drafts.get_mut(&id)
                    && let Some(before) = open.before.take()
                {
                    (open.draft, open.touched) = (before, true);
                    open.changed(true);
                }
            }
            DraftsAction::Elsewhere(id, elsewhere) => {
                if let Some(open) = drafts.get_mut(&id) {
                    let is_news = match &elsewhere {
                        Elsewhere::Changed(saved) => open.saved(saved.saved_at) != **saved,
                        Elsewhere::Removed => open.touched,
                    };
                    open.elsewhere = is_news.then_some(elsewhere);
                }
            }
            DraftsAction::Follow(instance) => {
                if let Some(open) = drafts.get_mut(&instance.instance_id) {
                    open.follow(&instance);
                }
            }
            DraftsAction::KeepMine(id) => {
                if let Some(open) = drafts.get_mut(&id) {
                    open.elsewhere = None;
                    open.touched = true;
                    open.changed(true);
                }
            }
            DraftsAction::Sent(id) => {
                if let Some(open) = drafts.get_mut(&id) {
                    Rc::make_mut(&mut open.draft).drop_secrets();
                    (open.restored, open.elsewhere, open.before) = (None, None, None);
                    (open.touched, open.sent) = (true, true);
                    open.changed(false);
                }
            }
            DraftsAction::Kept(revisions) => {
                this.not_kept = false;
                for (id, revision) in revisions {
                    if let Some(open) = drafts.get_mut(&id) {
                        open.kept_revision = revision;
                    }
                }
            }
            DraftsAction::NotKept => this.not_kept = true,
            DraftsAction::Clear => drafts.clear(),
        }
        self
    }
}
