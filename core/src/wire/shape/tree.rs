//! JSON taken apart, with the order of its fields kept.

use super::Misread;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Number, Value};
use std::borrow::Cow;
use std::fmt::Formatter;

/// One value of JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Text(Cow<'static, str>),
    /// A list.
    List(Vec<Tree>),
    /// An object.
    Object(Vec<(Cow<'static, str>, Tree)>),
    /// Where an element of a list was taken out: lists pass over it, so that the others keep their places.
    Gone,
}

impl Tree {
    /// One of a list of words.
    pub fn word(words: &[&'static str], index: usize) -> Tree {
        Tree::Text(Cow::Borrowed(words.get(index).copied().unwrap_or_default()))
    }

    /// A field of an object.
    pub fn field(&self, name: &str) -> Option<&Tree> {
        match self {
            Tree::Object(fields) => fields.iter().find(|(own, _)| own == name).map(|(_, tree)| tree),
            _ => None,
        }
    }

    /// The string it is.
    pub fn text(&self) -> Option<&str> {
        match self {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What it is, for people.
    pub fn described(&self) -> String {
        match self {
            Tree::Null | Tree::Gone => "null".to_owned(),
            Tree::Bool(value) => value.to_string(),
            Tree::Number(number) => format!("the number {number}"),
            Tree::Text(text) => format!("the text {text:?}"),
            Tree::List(_) => "a list".to_owned(),
            Tree::Object(_) => "an object".to_owned(),
        }
    }
}

impl From<Value> for Tree {
    fn from(value: Value) -> Tree {
        match value {
            Value::Null => Tree::Null,
            Value::Bool(value) => Tree::Bool(value),
            Value::Number(number) => Tree::Number(number),
            Value::String(text) => Tree::Text(Cow::Owned(text)),
            Value::Array(values) => Tree::List(values.into_iter().map(Tree::from).collect()),
            Value::Object(fields) => Tree::from(fields),
        }
    }
}

impl From<Map<String, Value>> for Tree {
    fn from(fields: Map<String, Value>) -> Tree {
        Tree::Object(fields.into_iter().map(|(name, value)| (Cow::Owned(name), Tree::from(value))).collect())
    }
}

impl From<Tree> for Value {
    fn from(tree: Tree) -> Value {
        match tree {
            Tree::Null | Tree::Gone => Value::Null,
            Tree::Bool(value) => Value::Bool(value),
            Tree::Number(number) => Value::Number(number),
            Tree::Text(text) => Value::String(text.into_owned()),
            Tree::List(trees) => Value::Array(trees.into_iter().map(Value::from).collect()),
            Tree::Object(fields) => {
                let fields = fields.into_iter().map(|(name, tree)| (name.into_owned(), Value::from(tree)));
                Value::Object(fields.collect())
            }
        }
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Tree::Null | Tree::Gone => serializer.serialize_unit(),
            Tree::Bool(value) => serializer.serialize_bool(*value),
            Tree::Number(number) => number.serialize(serializer),
            Tree::Text(text) => serializer.serialize_str(text),
            Tree::List(trees) => {
                let mut list = serializer.serialize_seq(Some(trees.len()))?;
                for tree in trees {
                    list.serialize_element(tree)?;
                }
                list.end()
            }
            Tree::Object(fields) => {
                let mut object = serializer.serialize_map(Some(fields.len()))?;
                for (name, tree) in fields {
                    object.serialize_entry(name, tree)?;
                }
                object.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(Planter)
    }
}

struct Planter;

impl<'de> Visitor<'de> for Planter {
    type Value = Tree;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a value of JSON")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Number::from_f64(value).map_or(Tree::Null, Tree::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Tree, E> {
        Ok(Tree::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree, A::Error> {
        let mut trees = Vec::new();
        while let Some(tree) = list.next_element()? {
            trees.push(tree);
        }
        Ok(Tree::List(trees))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Tree, A::Error> {
        let mut fields = Vec::new();
        while let Some(name) = object.next_key::<String>()? {
            fields.push((Cow::Owned(name), object.next_value()?));
        }
        Ok(Tree::Object(fields))
    }
}

impl super::Shape for Value {
    fn blank() -> Value {
        Value::Null
    }

    fn read(&mut self, tree: Tree) -> Result<(), Misread> {
        *self = Value::from(tree);
        Ok(())
    }

    fn write(&self) -> Tree {
        Tree::from(self.clone())
    }

    fn is_blank(&self) -> bool {
        self.is_null()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_fields_is_kept() {
        let text = r#"{"b":[1,-2,2.5,true,null],"a":{"z":"1","y":"\u00e9"}}"#;
        let tree: Tree = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&tree).unwrap(), text.replace("\\u00e9", "é"));
        assert_eq!(Tree::from(Value::from(tree)), Tree::from(serde_json::from_str::<Value>(text).unwrap()));
    }
}
