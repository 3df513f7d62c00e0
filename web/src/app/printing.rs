//! Whether the browser prints: the page then draws its report, which nobody sees before.

use gloo::events::EventListener;
use yew::prelude::*;

/// True from the moment at which the browser begins to print until it is done. Only the page prints a report; what is
/// in the page of someone else is printed as it stands there.
#[hook]
pub fn use_printing(page: bool) -> bool {
    let printing = use_state_eq(|| false);
    use_effect_with(page, {
        let set = printing.setter();
        move |page| {
            let on = |name: &'static str, printing: bool| {
                let set = set.clone();
                EventListener::new(&gloo::utils::window(), name, move |_| set.set(printing))
            };
            let listeners = page.then(|| [on("beforeprint", true), on("afterprint", false)]);
            move || drop(listeners)
        }
    });
    *printing
}
