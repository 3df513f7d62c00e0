//! The column of the test follows what happens: a new verdict comes into view, and so does the way on after a change.

use std::rc::Rc;

use sg_core::simulation::Answer;
use web_sys::Element;
use yew::prelude::*;

use crate::state::store::State;
use crate::ui::into_view_of;

/// Scrolls the column no further than needed: to the word of what was sent, wherever it was sent from, and of what is
/// looked back at; after a change also to the way to send it again. A story is read in its banner, which tells what
/// became of each step and leads to the next: where it stands in this column, it stays in view. Another document begins
/// at the top.
#[hook]
pub fn use_following(column: &NodeRef, state: &State) {
    let history = state.simulation.history();
    let seen = (Rc::as_ptr(&state.opened) as usize, history.len());
    let last = history.last().map(|moment| &moment.answer);
    let elapsed = matches!(last, Some(Answer::Advanced(_)));
    let changed = matches!(last, Some(Answer::Applied(_)));
    let is_read = state.is_read();
    let before = use_mut_ref(|| seen);
    use_effect_with((column.clone(), seen), move |(column, seen)| {
        let (opened, steps) = before.replace(*seen);
        let Some(column) = column.cast::<Element>() else { return };
        let find = |selector| column.query_selector(selector).ok().flatten();
        let banner = find(".lesson").filter(|banner| is_read && banner.get_client_rects().length() > 0);
        if opened != seen.0 {
            column.set_scroll_top(0);
        } else if let Some(banner) = banner {
            let word = find(".verdict-word");
            into_view_of(&column, &[Some(banner), word].into_iter().flatten().collect::<Vec<_>>());
        } else if !elapsed && (seen.1 > steps || seen.1 < steps && !changed) {
            let show = |selector| into_view_of(&column, find(selector).as_slice());
            let at = column.scroll_top();
            // The reason as well: it stands below the word.
            show(".verdict-why");
            show(".verdict-word");
            if changed {
                show(".stale .button");
                let app = column.closest(".app").ok().flatten();
                let notice = app.and_then(|app| app.query_selector(".toast").ok().flatten());
                // The notice that floats over the column leaves the button free.
                if let (Some(notice), Some(button)) = (notice, find(".stale .button")) {
                    let [over, own] = [&notice, &button].map(Element::get_bounding_client_rect);
                    let by = if over.right() > own.left() { own.bottom() + 8.0 - over.top() } else { 0.0 };
                    column.scroll_by_with_x_and_y(0.0, by.max(0.0));
                }
            }
            // A key pressed it beside a flow, and goes on from there: it does not leave the eye.
            if let Some(pressed) = find(".flow :focus-visible") {
                let [own, frame] = [&pressed, &column].map(Element::get_bounding_client_rect);
                if own.top() < frame.top() || own.bottom() > frame.bottom() {
                    column.set_scroll_top(at);
                }
            }
        }
    });
}
