//! The jobs, and the runner that drives them.

use super::{Load, use_session};
use crate::inside::use_inside;
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

/// Reads the stored jobs and drives those that have not ended, once the module that does it is there.
#[component]
pub fn JobsProvider(props: &html::ChildrenProps) -> Html {
    let session = use_session();
    let inside = use_inside();
    let jobs = use_reducer(Jobs::default);
    let runner = use_memo((), |()| {
        let dispatcher = jobs.dispatcher();
        Runner::new(Box::new(move |action: JobsAction| dispatcher.dispatch(action)))
    });
    {
        let runner = Rc::clone(&runner);
        let module = match inside.state {
            Load::Ready(module) => Some(module),
            Load::Pending | Load::Failed(_) => None,
        };
        use_effect_with((module, session.client.clone()), move |(module, client)| {
            if let Some(module) = module {
                (module.drive)(&runner, client.clone());
            }
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
