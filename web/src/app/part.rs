//! On a narrow screen, what is chosen in one part is shown in another: the focus goes along.

use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};
use yew::prelude::*;

use crate::state::store::View;

/// Gives the focus to the part that is shown now, where what had it is no longer seen. To be used where the parts are
/// drawn, since those around them are drawn before.
#[hook]
pub fn use_part_focus(column: &NodeRef, view: View) {
    use_effect_with((column.clone(), view), |(column, view)| {
        let tree =
            column.cast::<Element>().and_then(|column| column.get_root_node().dyn_into::<ShadowRoot>().ok());
        let Some(tree) = tree else { return };
        let is_hidden = tree.active_element().is_some_and(|element| element.get_client_rects().length() == 0);
        let part = tree.query_selector(&format!("[data-key={}]", view.id())).ok().flatten();
        if let Some(part) = part.filter(|_| is_hidden) {
            crate::ui::focus(&part);
        }
    });
}
