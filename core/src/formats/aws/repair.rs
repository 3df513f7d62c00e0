//! Saves what can be used of an element that cannot be read as a whole.
//!
//! INVARIANT: every field of the description's types may be left out. So an object with one field alone
//! can be read exactly when that field can, and trying the fields one by one finds the bad one.

use super::origin::pointer_part;
use serde_json::{Map, Value};

/// Something bad: where, counted from the element, what is wrong, and what was left out for it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bad {
    pub path: String,
    pub why: String,
    /// The smallest list element that holds it; empty where that is the element itself.
    pub left_out: String,
}

/// Tells whether a value can be read at its place, and if not, why.
type Try<'a> = &'a dyn Fn(&Value) -> Result<(), String>;

/// Takes the smallest list elements out of an element that keep it from being read. False where what is
/// bad lies in no list within it, so that nothing of it can be used.
pub(super) fn repair(element: &mut Value, try_value: Try<'_>, bad: &mut Vec<Bad>) -> bool {
    mend(element, try_value, "", "", bad)
}

fn mend(value: &mut Value, try_value: Try<'_>, path: &str, within: &str, bad: &mut Vec<Bad>) -> bool {
    let Err(why) = try_value(value) else {
        return true;
    };
    let found = bad.len();
    let parts = match value {
        Value::Object(fields) => mend_fields(fields, try_value, path, within, bad),
        Value::Array(elements) => mend_elements(elements, try_value, path, bad),
        _ => false,
    };
    if parts && try_value(value).is_ok() {
        return true;
    }
    if bad.len() == found {
        bad.push(Bad { path: path.to_owned(), why, left_out: within.to_owned() });
    }
    false
}

fn mend_fields(
    fields: &mut Map<String, Value>,
    try_value: Try<'_>,
    path: &str,
    within: &str,
    bad: &mut Vec<Bad>,
) -> bool {
    fields.iter_mut().all(|(name, field)| {
        let alone =
            |field: &Value| try_value(&Value::Object(Map::from_iter([(name.clone(), field.clone())])));
        mend(field, &alone, &format!("{path}/{}", pointer_part(name)), within, bad)
    })
}

fn mend_elements(elements: &mut Vec<Value>, try_value: Try<'_>, path: &str, bad: &mut Vec<Bad>) -> bool {
    if try_value(&Value::Array(Vec::new())).is_err() {
        return false;
    }
    let mut index = 0_usize;
    elements.retain_mut(|element| {
        let alone = |element: &Value| try_value(&Value::Array(vec![element.clone()]));
        let place = format!("{path}/{index}");
        index += 1;
        mend(element, &alone, &place, &place, bad)
    });
    true
}
