//! The list's filter and order stand in the page's address.

use crate::router::{Navigator, use_navigator, use_query, use_route};
use crate::routes::Route;
use crate::state::instances::View;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// The address follows the typing after so many milliseconds of rest: browsers refuse to change it at every key.
const REST_MILLIS: u32 = 250;

/// The view, what changes it, and what puts typed text into the address at once.
pub(super) struct Address {
    pub(super) view: View,
    pub(super) change: Callback<View>,
    /// The field was left.
    pub(super) flush: Callback<()>,
}

/// A new history entry when a facet changes; typing and sorting replace the one that is there. Back and forward, and a link
/// to this page, set the view.
#[hook]
pub(super) fn use_address() -> Address {
    let navigator = use_navigator();
    let shown = use_query();
    // `None` while another page comes into view.
    let query = (use_route() == Some(Route::Instances)).then_some(shown);
    let view = use_state_eq(|| View::parse(query.as_deref().unwrap_or_default()));
    let written = use_mut_ref(|| (*view).clone());
    {
        let (view, written) = (view.clone(), written.clone());
        use_effect_with(query, move |query| {
            if let Some(parsed) = query.as_deref().map(View::parse)
                && *written.borrow() != parsed
            {
                written.replace(parsed.clone());
                view.set(parsed);
            }
        });
    }
    {
        let (written, navigator) = (written.clone(), navigator.clone());
        use_effect_with((*view).clone(), move |view| {
            let before = written.borrow().clone();
            let is_typed = before.filter.values == view.filter.values && before.sort == view.sort;
            let mut rest = None;
            if before == *view {
                // The address says so already.
            } else if is_typed && before.unknown == view.unknown {
                let (view, navigator) = (view.clone(), navigator.clone());
                rest = Some(Timeout::new(REST_MILLIS, move || {
                    written.replace(view.clone());
                    replace(navigator.as_ref(), &view);
                }));
            } else {
                let is_choice = before.filter.values != view.filter.values || before.unknown != view.unknown;
                if is_choice && before.filter.text != view.filter.text {
                    // What was typed belongs to the entry before.
                    replace(navigator.as_ref(), &before.with_text(view.filter.text.clone()));
                }
                written.replace(view.clone());
                if is_choice { push(navigator.as_ref(), view) } else { replace(navigator.as_ref(), view) }
            }
            move || drop(rest)
        });
    }
    let flush = {
        let view = view.clone();
        Callback::from(move |()| {
            if *written.borrow() != *view {
                written.replace((*view).clone());
                replace(navigator.as_ref(), &view);
            }
        })
    };
    let setter = view.setter();
    let change = use_callback((), move |view, ()| setter.set(view));
    Address { view: (*view).clone(), change, flush }
}

fn replace(navigator: Option<&Navigator>, view: &View) {
    if let Some(navigator) = navigator {
        navigator.replace_query(&Route::Instances, &view.print());
    }
}

fn push(navigator: Option<&Navigator>, view: &View) {
    if let Some(navigator) = navigator {
        navigator.push_query(&Route::Instances, &view.print());
    }
}
