//! Loading a file that lies beside the page.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;

/// Loads the text at `url` and reports it, or what went wrong.
pub fn text(url: String, done: impl FnOnce(Result<String, String>) + 'static) {
    spawn_local(async move {
        done(fetch(&url).await.map_err(|error| match error.dyn_into::<js_sys::Error>() {
            Ok(error) => String::from(error.message()),
            Err(other) => other.as_string().unwrap_or_else(|| "no reason is known".to_owned()),
        }));
    });
}

async fn fetch(url: &str) -> Result<String, JsValue> {
    let answer = JsFuture::from(gloo::utils::window().fetch_with_str(url)).await?.dyn_into::<Response>()?;
    if !answer.ok() {
        return Err(JsValue::from_str(&format!("HTTP {}", answer.status())));
    }
    let text = JsFuture::from(answer.text()?).await?;
    Ok(text.as_string().unwrap_or_default())
}
