//! Why a tree does not fit a shape.

use std::fmt::{Display, Formatter};

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    why: Why,
    /// From the innermost place outwards.
    place: Vec<Part>,
}

/// One step from a whole to its part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A field of an object.
    Name(String),
    /// An element of a list.
    Index(usize),
}

impl Part {
    /// As a part of a JSON pointer.
    pub fn escaped(&self) -> String {
        match self {
            Part::Name(name) => name.replace('~', "~0").replace('/', "~1"),
            Part::Index(index) => index.to_string(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Why {
    Kind { found: String, expected: &'static str },
    Missing(&'static str),
    Twice(&'static str),
    Unknown(String),
    Value(String),
}

impl Misread {
    /// Something of another kind: `a list where a number is expected`.
    pub fn kind(found: String, expected: &'static str) -> Misread {
        Misread::from(Why::Kind { found, expected })
    }

    /// A field that must be there and is not.
    pub fn missing(name: &'static str) -> Misread {
        Misread::from(Why::Missing(name))
    }

    /// A field that stands there twice.
    pub fn twice(name: &'static str) -> Misread {
        Misread::from(Why::Twice(name))
    }

    /// A field that is not known.
    pub fn unknown(name: String) -> Misread {
        Misread::from(Why::Unknown(name))
    }

    /// The right kind, but no value that makes sense; in words.
    pub fn value(why: String) -> Misread {
        Misread::from(Why::Value(why))
    }

    /// The same, seen from the whole that it is a part of.
    #[must_use]
    pub fn within(mut self, part: Part) -> Misread {
        self.place.push(part);
        self
    }

    /// The way to what is wrong, from the whole inwards.
    pub fn place(&self) -> impl DoubleEndedIterator<Item = &Part> {
        self.place.iter().rev()
    }

    /// The same as a JSON pointer.
    pub fn pointer(&self) -> String {
        self.place().map(|part| format!("/{}", part.escaped())).collect()
    }

    /// What is wrong, behind the names that lead there.
    pub fn with_place(&self) -> String {
        match self.pointer().trim_start_matches('/') {
            "" => self.to_string(),
            place => format!("`{}`: {self}", place.replace('/', ".")),
        }
    }

    /// The field that is missing.
    pub fn missing_field(&self) -> Option<&'static str> {
        match self.why {
            Why::Missing(name) => Some(name),
            _ => None,
        }
    }

    /// The field that is not known.
    pub fn unknown_field(&self) -> Option<&str> {
        match &self.why {
            Why::Unknown(name) => Some(name),
            _ => None,
        }
    }
}

impl From<Why> for Misread {
    fn from(why: Why) -> Misread {
        Misread { why, place: Vec::new() }
    }
}

impl Display for Misread {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        match &self.why {
            Why::Kind { found, expected } => write!(formatter, "{found} where {expected} is expected"),
            Why::Missing(name) => write!(formatter, "missing field `{name}`"),
            Why::Twice(name) => write!(formatter, "duplicate field `{name}`"),
            Why::Unknown(name) => write!(formatter, "unknown field `{name}`"),
            Why::Value(why) => formatter.write_str(why),
        }
    }
}

impl std::error::Error for Misread {}
