//! Reads all instances, page after page.

use super::kept::use_kept;
use crate::services::Client;
use crate::state::instances::reading::PAGE_SIZE;
use crate::state::instances::{Listing, Next, Reading, Shared};
use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use reinstall_core::api::CallError;
use reinstall_core::api::query::DescribeInstances;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// After so long without an answer the page says that it is still waiting, in milliseconds.
const SLOW_MILLIS: u32 = 5_000;

/// How often a page is asked for again where the server says "too many requests".
const RATE_LIMIT_TRIES: u32 = 5;

/// The longest wait that the server may ask for before that, in seconds.
const RATE_LIMIT_WAIT_MAX: u32 = 30;

/// How far it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stage {
    /// So many of so many have come.
    Reading { count: usize, total: usize },
    /// All that can be had.
    Done,
    /// A page did not come; those before it are there.
    Failed { count: usize, total: usize, error: Rc<CallError> },
}

/// What the page shows, how far it is, and how to go on.
#[derive(Clone, PartialEq)]
pub(super) struct Instances {
    /// `None` before the first page. While all are read again the last list stays.
    pub(super) listing: Option<Shared<Listing>>,
    pub(super) stage: Stage,
    /// No answer for a while.
    pub(super) slow: bool,
    /// Asks again for the page that failed.
    pub(super) again: Callback<()>,
    /// Reads everything again.
    pub(super) refresh: Callback<()>,
}

/// What outlives a try.
#[derive(Default)]
struct Work {
    /// For whom, and which round of reading.
    begun: Option<(Option<Rc<Client>>, u32)>,
    reading: Reading,
    /// Each page is shown as it comes; else the list is replaced when all of the new one is there.
    shows_pages: bool,
}

/// Reads when the page appears, when somebody else connects, and on demand. An answer for an old page is dropped.
#[hook]
pub(super) fn use_instances(client: Option<Rc<Client>>) -> Instances {
    let kept = use_kept();
    let listing = use_state_eq(|| kept.listing());
    let stage = use_state_eq(|| Stage::Reading { count: 0, total: 0 });
    let slow = use_state_eq(|| false);
    let work = use_mut_ref(Work::default);
    {
        use_effect_with((*listing).clone(), move |listing| kept.keep_listing(listing.as_ref()));
    }
    let (round, attempt) = (use_state(|| 0_u32), use_state(|| 0_u32));
    {
        let (listing, stage, slow) = (listing.clone(), stage.clone(), slow.clone());
        use_effect_with((client, *round, *attempt), move |(client, round, _)| {
            {
                let mut work = work.borrow_mut();
                let now = Some((client.clone(), *round));
                if work.begun != now {
                    let is_somebody_else = work.begun.as_ref().is_some_and(|(before, _)| before != client);
                    if is_somebody_else {
                        listing.set(None);
                    }
                    let shows_pages = is_somebody_else || listing.is_none();
                    *work = Work { begun: now, reading: Reading::default(), shows_pages };
                }
            }
            let wanted = Rc::new(Cell::new(true));
            let still_wanted = Rc::clone(&wanted);
            if let Some(client) = client.clone() {
                spawn_local(async move {
                    loop {
                        let (page_num, count, total) = {
                            let reading = &work.borrow().reading;
                            (reading.next_page(), reading.count(), reading.total())
                        };
                        stage.set(Stage::Reading { count, total });
                        let waiting = {
                            let slow = slow.clone();
                            Timeout::new(SLOW_MILLIS, move || slow.set(true))
                        };
                        let answer = read_page(&client, page_num, &still_wanted).await;
                        drop(waiting);
                        if !still_wanted.get() {
                            return;
                        }
                        slow.set(false);
                        match answer {
                            Ok(page) => {
                                let mut work = work.borrow_mut();
                                let next = work.reading.take(page);
                                if work.shows_pages || next == Next::Done {
                                    listing.set(Some(Shared::new(work.reading.listing())));
                                }
                                if next == Next::Done {
                                    stage.set(Stage::Done);
                                    return;
                                }
                            }
                            Err(error) => {
                                stage.set(Stage::Failed { count, total, error: Rc::new(error) });
                                return;
                            }
                        }
                    }
                });
            }
            move || wanted.set(false)
        });
    }
    let again = use_callback(attempt, |(), attempt| attempt.set(**attempt + 1));
    let refresh = use_callback(round, |(), round| round.set(**round + 1));
    Instances { listing: (*listing).clone(), stage: (*stage).clone(), slow: *slow, again, refresh }
}

/// One page; where the server says "too many requests" it is asked again after the wait that the server names.
async fn read_page(
    client: &Client,
    page_num: i64,
    wanted: &Cell<bool>,
) -> Result<reinstall_core::api::query::InstancesPage, CallError> {
    let query =
        DescribeInstances { page_num: Some(page_num), page_size: Some(PAGE_SIZE), ..DescribeInstances::default() };
    let mut tries = 0;
    loop {
        match client.read(&query).await {
            Err(CallError::Api(error)) if error.is_rate_limit() && tries < RATE_LIMIT_TRIES && wanted.get() => {
                tries += 1;
                let seconds = error.retry_after.unwrap_or(tries).clamp(1, RATE_LIMIT_WAIT_MAX);
                TimeoutFuture::new(seconds * 1000).await;
            }
            answer => return answer.map(|answer| answer.response),
        }
    }
}
