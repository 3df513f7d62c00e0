//! Reading an action's parameters.

use super::Ec2Error;
use crate::wire::shape::{self, Misread, Shape, Tree};
use serde_json::{Map, Value};

/// Reads the parameters of an action. Each action has a closed shape for them.
pub(super) fn read<P: Shape>(parameters: Map<String, Value>) -> Result<P, Ec2Error> {
    shape::read(Tree::from(parameters)).map_err(|misread| explain(&misread))
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
        #[derive(Default, $crate::wire::shape::Shape)]
        #[shape(names = "PascalCase", closed, optional)]
        struct $name { $($(#[$field_meta])* $field: $type,)* }
    )*};
}

pub(super) use parameters;

fn explain(misread: &Misread) -> Ec2Error {
    if let Some(name) = misread.unknown_field() {
        Ec2Error::new("UnknownParameter", format!("The parameter {name} is not recognized"))
    } else if let Some(name) = misread.missing_field() {
        missing(name)
    } else {
        let why = misread.with_place();
        Ec2Error::new("InvalidParameterValue", format!("Invalid parameter value: {why}"))
    }
}
