//! A box to check, with its label.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What a box to check is made of.
#[derive(Properties, PartialEq)]
pub struct CheckProps {
    /// What stands beside it.
    pub label: AttrValue,
    /// Whether it is checked.
    pub checked: bool,
    /// Called with whether it is checked now.
    pub onchange: Callback<bool>,
}

/// A box to check.
#[component]
pub fn Check(props: &CheckProps) -> Html {
    let changed = props.onchange.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            changed.emit(input.checked());
        }
    });
    html! {
        <label class="check">
            <input type="checkbox" checked={props.checked} {onchange} />
            { &props.label }
        </label>
    }
}
