//! Loading the worked example that was picked.

use yew::AttrValue;

use crate::browser::load;
use crate::state::scenarios::{FIRST, first, read};
use crate::state::store::{Act, Dispatch, Notice};

/// Loads a scenario and puts it in the place of the present document.
pub fn open(base: &str, id: &AttrValue, dispatch: Dispatch) {
    if id.is_empty() {
        return;
    }
    if id == FIRST {
        return dispatch.dispatch(Act::Load { simulation: Box::new(first()), scenario: Some(FIRST.into()) });
    }
    let id = id.clone();
    load::text(format!("{base}scenarios/{id}.json"), move |loaded| {
        dispatch.dispatch(match loaded.and_then(|text| read(&text)) {
            Ok(simulation) => {
                Act::Load { simulation: Box::new(simulation), scenario: Some(id.as_str().into()) }
            }
            Err(why) => {
                let text = format!("The scenario {id} could not be loaded: {why}");
                Act::Notify(Notice::refused(text))
            }
        });
    });
}
