//! The dialog that is open, if any.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::{clipboard, read};
use crate::panels::import::{FileRead, Import};
use crate::panels::rule_editor::RuleEditor;
use crate::panels::share::Share;
use crate::state::store::{Dispatch, Open, State};

use super::AppProps;
use super::handing::Handing;

/// Draws it.
pub fn dialogs(props: &AppProps, state: &State, handing: &Handing, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    match (state.open, state.group().and_then(|id| state.network.security_groups.find(id))) {
        (Some(Open::Rules(direction)), Some(group)) => html! {
            <RuleEditor
                group={Rc::clone(group)}
                network={state.network.clone()}
                directory={state.directory.clone()}
                {direction}
                {dispatch}
            />
        },
        (Some(Open::Import), _) => {
            let onread = Callback::from(|(file, done): (web_sys::File, FileRead)| read::text(&file, done));
            html! { <Import {onread} offered={state.offered.clone()} {dispatch} /> }
        }
        (Some(Open::Share), _) => {
            let onsave = handing.save.reform(|text: String| ("playground.json", text));
            let (document, base) = (Rc::new(state.simulation.to_document()), props.base.clone());
            let untouched = Rc::ptr_eq(&state.opened, &state.simulation);
            let scenario =
                state.scenario.as_deref().filter(|_| untouched).map(|id| AttrValue::from(id.to_owned()));
            let oncopy =
                Callback::from(|(text, done): (String, Callback<bool>)| clipboard::copy(&text, done));
            html! { <Share {document} {scenario} {base} {oncopy} {onsave} {dispatch} /> }
        }
        _ => Html::default(),
    }
}
