//! The keys: on the page anywhere but in a text, in a widget only while the focus is inside.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::browser::storage;
use crate::state::shortcuts::{Deed, deed};
use crate::state::store::{Act, Dispatch, GroupTab, Open, View};

/// The keys as the page has them.
pub struct Keys {
    /// To be put on the app's element; the page listens on the window instead.
    pub onkeydown: Callback<KeyboardEvent>,
    /// Whether single keys work.
    pub single: bool,
    /// Lets them work, or not.
    pub onsingle: Callback<bool>,
}

/// Controls that use letters themselves.
const TYPING: &str = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable], [role=combobox], [role=listbox]";
/// Where Ctrl+Z takes back typing.
const TEXT: &str = "input:not([type=checkbox], [type=radio]), textarea, [contenteditable]";

/// Listens to the keys. Only the page remembers whether single keys are off.
#[hook]
pub fn use_keys(root: &Element, page: bool, going: &Callback<AttrValue>, dispatch: &Dispatch) -> Keys {
    let single = use_state_eq(move || !page || storage::get("single-keys").as_deref() != Some("off"));
    // The listener lives longer than this drawing, and must see the newest setting.
    let is_single = use_mut_ref(|| true);
    *is_single.borrow_mut() = *single;
    let press = {
        let (root, going, dispatch) = (root.clone(), going.clone(), dispatch.clone());
        let is_single = Rc::clone(&is_single);
        Callback::from(move |event: KeyboardEvent| {
            let single = *is_single.borrow();
            if let Some(deed) = meant(&event, single) {
                event.prevent_default();
                act(deed, &root, &going, &dispatch);
            }
        })
    };
    use_effect_with(page, {
        let press = press.clone();
        move |page| {
            let listener = page.then(|| {
                let options = EventListenerOptions::enable_prevent_default();
                EventListener::new_with_options(&gloo::utils::window(), "keydown", options, move |event| {
                    if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                        press.emit(event.clone());
                    }
                })
            });
            move || drop(listener)
        }
    });
    let onsingle = {
        let set = single.setter();
        Callback::from(move |on: bool| {
            set.set(on);
            if page {
                storage::set("single-keys", if on { "on" } else { "off" });
            }
        })
    };
    Keys { onkeydown: if page { Callback::noop() } else { press }, single: *single, onsingle }
}

/// What a press means where it happened.
fn meant(event: &KeyboardEvent, single_keys: bool) -> Option<Deed> {
    if event.default_prevented() || event.alt_key() || event.is_composing() {
        return None;
    }
    let control = event.ctrl_key() || event.meta_key();
    let deed = deed(&event.key(), control, event.shift_key(), single_keys)?;
    let target = event.composed_path().get(0).dyn_into::<Element>().ok();
    let is = |selector: &str| target.as_ref().is_some_and(|target| target.matches(selector).unwrap_or(false));
    // In a text, the keys are the text's; in a dialog, nothing that is behind it may change.
    let typing = is(if control { TEXT } else { TYPING });
    let inside = target.as_ref().is_some_and(|target| target.closest("dialog").ok().flatten().is_some());
    (!typing && !inside).then_some(deed)
}

fn act(deed: Deed, root: &Element, going: &Callback<AttrValue>, dispatch: &Dispatch) {
    match deed {
        Deed::Undo => dispatch.dispatch(Act::Undo),
        Deed::Redo => dispatch.dispatch(Act::Redo),
        Deed::Keys => dispatch.dispatch(Act::Open(Some(Open::Shortcuts))),
        Deed::NextGate => dispatch.dispatch(Act::StepGate(1)),
        Deed::PreviousGate => dispatch.dispatch(Act::StepGate(-1)),
        Deed::Tab(tab) => dispatch.dispatch(Act::ShowTab(GroupTab::parse(tab))),
        Deed::Press(name) => {
            let control = root.query_selector(&named(name)).ok().flatten();
            if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
                control.click();
            }
        }
        Deed::Part(at, name) => {
            if let Some(view) = View::ALL.get(at) {
                dispatch.dispatch(Act::View(*view));
                going.emit(named(name.unwrap_or(view.id())).into());
            }
        }
    }
}

/// Finds the control that carries a name, in its attribute or as its id.
fn named(name: &str) -> String {
    format!("[data-key={name}]:not(:disabled), #{name}:not(:disabled)")
}
