//! Copying text.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

/// Copies `text` and reports whether the browser let it happen.
pub fn copy(text: &str, done: Callback<bool>) {
    let Some(window) = web_sys::window() else { return done.emit(false) };
    // On a page without a secure origin the browser has no clipboard at all.
    if !window.is_secure_context() {
        return done.emit(false);
    }
    let copied = window.navigator().clipboard().write_text(text);
    spawn_local(async move { done.emit(JsFuture::from(copied).await.is_ok()) });
}
