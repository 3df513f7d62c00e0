//! The page's address.

use wasm_bindgen::JsValue;

/// Takes the fragment, which held a link, out of the address, and leaves no step in the browser's history. A reload then
/// shows what is kept.
pub fn drop_link() {
    let window = gloo::utils::window();
    let place = window.location();
    let (Ok(path), Ok(query), Ok(history)) = (place.pathname(), place.search(), window.history()) else {
        return;
    };
    // A page of a file has an address of no origin, and stays as it is.
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}{query}")));
}
