//! Something that is being fetched.

use reinstall_core::api::CallError;
use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Never three options that can contradict each other.
#[derive(Debug, PartialEq)]
pub enum Load<T> {
    /// On its way.
    Pending,
    /// Here.
    Ready(Rc<T>),
    /// Not to be had.
    Failed(Rc<CallError>),
}

/// Cheap, and possible for any `T`: only the pointers are cloned.
impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Pending => Self::Pending,
            Self::Ready(value) => Self::Ready(Rc::clone(value)),
            Self::Failed(error) => Self::Failed(Rc::clone(error)),
        }
    }
}

/// What [`use_load`] gives.
#[derive(PartialEq)]
pub struct Loading<T: PartialEq> {
    /// How far it is. While it is fetched again the last result stays.
    pub state: Load<T>,
    /// It is being fetched (again) right now.
    pub busy: bool,
    /// Fetches again.
    pub again: Callback<()>,
}

/// Cheap, and possible for any `T`.
impl<T: PartialEq> Clone for Loading<T> {
    fn clone(&self) -> Self {
        Self { state: self.state.clone(), busy: self.busy, again: self.again.clone() }
    }
}

/// Fetches when the page appears, when `deps` change, and on demand. An answer for an old page is dropped.
#[hook]
pub fn use_load<D, T, F, L>(deps: D, load: L) -> Loading<T>
where
    D: PartialEq + Clone + 'static,
    T: PartialEq + 'static,
    F: Future<Output = Result<T, CallError>> + 'static,
    L: Fn(&D) -> F + 'static,
{
    let state = use_state_eq(|| Load::Pending);
    let busy = use_state_eq(|| true);
    let round = use_state(|| 0_u32);
    {
        let (state, busy) = (state.clone(), busy.clone());
        use_effect_with((deps, *round), move |(deps, _)| {
            let wanted = Rc::new(Cell::new(true));
            let future = load(deps);
            busy.set(true);
            let still_wanted = Rc::clone(&wanted);
            spawn_local(async move {
                let result = future.await;
                if still_wanted.get() {
                    busy.set(false);
                    state.set(match result {
                        Ok(value) => Load::Ready(Rc::new(value)),
                        Err(error) => Load::Failed(Rc::new(error)),
                    });
                }
            });
            move || wanted.set(false)
        });
    }
    let again = use_callback(round.clone(), |(), round| round.set(**round + 1));
    Loading { state: (*state).clone(), busy: *busy, again }
}
