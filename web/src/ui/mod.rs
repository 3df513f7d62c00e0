//! Controls and small pictures that know nothing of networks.

pub mod button;
pub mod check;
pub mod combobox;
pub mod command;
pub mod context_menu;
pub mod copied;
pub mod dialog;
pub mod drag;
pub mod field;
pub mod file;
pub mod gate;
pub mod icon;
pub mod info;
pub mod kept_focus;
pub mod marks;
pub mod menu;
pub mod meter;
pub mod press;
pub mod region;
pub mod search;
pub mod select;
pub mod several;
pub mod sort;
pub mod tabs;
pub mod time_left;
pub mod width;
pub mod window;

use wasm_bindgen::JsCast;

/// Whether the reader asked that nothing moves.
#[must_use]
pub fn keeps_still() -> bool {
    let asked = gloo::utils::window().match_media("(prefers-reduced-motion: reduce)");
    asked.ok().flatten().is_some_and(|asked| asked.matches())
}

/// How far from the edge something stands that was scrolled into view.
const MARGIN: f64 = 24.0;

/// A press that turns a switch around from where it is by then: two presses can come before the first is drawn.
pub fn toggle(switch: &yew::UseStateHandle<bool>) -> yew::Callback<web_sys::MouseEvent> {
    let switch = switch.clone();
    yew::Callback::from(move |_| switch.set(!*switch))
}

/// Moves the focus to an element, if it can take it.
pub fn focus(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        // An element that has just been removed refuses the focus; there is nothing to do about it.
        let _ = element.focus();
    }
}

/// Moves the focus to the first field in here that is refused, if there is one.
pub fn focus_refused(within: &yew::NodeRef) {
    let within = within.cast::<web_sys::Element>();
    if let Some(field) = within.and_then(|within| within.query_selector("[aria-invalid]").ok().flatten()) {
        focus(&field);
    }
}

/// Scrolls a box, and nothing around it, so far that the first of these elements is in view; not at all where one of
/// them is.
pub fn into_view_of(within: &web_sys::Element, elements: &[web_sys::Element]) {
    let frame = within.get_bounding_client_rect();
    let fits = |element: &web_sys::Element| {
        let area = element.get_bounding_client_rect();
        area.top() >= frame.top()
            && area.bottom() <= frame.bottom()
            && area.left() >= frame.left()
            && area.right() <= frame.right()
    };
    let Some(first) = elements.first().filter(|_| frame.height() > 0.0 && !elements.iter().any(fits)) else {
        return;
    };
    let area = first.get_bounding_client_rect();
    // As far as the nearer edge, and a little further so that what it belongs to is seen as well.
    let by = |low: f64, high: f64, from: f64, to: f64| match (low < from, high > to) {
        (true, _) => low - from - MARGIN,
        (_, true) => (high - to + MARGIN).min(low - from),
        _ => 0.0,
    };
    let down = by(area.top(), area.bottom(), frame.top(), frame.bottom());
    let right = by(area.left(), area.right(), frame.left(), frame.right());
    // Both at once: where a box scrolls smoothly, a second call would stop what the first began.
    within.scroll_by_with_x_and_y(right, down);
}

/// Scrolls an element into view, no further than needed; not at all where it is in view.
pub fn into_view(element: &web_sys::Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
