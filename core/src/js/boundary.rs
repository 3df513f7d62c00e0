//! Values in and out.

use super::error::invalid;
use js_sys::JSON;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

/// The JSON text of an argument; none where there is no argument.
pub(super) fn text(value: &JsValue, what: &str) -> Result<Option<String>, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    let text = JSON::stringify(value).ok().and_then(|text| JsValue::from(text).as_string());
    text.map(Some).ok_or_else(|| invalid(format!("the {what} cannot be written as JSON")))
}

/// Reads an argument.
pub(super) fn read<T: DeserializeOwned>(value: &JsValue, what: &str) -> Result<T, JsValue> {
    let text = text(value, what)?.ok_or_else(|| invalid(format!("the {what} is missing")))?;
    serde_json::from_str(&text).map_err(|error| {
        let error = error.to_string();
        let why = error.split(" at line ").next().unwrap_or_default();
        invalid(format!("the {what} cannot be read: {why}"))
    })
}

/// Writes a result.
pub(super) fn write<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsValue> {
    let text = serde_json::to_string(value).map_err(|error| invalid(error.to_string()))?;
    JSON::parse(&text)
}
