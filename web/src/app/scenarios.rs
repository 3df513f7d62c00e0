//! Loading the worked example that was picked.

use sg_core::simulation::Simulation;
use yew::AttrValue;

use crate::browser::load;
use crate::state::scenarios::{FIRST, first, read};
use crate::state::store::{Act, Dispatch, Notice};

fn begun(mut simulation: Simulation, id: &str) -> Act {
    simulation.undo_to(1);
    Act::Load { simulation: Box::new(simulation), scenario: Some(id.into()) }
}

/// Loads a scenario and puts it in the place of the present document, at the first step of its story.
pub fn open(base: &str, id: &AttrValue, dispatch: Dispatch) {
    if id.is_empty() {
        return;
    }
    if id == FIRST {
        return dispatch.dispatch(begun(first(), FIRST));
    }
    let id = id.clone();
    load::text(format!("{base}scenarios/{id}.json"), move |loaded| {
        dispatch.dispatch(match loaded.and_then(|text| read(&text)) {
            Ok(simulation) => begun(simulation, &id),
            Err(why) => {
                let text = format!("The scenario {id} could not be loaded: {why}");
                Act::Notify(Notice::refused(text))
            }
        });
    });
}
