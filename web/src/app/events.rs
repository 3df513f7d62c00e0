//! Telling the page around the element what happens inside.

use std::rc::Rc;

use yew::prelude::*;

use crate::state::remote::{Remote, verdict};
use crate::state::store::{Dispatch, State};

/// Called with an event's name and its detail as JSON, or as a text for `error`.
pub type Emit = Callback<(&'static str, String)>;

/// Sends `change`, `verdict` and `error`, and keeps the element's methods on what is shown.
#[hook]
pub fn use_events(emit: &Emit, remote: &Remote, state: &State, dispatch: &Dispatch) {
    let is_first = use_mut_ref(|| true);
    let shown = state.shown().cloned();
    use_effect_with(PtrEq(Some(Rc::clone(&state.simulation))), {
        let (emit, remote, dispatch, is_first) =
            (emit.clone(), remote.clone(), dispatch.clone(), Rc::clone(&is_first));
        move |PtrEq(simulation)| {
            if let Some(simulation) = simulation {
                remote.follow(simulation, &dispatch);
            }
            // What stands there at first is no change.
            if !is_first.replace(false) {
                emit.emit(("change", String::new()));
            }
        }
    });
    let told = use_mut_ref(|| shown.clone());
    use_effect_with(PtrEq(shown), {
        let emit = emit.clone();
        move |PtrEq(shown)| {
            let before = told.replace(shown.clone());
            let changed = shown.as_ref().filter(|_| PtrEq(before) != PtrEq(shown.clone()));
            if let Some(outcome) = changed.and_then(|outcome| verdict(outcome)) {
                emit.emit(("verdict", outcome));
            }
        }
    });
    use_effect_with(state.notice.clone(), {
        let emit = emit.clone();
        move |notice| {
            if let Some(notice) = notice.as_ref().filter(|notice| notice.refused) {
                emit.emit(("error", notice.text.to_string()));
            }
        }
    });
}

/// Compares by identity.
struct PtrEq<T>(Option<Rc<T>>);

impl<T> PartialEq for PtrEq<T> {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}
