//! Above what is selected: the lesson's task.

use yew::prelude::*;

use crate::state::store::State;

/// The one thing to try, where the document names it.
pub fn lesson(state: &State) -> Html {
    let task =
        state.simulation.document().lesson.as_ref().map(|lesson| lesson.task.as_str()).unwrap_or_default();
    html! {
        <div key="lesson">
            if !task.is_empty() {
                if state.lesson_is_done() {
                    <p class="lesson done" part="lesson"><span class="label">{ "Done:" }</span>{ "The packet is allowed now. Take the change away again, or open another scenario." }</p>
                } else {
                    <p class="lesson" part="lesson"><span class="label">{ "Try" }</span><bdi>{ task.to_owned() }</bdi></p>
                }
            }
        </div>
    }
}
