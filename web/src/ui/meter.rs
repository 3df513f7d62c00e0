//! A thin bar that shows how much of a limit is used. The number beside it says the same.

use yew::prelude::*;

/// The bar; more than the whole fills it.
pub fn meter(used: u32, whole: u32) -> Html {
    // A share of 100, drawn as a width in the picture's own units: no style attribute is needed.
    let share = u64::from(used.min(whole)).saturating_mul(100).checked_div(u64::from(whole)).unwrap_or(0);
    let class = if used > whole { "over" } else { "rest" };
    html! {
        <svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="well" width="100" height="4" />
            <rect {class} width={share.to_string()} height="4" />
        </svg>
    }
}
