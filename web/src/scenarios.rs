//! The worked examples: the first is part of the module, so that nothing has to be loaded before it is seen; the
//! others are files beside the page.

use std::rc::Rc;

use sg_core::simulation::Simulation;
use sg_core::wire::Document;
use yew::AttrValue;

use crate::browser::load;
use crate::state::store::{Act, Dispatch, Notice};
use crate::ui::select::Choice;

/// The id of the scenario of the first visit.
pub const FIRST: &str = "first-look";

const FIRST_TEXT: &str = include_str!("../../scenarios/first-look.json");

/// The list: id and title, in the order in which they teach.
const LIST: [(&str, &str); 3] = [
    (FIRST, "A first look"),
    ("stateful-return", "Replies need no rule"),
    ("rule-removed-under-traffic", "A rule removed under traffic"),
];

/// The scenario of the first visit, replayed.
#[must_use]
pub fn first() -> Simulation {
    // The file is part of the module and a test replays it, so an empty Region is never seen.
    serde_json::from_str::<Document>(FIRST_TEXT)
        .map(|document| Simulation::new(document).0)
        .unwrap_or_default()
}

/// The scenarios to choose from, and a line for what is none of them.
#[must_use]
pub fn choices() -> Rc<[Choice]> {
    let listed = LIST.into_iter().map(|(id, title)| Choice::new(id, title));
    std::iter::once(Choice::new("", "Your own")).chain(listed).collect()
}

/// Loads a scenario and puts it in the place of the present document.
pub fn open(base: &str, id: &str, dispatch: Dispatch) {
    let id = AttrValue::from(id.to_owned());
    if id.is_empty() {
        return;
    }
    if id == FIRST {
        return dispatch.dispatch(Act::Load { simulation: Box::new(first()), scenario: Some(FIRST.into()) });
    }
    let url = format!("{base}scenarios/{id}.json");
    load::text(url, move |loaded| {
        let read = loaded
            .and_then(|text| serde_json::from_str::<Document>(&text).map_err(|error| error.to_string()));
        dispatch.dispatch(match read {
            Ok(document) => Act::Load {
                simulation: Box::new(Simulation::new(document).0),
                scenario: Some(id.as_str().into()),
            },
            Err(why) => Act::Notify(Notice {
                text: format!("The scenario {id} could not be loaded: {why}").into(),
                refused: true,
            }),
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_scenario_is_shown_with_a_verdict() {
        let document: Document = serde_json::from_str(FIRST_TEXT).unwrap();
        let (simulation, problems) = Simulation::new(document);
        assert!(problems.is_empty(), "{problems:?}");
        let state = crate::state::store::State::new(simulation);
        assert!(state.shown().is_some());
    }
}
