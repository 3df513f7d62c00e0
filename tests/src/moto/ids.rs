//! Which id of the evaluator's stands for which of moto's.

use serde_json::Value;
use std::collections::BTreeMap;

/// Pairs of ids, ours and moto's.
#[derive(Debug, Default)]
pub struct Ids {
    theirs: BTreeMap<String, String>,
    ours: BTreeMap<String, String>,
}

impl Ids {
    /// Notes that two ids mean the same. Panics where either already means something else.
    pub fn pair(&mut self, ours: &str, theirs: &str) {
        let before = self.theirs.insert(ours.to_owned(), theirs.to_owned());
        assert!(before.is_none_or(|before| before == theirs), "{ours} means two things there");
        let before = self.ours.insert(theirs.to_owned(), ours.to_owned());
        assert!(before.is_none_or(|before| before == ours), "{theirs} means two things here");
    }

    /// The value with moto's ids in place of ours, wherever they stand in a text.
    pub fn to_theirs(&self, value: &Value) -> Value {
        map_texts(value, &|text| self.replace(text, &self.theirs))
    }

    /// The value with our ids in place of moto's.
    pub fn to_ours(&self, value: &Value) -> Value {
        map_texts(value, &|text| self.replace(text, &self.ours))
    }

    fn replace(&self, text: &str, by: &BTreeMap<String, String>) -> String {
        if let Some(whole) = by.get(text) {
            return whole.clone();
        }
        match text.rsplit_once('/') {
            Some((before, id)) if text.starts_with("arn:") => {
                by.get(id).map_or_else(|| text.to_owned(), |id| format!("{before}/{id}"))
            }
            _ => text.to_owned(),
        }
    }
}

fn map_texts(value: &Value, map: &impl Fn(&str) -> String) -> Value {
    match value {
        Value::String(text) => Value::String(map(text)),
        Value::Array(list) => list.iter().map(|item| map_texts(item, map)).collect(),
        Value::Object(object) => {
            object.iter().map(|(key, item)| (key.clone(), map_texts(item, map))).collect()
        }
        other => other.clone(),
    }
}
