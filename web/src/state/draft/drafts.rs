//! The drafts of this visit, one for each server.

use super::{Draft, Edit};
use reinstall_core::machine::Instance;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::Reducible;

/// The drafts of this visit, one for each server.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drafts {
    by_instance: BTreeMap<String, Rc<Draft>>,
}

/// A change of one draft.
#[derive(Clone, Debug)]
pub enum DraftsAction {
    /// Opens the form; a draft that is there already is kept, and learns which image the server has now.
    Open(Box<Instance>),
    /// Edits the form of this instance.
    Edit(String, Edit),
    /// Forgets the secrets of this instance's form: they have been sent.
    DropSecrets(String),
    /// Forgets every form: whoever filled them in has gone.
    Clear,
}

impl Drafts {
    /// The draft of this instance.
    pub fn get(&self, instance_id: &str) -> Option<&Rc<Draft>> {
        self.by_instance.get(instance_id)
    }
}

impl Reducible for Drafts {
    type Action = DraftsAction;

    fn reduce(mut self: Rc<Self>, action: DraftsAction) -> Rc<Self> {
        let drafts = &mut Rc::make_mut(&mut self).by_instance;
        match action {
            DraftsAction::Open(instance) => {
                let draft = drafts
                    .entry(instance.instance_id.clone())
                    .or_insert_with(|| Rc::new(Draft::for_instance(&instance)));
                Rc::make_mut(draft).read_again(&instance);
            }
            DraftsAction::Edit(id, edit) => {
                if let Some(draft) = drafts.get_mut(&id) {
                    Rc::make_mut(draft).apply(edit);
                }
            }
            DraftsAction::DropSecrets(id) => {
                if let Some(draft) = drafts.get_mut(&id) {
                    Rc::make_mut(draft).drop_secrets();
                }
            }
            DraftsAction::Clear => drafts.clear(),
        }
        self
    }
}
