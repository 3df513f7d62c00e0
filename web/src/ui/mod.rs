//! Controls and small pictures that know nothing of networks.

pub mod button;
pub mod check;
pub mod combobox;
pub mod dialog;
pub mod field;
pub mod file;
pub mod gate;
pub mod icon;
pub mod info;
pub mod marks;
pub mod menu;
pub mod meter;
pub mod region;
pub mod select;
pub mod several;
pub mod sort;
pub mod tabs;
pub mod time_left;
pub mod width;
pub mod window;

use wasm_bindgen::JsCast;

/// Moves the focus to an element, if it can take it.
pub fn focus(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        // An element that has just been removed refuses the focus; there is nothing to do about it.
        let _ = element.focus();
    }
}

/// Scrolls an element into view, no further than needed; not at all where it is in view.
pub fn into_view(element: &web_sys::Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
