//! What actions answer.

use super::Ec2Error;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// The answer of an action that tells only that it was done.
pub(super) fn done() -> Result<Value, Ec2Error> {
    Ok(json!({ "Return": true }))
}

/// The answer of an action that tells nothing.
pub(super) fn nothing() -> Result<Value, Ec2Error> {
    Ok(Value::Object(Map::new()))
}

/// One object under its name.
pub(super) fn named<T: Serialize>(name: &str, shape: &T) -> Result<Value, Ec2Error> {
    Ok(json!({ name: value(shape)? }))
}

/// An object as JSON.
pub(super) fn value<T: Serialize>(shape: &T) -> Result<Value, Ec2Error> {
    serde_json::to_value(shape).map_err(|error| Ec2Error::new("InternalError", error.to_string()))
}
