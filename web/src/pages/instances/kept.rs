//! What the page knew when it was left: whoever comes back from a form sees it at once, at the place where it was left, while
//! it is read again.

use crate::services::Client;
use crate::state::instances::{Filter, Listing, Shared, Sort};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// What is kept. It is never drawn from while the page is shown, so that a change of it draws nothing.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Whose it is.
    pub(super) client: Option<Rc<Client>>,
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
    /// The list, if it is this client's.
    pub(super) fn listing_of(&self, client: Option<&Rc<Client>>) -> Option<Shared<Listing>> {
        let kept = self.0.borrow();
        if kept.client.as_ref() == client { kept.listing.clone() } else { None }
    }

    /// Keeps a list, of whichever client.
    pub(super) fn keep_listing(&self, client: Option<&Rc<Client>>, listing: Option<&Shared<Listing>>) {
        let mut kept = self.0.borrow_mut();
        kept.client = client.cloned();
        kept.listing = listing.cloned();
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

/// Wraps all pages, so that it is there when the page comes again.
#[component]
pub fn KeptProvider(props: &html::ChildrenProps) -> Html {
    let place = use_memo((), |()| KeptPlace::default());
    html! { <ContextProvider<KeptPlace> context={(*place).clone()}>{ props.children.clone() }</ContextProvider<KeptPlace>> }
}

/// What the page knew when it was left.
#[hook]
pub(super) fn use_kept() -> KeptPlace {
    use_context::<KeptPlace>().unwrap_or_default()
}
