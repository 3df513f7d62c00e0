//! Values in and out.

use super::error::invalid;
use crate::wire::shape::{self, Shape, Tree};
use js_sys::JSON;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The text comes back as text: where a function throws whose result is an object, the glue has already made room
    /// for that object, which nobody gives back.
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = stringify)]
    fn stringified(value: &JsValue) -> Result<Option<String>, JsValue>;
}

/// The JSON text of an argument; none where there is no argument.
pub(super) fn text(value: &JsValue, what: &str) -> Result<Option<String>, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    let text = stringified(value).ok().flatten();
    text.map(Some).ok_or_else(|| invalid(format!("the {what} cannot be written as JSON")))
}

/// Reads an argument.
pub(super) fn read<T: Shape>(value: &JsValue, what: &str) -> Result<T, JsValue> {
    shape::read(tree(value, what)?)
        .map_err(|misread| invalid(format!("the {what} cannot be read: {}", misread.with_place())))
}

fn tree(value: &JsValue, what: &str) -> Result<Tree, JsValue> {
    let text = text(value, what)?.ok_or_else(|| invalid(format!("the {what} is missing")))?;
    serde_json::from_str(&text).map_err(|_| invalid(format!("the {what} cannot be written as JSON")))
}

/// Writes a result as a plain object.
pub(super) fn write(shape: &dyn Shape) -> Result<JsValue, JsValue> {
    shape.write().serialize(&Serializer::json_compatible()).map_err(|error| invalid(error.to_string()))
}

/// Writes what may be long: by way of text, which the engine takes apart faster than objects are made.
pub(super) fn write_long(shape: &dyn Shape) -> Result<JsValue, JsValue> {
    let text = serde_json::to_string(&shape.write()).map_err(|error| invalid(error.to_string()))?;
    JSON::parse(&text)
}
