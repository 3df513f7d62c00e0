//! The column of the test follows what happens: a new verdict comes into view, and so does the way on after a change.

use std::rc::Rc;

use sg_core::simulation::Answer;
use web_sys::Element;
use yew::prelude::*;

use crate::state::store::State;
use crate::ui::into_view_of;

/// Scrolls the column no further than needed: to the word of what was sent, wherever it was sent from, and of what is
/// looked back at; after a change also to the way to send it again. Another document begins at the top.
#[hook]
pub fn use_following(column: &NodeRef, state: &State) {
    let history = state.simulation.history();
    let seen = (Rc::as_ptr(&state.opened) as usize, history.len());
    let last = history.last().map(|moment| &moment.answer);
    let elapsed = matches!(last, Some(Answer::Advanced(_)));
    let changed = matches!(last, Some(Answer::Applied(_)));
    let before = use_mut_ref(|| seen);
    use_effect_with((column.clone(), seen), move |(column, seen)| {
        let (opened, steps) = before.replace(*seen);
        let Some(column) = column.cast::<Element>() else { return };
        if opened != seen.0 {
            column.set_scroll_top(0);
        } else if !elapsed && (seen.1 > steps || seen.1 < steps && !changed) {
            let show = |selector| {
                let found = column.query_selector(selector).ok().flatten();
                into_view_of(&column, found.as_slice());
            };
            show(".verdict-word");
            if changed {
                show(".stale .button");
            }
        }
    });
}
