//! Skip links: the first stops of the Tab key, seen while they have the focus, lead past the header and the lists.

use yew::prelude::*;

use crate::state::store::{Act, Dispatch, View};

/// What they say, the tab of a narrow screen, and the part of the page.
const SKIPS: [(&str, View, &str); 3] = [
    ("Skip to rules", View::Rules, "section[part~=rules]"),
    ("Skip to test packet", View::Test, "section[part~=packet]"),
    ("Skip to verdict", View::Test, "section[part~=verdict]"),
];

/// The links. They are buttons: an address cannot name what stands in a shadow root.
pub fn skips(going: &Callback<AttrValue>, dispatch: &Dispatch) -> Html {
    let links = SKIPS.into_iter().map(|(label, view, part)| {
        let (going, dispatch) = (going.clone(), dispatch.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            dispatch.dispatch(Act::View(view));
            going.emit(AttrValue::Static(part));
        });
        html! { <button key={part} type="button" class="button skip" {onclick}>{ label }</button> }
    });
    html! { <div class="skips">{ for links }</div> }
}
