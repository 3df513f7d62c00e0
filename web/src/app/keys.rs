//! The keys that undo and redo.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::state::store::{Act, Dispatch};

/// Ctrl+Z and Ctrl+Shift+Z, or Cmd: on the page anywhere but in a text, in a widget only while the focus is inside.
#[hook]
pub fn use_undo_keys(page: bool, dispatch: Dispatch) -> Callback<KeyboardEvent> {
    let press = Callback::from(move |event: KeyboardEvent| {
        // An element inside this one has done its own.
        if event.default_prevented() {
            return;
        }
        let redo = match (event.ctrl_key() || event.meta_key(), event.key().as_str(), event.shift_key()) {
            (true, "z", false) => false,
            (true, "z" | "Z", true) | (true, "y", false) => true,
            _ => return,
        };
        // In a text, the keys take back typing; in a dialog, nothing that is behind it may change.
        let target = event.composed_path().get(0).dyn_into::<Element>().ok();
        let typing = target
            .as_ref()
            .is_some_and(|target| target.matches("input:not([type=checkbox]), textarea").unwrap_or(false));
        let inside = target.is_some_and(|target| target.closest("dialog").ok().flatten().is_some());
        if !typing && !inside {
            event.prevent_default();
            dispatch.dispatch(if redo { Act::Redo } else { Act::Undo });
        }
    });
    use_effect_with(page, {
        let press = press.clone();
        move |page| {
            let listener = page.then(|| {
                gloo::events::EventListener::new_with_options(
                    &gloo::utils::window(),
                    "keydown",
                    gloo::events::EventListenerOptions::enable_prevent_default(),
                    move |event| {
                        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                            press.emit(event.clone());
                        }
                    },
                )
            });
            move || drop(listener)
        }
    });
    if page { Callback::noop() } else { press }
}
