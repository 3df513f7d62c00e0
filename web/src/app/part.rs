//! On a narrow screen, what is chosen in one part is shown in another: the focus goes along.

use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};
use yew::prelude::*;

use crate::state::store::View;

/// Gives the focus to the part that is shown now, where what had it is no longer seen.
#[hook]
pub fn use_part_focus(root: &Element, view: View) {
    use_effect_with((root.clone(), view), |(root, view)| {
        let tree = root.get_root_node().dyn_into::<ShadowRoot>().ok();
        let focused = tree.and_then(|tree| tree.active_element());
        let is_hidden = focused.is_some_and(|element| element.get_client_rects().length() == 0);
        let part = root.query_selector(&format!("[data-key={}]", view.id())).ok().flatten();
        if let Some(part) = part.filter(|_| is_hidden) {
            crate::ui::focus(&part);
        }
    });
}
