//! Light, dark, or as the reader's system has it.

use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};
use yew::prelude::*;

use crate::browser::storage;

/// The theme as its name, and the way to the next one. Only the page has a switch and keeps it for the next visit;
/// elsewhere the attribute is the author's alone.
#[hook]
pub fn use_theme(root: &Element, page: bool) -> (AttrValue, Callback<()>) {
    const THEMES: [&str; 3] = ["auto", "light", "dark"];
    let theme = {
        use_state_eq(move || {
            let kept = page.then(|| storage::get("theme")).flatten().unwrap_or_default();
            THEMES.into_iter().position(|theme| theme == kept).unwrap_or(0)
        })
    };
    let name = THEMES.get(*theme).copied().unwrap_or("auto");
    use_effect_with((root.clone(), *theme), move |(root, theme)| {
        // Auto leaves the attribute as the page wrote it.
        let host = root.get_root_node().dyn_into::<ShadowRoot>().ok().map(|root| root.host());
        if let (Some(host), Some(name)) = (host, THEMES.get(*theme))
            && page
            && (*theme > 0 || host.has_attribute("theme"))
        {
            // Fails only for a name that is no attribute's.
            let _ = host.set_attribute("theme", name);
        }
    });
    let next = Callback::from(move |()| {
        // The first press turns the page around, whichever way the system has it.
        let asked = gloo::utils::window().match_media("(prefers-color-scheme: dark)");
        let dark = asked.ok().flatten().is_some_and(|asked| asked.matches());
        let next = (*theme + if dark { 1 } else { THEMES.len() - 1 }) % THEMES.len();
        theme.set(next);
        if let Some(name) = THEMES.get(next).filter(|_| page) {
            storage::set("theme", name);
        }
    });
    (AttrValue::Static(name), next)
}
