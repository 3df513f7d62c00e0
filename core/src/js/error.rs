//! Errors as JavaScript sees them.

use crate::wire::Ec2Error;
use js_sys::{Error, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// An `Error` named `Ec2Error` with the code beside the message. Nothing has changed when it is thrown.
pub(super) fn thrown(error: &Ec2Error) -> JsValue {
    let object = Error::new(&error.message);
    object.set_name("Ec2Error");
    // Setting a property of an object just made cannot fail.
    let _ = Reflect::set(object.unchecked_ref(), &JsString::from("code"), &JsString::from(&*error.code));
    object.into()
}

/// The error for an argument that makes no sense.
pub(super) fn invalid(message: impl Into<String>) -> JsValue {
    thrown(&Ec2Error::new("InvalidParameterValue", message))
}
