//! The width that an element has, whatever changes it: the window, a panel beside it, a tab that shows it.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// Follows the inner width of an element in pixels; what it was before where the element is not shown.
#[hook]
pub fn use_width(node: &NodeRef) -> i32 {
    let width = use_state_eq(|| 800);
    use_effect_with(node.clone(), {
        let set = width.setter();
        move |node| {
            let node = node.clone();
            let element = node.cast::<Element>();
            let measured = Closure::<dyn Fn()>::new(move || {
                let now = node.cast::<Element>().map_or(0, |element| element.client_width());
                if now > 0 {
                    set.set(now);
                }
            });
            let observer = ResizeObserver::new(measured.as_ref().unchecked_ref()).ok();
            if let (Some(observer), Some(element)) = (&observer, &element) {
                // It tells the first width by itself.
                observer.observe(element);
            }
            move || {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                drop(measured);
            }
        }
    });
    *width
}
