//! The playground's own document: a base, the steps since, what is expected.
//!
//! Reading is tolerant like every import: a step or an expectation that makes no sense is left out and
//! named. What a newer version wrote beside is kept. Writing gives the same bytes for the same document.

use super::aws::{self, MAX_BYTES};
use super::json::{elements, fields, kind_of, plain};
use crate::wire::shape::{self, Shape, Tree};
use crate::wire::{Document, Problem, Severity};
use serde_json::Value;
use serde_json::value::RawValue;

/// Why a text is no document at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// Longer than [`MAX_BYTES`].
    #[error("the document has {bytes} bytes and the limit is {MAX_BYTES}")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// It ends in the middle.
    #[error("the document ends in the middle, at line {line}, column {column}: open the whole file")]
    CutShort {
        /// The last line.
        line: usize,
        /// The last column.
        column: usize,
    },
    /// No JSON.
    #[error("line {line}, column {column} is not JSON: {why}")]
    NotJson {
        /// Where it stops being JSON.
        line: usize,
        /// The column there.
        column: usize,
        /// What is wrong.
        why: String,
    },
    /// JSON, but no object.
    #[error("the text is {found}, not a playground document, which is an object")]
    NotAnObject {
        /// What it is.
        found: &'static str,
    },
    /// An object, but no document.
    #[error("`version` is {found}, not a number from 1: this is no playground document")]
    NoVersion {
        /// What stands there.
        found: String,
    },
}

/// Whether a text looks like a document: an object with a `version`. Descriptions have none.
pub fn is_document(text: &str) -> bool {
    fields(text).is_ok_and(|fields| fields.iter().any(|(name, _)| name == "version"))
}

/// Reads a document, and names what could not be used.
///
/// ```
/// use sg_core::formats::document;
/// let (document, problems) = document::read(r#"{"version": 1, "name": "empty"}"#).unwrap();
/// assert!(problems.is_empty());
/// assert_eq!(document::read(&document::write(&document)).unwrap().0, document);
/// ```
pub fn read(text: &str) -> Result<(Document, Vec<Problem>), DocumentError> {
    if text.len() > MAX_BYTES {
        return Err(DocumentError::TooLong { bytes: text.len() });
    }
    let whole: &RawValue = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        if error.is_eof() {
            DocumentError::CutShort { line, column }
        } else {
            DocumentError::NotJson { line, column, why: plain(&error) }
        }
    })?;
    let fields =
        fields(whole.get()).map_err(|_| DocumentError::NotAnObject { found: kind_of(whole.get()) })?;
    let mut document = Document { version: 0, ..Document::empty() };
    let mut problems = Vec::new();
    let mut version = "missing";
    for (name, value) in &fields {
        let value = value.get();
        match name.as_str() {
            "version" => {
                version = value;
                document.version = serde_json::from_str(value).unwrap_or_default();
            }
            "name" => document.name = one(name, value, &mut problems),
            "base" => document.base = aws::read_base(value, &mut problems),
            "steps" => document.steps = list(name, value, &mut problems),
            "expectations" => document.expectations = list(name, value, &mut problems),
            "lesson" => document.lesson = one(name, value, &mut problems),
            _ => {
                document.unknown.insert(name.clone(), one(name, value, &mut problems));
            }
        }
    }
    match document.version {
        0 => return Err(DocumentError::NoVersion { found: version.to_owned() }),
        Document::VERSION => {}
        newer => problems.push(Problem {
            severity: Severity::Warning,
            path: "/version".to_owned(),
            resource: None,
            message: format!(
                "version {newer} is newer than {}: what is not known is kept",
                Document::VERSION
            ),
        }),
    }
    Ok((document, problems))
}

/// Writes a document: keys in order, two spaces of indentation, a line break at the end.
pub fn write(document: &Document) -> String {
    // A document holds nothing that JSON cannot: its keys are text and its numbers are whole.
    format!("{:#}\n", Value::from(document.write()))
}

/// Reads a value; its default where that cannot be done.
fn one<T: Shape>(name: &str, text: &str, problems: &mut Vec<Problem>) -> T {
    shape_of(text).unwrap_or_else(|why| {
        problems.push(left_out(format!("/{name}"), &why));
        T::blank()
    })
}

/// Reads a list element by element.
fn list<T: Shape>(name: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<T> {
    let Ok(elements) = elements(text) else {
        problems.push(left_out(format!("/{name}"), &format!("{} where a list is expected", kind_of(text))));
        return Vec::new();
    };
    let mut list = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        match shape_of(element.get()) {
            Ok(element) => list.push(element),
            Err(why) => problems.push(left_out(format!("/{name}/{index}"), &why)),
        }
    }
    list
}

fn shape_of<T: Shape>(text: &str) -> Result<T, String> {
    let tree: Tree = serde_json::from_str(text).map_err(|error| plain(&error))?;
    shape::read(tree).map_err(|misread| misread.to_string())
}

fn left_out(path: String, why: &str) -> Problem {
    Problem { severity: Severity::Error, path, resource: None, message: format!("{why}: left out") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn problems(text: &str) -> Vec<(String, String)> {
        read(text).unwrap().1.into_iter().map(|problem| (problem.path, problem.message)).collect()
    }

    #[test]
    fn what_a_newer_version_wrote_is_kept() {
        let text = r#"{"version": 2, "name": "n", "colours": {"web": "red"}, "base": {"Vpcs": []}}"#;
        let (document, problems) = read(text).unwrap();
        assert_eq!(problems[0].path, "/version");
        let again: Value = serde_json::from_str(&write(&document)).unwrap();
        assert_eq!((&again["version"], &again["colours"]), (&json!(2), &json!({"web": "red"})));
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        let one =
            r#"{"version": 1, "steps": [{"advance": 1000}, {"apply": [{"B": 1, "Action": "X", "A": [2]}]}]}"#;
        let two =
            r#"{"steps": [{"advance": 1000}, {"apply": [{"A": [2], "Action": "X", "B": 1}]}], "version": 1}"#;
        let write_of = |text| write(&read(text).unwrap().0);
        assert_eq!(write_of(one), write_of(two));
        assert_eq!(write_of(&write_of(one)), write_of(one));
    }

    #[test]
    fn what_makes_no_sense_is_left_out_and_named() {
        let text = r#"{"version": 1, "steps": [{"fly": 1}, {"advance": -1}, {"advance": 5}], "expectations": {},
            "base": {"SecurityGroups": [{"GroupId": 5}], "Unheard": 1}}"#;
        let places: Vec<String> = problems(text).into_iter().map(|(path, _)| path).collect();
        assert_eq!(places, ["/steps/0", "/steps/1", "/expectations", "/base/SecurityGroups/0/GroupId"]);
        assert_eq!(read(text).unwrap().0.steps.len(), 1);
    }

    #[test]
    fn what_is_no_document_is_said() {
        let check = |text: &str, expected: &str| {
            assert_eq!(read(text).unwrap_err().to_string(), expected, "{text}");
        };
        check(
            "{\"version\": 1,\n \"na",
            "the document ends in the middle, at line 2, column 4: open the whole file",
        );
        check("{\"version\": 1 2}", "line 1, column 15 is not JSON: expected `,` or `}`");
        check("[]", "the text is a list, not a playground document, which is an object");
        check("{\"Vpcs\": []}", "`version` is missing, not a number from 1: this is no playground document");
        check(
            "{\"version\": \"1\"}",
            "`version` is \"1\", not a number from 1: this is no playground document",
        );
        assert!(is_document("{\"version\": 1}") && !is_document("{\"Vpcs\": []}") && !is_document("["));
    }
}
