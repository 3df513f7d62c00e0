//! Reading an action's parameters.

use super::Ec2Error;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Reads the parameters of an action. Each action has a struct for them with `deny_unknown_fields`.
pub(super) fn read<P: DeserializeOwned>(parameters: Map<String, Value>) -> Result<P, Ec2Error> {
    serde_json::from_value(Value::Object(parameters)).map_err(|error| explain(&error.to_string()))
}

/// A parameter that must be there.
pub(super) fn required<T>(value: Option<T>, name: &str) -> Result<T, Ec2Error> {
    value.ok_or_else(|| missing(name))
}

/// The error for a parameter that is not there.
pub(super) fn missing(name: &str) -> Ec2Error {
    Ec2Error::new("MissingParameter", format!("The request must contain the parameter {name}"))
}

/// Declares the parameters of actions: each may be left out, and none but these is taken.
macro_rules! parameters {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Default, serde::Deserialize)]
        #[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
        struct $name { $($(#[$field_meta])* $field: $type,)* }
    )*};
}

pub(super) use parameters;

fn explain(error: &str) -> Ec2Error {
    let quoted = error.split('`').nth(1).unwrap_or_default();
    if error.starts_with("unknown field") {
        Ec2Error::new("UnknownParameter", format!("The parameter {quoted} is not recognized"))
    } else if error.starts_with("missing field") {
        missing(quoted)
    } else {
        Ec2Error::new("InvalidParameterValue", format!("Invalid parameter value: {error}"))
    }
}
