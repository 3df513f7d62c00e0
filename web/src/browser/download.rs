//! Handing a person a file.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// A link to `text` as a file called `name`; the browser holds the text until the page is left.
pub fn link(text: &str, name: &str) -> Result<HtmlAnchorElement, JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(if name.ends_with(".json") { "application/json" } else { "text/plain" });
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &kind)?;
    let anchor = gloo::utils::document().create_element("a")?.dyn_into::<HtmlAnchorElement>()?;
    anchor.set_href(&Url::create_object_url_with_blob(&blob)?);
    anchor.set_download(name);
    Ok(anchor)
}

/// Offers `text` as a file called `name`. False: the browser refused.
pub fn save(text: &str, name: &str) -> bool {
    let Ok(anchor) = link(text, name) else { return false };
    anchor.click();
    // The browser has taken the address by now; without this the text would stay in memory.
    Url::revoke_object_url(&anchor.href()).is_ok()
}
