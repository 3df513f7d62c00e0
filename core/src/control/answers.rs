//! What actions answer.

use super::Ec2Error;
use crate::wire::shape::Shape;
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
pub(super) fn named(name: &str, shape: &dyn Shape) -> Result<Value, Ec2Error> {
    Ok(json!({ name: value(shape) }))
}

/// An object as JSON.
pub(super) fn value(shape: &dyn Shape) -> Value {
    Value::from(shape.write())
}
