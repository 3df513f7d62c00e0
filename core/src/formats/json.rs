//! JSON as it stands in the text, taken apart before any of it is read.

use serde::Deserializer;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt::Formatter;

/// An object's fields in their order, a repeated name included.
pub(in crate::formats) type FieldsOf<'t> = Vec<(String, &'t RawValue)>;

/// Splits an object into its fields.
pub(in crate::formats) fn fields(text: &str) -> Result<FieldsOf<'_>, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let fields = deserializer.deserialize_map(Fields)?;
    deserializer.end()?;
    Ok(fields)
}

/// The same for one object or several in a row, as the outputs of several commands are: the errors' lines count from the
/// first on.
pub(in crate::formats) fn objects(text: &str) -> Result<Vec<FieldsOf<'_>>, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut all = Vec::new();
    loop {
        all.push(deserializer.deserialize_map(Fields)?);
        if deserializer.end().is_ok() {
            return Ok(all);
        }
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = FieldsOf<'de>;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(fields)
    }
}

/// Splits a list into its elements.
pub(in crate::formats) fn elements(text: &str) -> Result<Vec<&RawValue>, serde_json::Error> {
    serde_json::from_str(text)
}

/// What an object is called.
pub(in crate::formats) const OBJECT: &str = "an object";

/// What a JSON text is, in a word for people.
pub(in crate::formats) fn kind_of(text: &str) -> &'static str {
    match text.trim_start().bytes().next() {
        Some(b'{') => OBJECT,
        Some(b'[') => "a list",
        Some(b'"') => "a string",
        Some(b'n') => "null",
        Some(b't' | b'f') => "true or false",
        _ => "a number",
    }
}

/// A reader's message in plain words, without line and column, which count within the element only.
pub(in crate::formats) fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    let Some((found, expected)) =
        text.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    else {
        return text.to_owned();
    };
    let expected = match expected.split([' ', '<']).next() {
        Some("struct") => "an object",
        Some("i64" | "u8" | "u16" | "u32" | "u64") => "a number",
        _ => match expected {
            "a sequence" => "a list",
            "a map" => "an object",
            other => other,
        },
    };
    let found = match found {
        "map" => "an object",
        "sequence" => "a list",
        other => other,
    };
    format!("{found} where {expected} is expected")
}
