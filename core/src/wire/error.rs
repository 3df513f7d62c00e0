//! EC2's errors.

use super::shape::Shape;
use std::borrow::Cow;

/// An error as EC2 answers it: a stable code and a text for people. All are HTTP 400 at AWS.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Shape)]
#[error("{code}: {message}")]
pub struct Ec2Error {
    /// AWS's code, for instance `InvalidPermission.Duplicate`.
    pub code: Cow<'static, str>,
    /// AWS's text with the caller's values.
    pub message: String,
}

impl Ec2Error {
    /// An error of this code and text.
    pub fn new(code: &'static str, message: impl Into<String>) -> Ec2Error {
        Ec2Error { code: Cow::Borrowed(code), message: message.into() }
    }
}
