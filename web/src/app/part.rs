//! On a narrow screen, what is chosen in one part is shown in another: the focus goes along.

use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};
use yew::prelude::*;

use crate::state::store::View;

/// Gives the focus to the part that is shown now, where what had it is no longer seen. To be used where the parts are
/// drawn, since those around them are drawn before.
#[hook]
pub fn use_part_focus(column: &NodeRef, view: View) {
    let begun = use_mut_ref(|| false);
    use_effect_with((column.clone(), view), move |(column, view)| {
        let is_first = !begun.replace(true);
        let tree =
            column.cast::<Element>().and_then(|column| column.get_root_node().dyn_into::<ShadowRoot>().ok());
        let Some(tree) = tree else { return };
        // A browser takes the focus from what it no longer draws, sooner or later.
        let is_lost = match (tree.active_element(), gloo::utils::document().active_element()) {
            (Some(element), _) => element.get_client_rects().length() == 0,
            (None, elsewhere) => !is_first && elsewhere.is_none_or(|element| element.tag_name() == "BODY"),
        };
        let part = tree.query_selector(&format!("[data-key={}]", view.id())).ok().flatten();
        if let Some(part) = part.filter(|_| is_lost) {
            crate::ui::focus(&part);
        }
    });
}
