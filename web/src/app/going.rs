//! Moves the focus to a part of the page, once what was asked for at the same time is drawn: on a narrow screen the part
//! may have been out of sight.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Told a selector, moves the focus to what it finds below `root`. The same for as long as the app lives.
#[hook]
pub fn use_going(root: &Element) -> Callback<AttrValue> {
    let goal = use_state_eq(|| (0_u32, AttrValue::default()));
    let wishes = use_mut_ref(|| 0);
    use_effect_with((*goal).clone(), {
        let root = root.clone();
        move |(wish, selector)| {
            if *wish > 0 {
                go(&root, selector);
            }
        }
    });
    let set = goal.setter();
    use_callback((), move |selector: AttrValue, ()| {
        *wishes.borrow_mut() += 1;
        set.set((*wishes.borrow(), selector));
    })
}

fn go(root: &Element, selector: &str) {
    let found = root.query_selector(selector).ok().flatten();
    if let Some(place) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        if place.tag_name() == "SECTION" {
            // No stop of the Tab key, but a place for the focus.
            place.set_tab_index(-1);
        }
        crate::ui::focus(&place);
    }
}
