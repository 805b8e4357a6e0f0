//! The jobs, and the runner that drives them.

use super::use_session;
use crate::services::clock::now;
use crate::services::runner::Runner;
use crate::state::jobs::{Jobs, JobsAction};
use gloo_timers::callback::Interval;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How often the jobs are asked whether something is due, in milliseconds.
const TICK_MILLIS: u32 = 1000;

/// What pages get.
#[derive(Clone, PartialEq)]
pub struct JobsHandle {
    /// The jobs.
    pub jobs: UseReducerHandle<Jobs>,
    /// Starts new ones.
    pub runner: Rc<Runner>,
}

/// Reads the stored jobs and drives those that have not ended.
#[component]
pub fn JobsProvider(props: &html::ChildrenProps) -> Html {
    let session = use_session();
    let jobs = use_reducer(Jobs::default);
    let runner = use_memo((), |()| {
        let dispatcher = jobs.dispatcher();
        Runner::new(Box::new(move |action: JobsAction| dispatcher.dispatch(action)))
    });
    {
        let runner = Rc::clone(&runner);
        use_effect_with(session.client.clone(), move |client| runner.set_client(client.clone()));
    }
    {
        let runner = Rc::clone(&runner);
        use_effect_with((), move |()| {
            let restoring = Rc::clone(&runner);
            spawn_local(async move { restoring.restore().await });
            let interval = Interval::new(TICK_MILLIS, move || Rc::clone(&runner).tick(now()));
            move || drop(interval)
        });
    }
    html! {
        <ContextProvider<JobsHandle> context={JobsHandle { jobs, runner }}>
            { props.children.clone() }
        </ContextProvider<JobsHandle>>
    }
}

/// The jobs.
#[hook]
pub fn use_jobs() -> JobsHandle {
    #[expect(clippy::expect_used, reason = "the provider wraps the whole app; without it nothing works")]
    use_context::<JobsHandle>().expect("JobsProvider wraps the app")
}
