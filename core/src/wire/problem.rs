//! What an import could not use.

use super::shape::Shape;

/// One thing that an import could not use, or that a reader should know.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// Where: a JSON pointer, or `file:line`.
    pub path: String,
    /// The resource it is about.
    pub resource: Option<String>,
    /// What is wrong, and what came of it.
    pub message: String,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Shape)]
#[shape(names = "lowercase")]
pub enum Severity {
    /// Something was left out.
    Error,
    /// Something was taken that AWS would not take today.
    Warning,
    /// Something was supplied or assumed.
    Info,
}
