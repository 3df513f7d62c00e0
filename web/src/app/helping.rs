//! The help panel: whether it is open, and where.

use yew::prelude::*;

use crate::panels::help::HelpPanel;
use crate::state::store::{Act, Dispatch, Open};
use crate::ui::info::{Asked, Help, give_back};

/// Keeps what was asked last, until it is closed: a context for every Info link and dialog below.
#[hook]
pub fn use_help(dispatch: &Dispatch, base: &AttrValue) -> Help {
    let asked = use_state_eq(|| None::<Asked>);
    let set = asked.setter();
    let ask = use_callback((), {
        let set = set.clone();
        move |next: Option<Asked>, ()| set.set(next)
    });
    let draw = use_callback((dispatch.clone(), base.clone()), move |asked: Asked, (dispatch, base)| {
        let onclose = {
            let (set, asked) = (set.clone(), asked.clone());
            Callback::from(move |()| {
                set.set(None);
                give_back(&asked);
            })
        };
        // From within a dialog, the list of keys would take that dialog's place, and what is typed there with it.
        let onkeys = (!asked.in_dialog).then(|| {
            let (set, dispatch) = (set.clone(), dispatch.clone());
            Callback::from(move |()| {
                set.set(None);
                dispatch.dispatch(Act::Open(Some(Open::Shortcuts)));
            })
        });
        let docs = format!("{base}docs/index.html");
        html! { <HelpPanel {asked} {onclose} {onkeys} {docs} /> }
    });
    Help { ask, asked: (*asked).clone(), draw }
}
