//! The middle: the lesson's task, and whatever is selected.

use std::rc::Rc;

use yew::prelude::*;

use crate::panels::group::Group;
use crate::panels::interface::Interface;
use crate::panels::lit_rules;
use crate::panels::prefix_list::PrefixListPanel;
use crate::state::store::{Dispatch, Selection, State};
use crate::ui::marks::empty;

/// The one thing to try, where the document names it.
pub fn lesson(state: &State) -> Html {
    let task =
        state.simulation.document().lesson.as_ref().map(|lesson| lesson.task.as_str()).unwrap_or_default();
    html! {
        <div key="lesson">
            if !task.is_empty() {
                <p class="lesson" part="lesson"><span class="label">{ "Try" }</span><bdi>{ task.to_owned() }</bdi></p>
            }
        </div>
    }
}

/// What stands in the middle.
pub fn subject(state: &State, readonly: bool, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let directory = state.directory.clone();
    match &state.selection {
        Selection::Group(id) => state.network.security_groups.find(id).map(|group| {
            html! {
                <Group
                    key={id.to_string()}
                    group={Rc::clone(group)}
                    network={state.network.clone()}
                    {directory}
                    tab={state.tab}
                    lit={Rc::new(lit_rules(state))}
                    {readonly}
                    {dispatch}
                />
            }
        }),
        Selection::Interface(id) => state.network.interfaces.find(id).map(|interface| {
            html! { <Interface key={id.to_string()} interface={Rc::clone(interface)} {directory} {dispatch} /> }
        }),
        Selection::PrefixList(id) => state.network.prefix_lists.find(&**id).map(|list| {
            html! { <PrefixListPanel key={id.to_string()} list={Rc::clone(list)} /> }
        }),
        Selection::Nothing => None,
    }
    .unwrap_or_else(|| {
        html! {
            <section key="nothing" class="panel rules" part="rules">
                { empty("Nothing is here yet. Import the output of the AWS CLI, or choose a scenario above.", Html::default()) }
            </section>
        }
    })
}
