//! What the page knew when it was left: whoever comes back from a form sees it at once, at the place where it was left, while
//! it is read again.

use crate::hooks::use_session;
use crate::state::instances::{Filter, Listing, Shared, Sort};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// What is kept. It is never drawn from while the page is shown, so that a change of it draws nothing.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// The list.
    pub(super) listing: Option<Shared<Listing>>,
    /// How far the table was scrolled, in pixels, and what was asked then.
    pub(super) place: Option<(i32, Sort, Filter)>,
}

/// A place for it that outlives the page.
#[derive(Clone, Debug, Default)]
pub(super) struct KeptPlace(Rc<RefCell<Kept>>);

impl PartialEq for KeptPlace {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl KeptPlace {
    /// The list.
    pub(super) fn listing(&self) -> Option<Shared<Listing>> {
        self.0.borrow().listing.clone()
    }

    /// Keeps a list.
    pub(super) fn keep_listing(&self, listing: Option<&Shared<Listing>>) {
        self.0.borrow_mut().listing = listing.cloned();
    }

    /// How far the table was scrolled when this was asked.
    pub(super) fn scroll_of(&self, sort: Sort, filter: &Filter) -> Option<i32> {
        let kept = self.0.borrow();
        kept.place.as_ref().filter(|(_, of, what)| (*of, what) == (sort, filter)).map(|(scroll, ..)| *scroll)
    }

    /// Keeps how far the table is scrolled.
    pub(super) fn keep_scroll(&self, scroll: i32, sort: Sort, filter: &Filter) {
        self.0.borrow_mut().place = Some((scroll, sort, filter.clone()));
    }
}

/// Wraps all pages, so that it is there when the page comes again: for the same client. Nothing of whoever left is kept.
#[component]
pub fn KeptProvider(props: &html::ChildrenProps) -> Html {
    let session = use_session();
    let place = use_memo(session.client.clone(), |_| KeptPlace::default());
    html! { <ContextProvider<KeptPlace> context={(*place).clone()}>{ props.children.clone() }</ContextProvider<KeptPlace>> }
}

/// What the page knew when it was left.
#[hook]
pub(super) fn use_kept() -> KeptPlace {
    use_context::<KeptPlace>().unwrap_or_default()
}
