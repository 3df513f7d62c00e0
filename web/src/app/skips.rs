//! Skip links: the first stops of the Tab key, seen while they have the focus, lead past the header and the lists.

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::state::store::{Act, Dispatch, View};

/// What they say, the tab of a narrow screen, and the part of the page.
const SKIPS: [(&str, View, &str); 3] = [
    ("Skip to rules", View::Rules, "rules"),
    ("Skip to test packet", View::Test, "packet"),
    ("Skip to verdict", View::Test, "verdict"),
];

/// The links. They are buttons: an address cannot name what stands in a shadow root.
pub fn skips(root: &Element, dispatch: &Dispatch) -> Html {
    let links = SKIPS.into_iter().map(|(label, view, part)| {
        let (root, dispatch) = (root.clone(), dispatch.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            dispatch.dispatch(Act::View(view));
            let root = root.clone();
            // Once the part is drawn.
            Timeout::new(0, move || show(&root, part)).forget();
        });
        html! { <button key={part} type="button" class="button skip" {onclick}>{ label }</button> }
    });
    html! { <div class="skips">{ for links }</div> }
}

fn show(root: &Element, part: &str) {
    let found = root.query_selector(&format!("section[part~={part}]")).ok().flatten();
    if let Some(section) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        // No stop of the Tab key, but a place for the focus.
        section.set_tab_index(-1);
        crate::ui::focus(&section);
    }
}
