//! The jobs, and the runner that drives them.

use super::use_session;
use crate::services::runner::Runner;
use crate::state::jobs::{Jobs, JobsAction};
use std::rc::Rc;
use yew::prelude::*;

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
        use_effect_with(session.client.clone(), move |client| runner.drive(client.clone()));
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
