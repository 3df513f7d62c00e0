//! What each kind of resource states about itself.

use super::builder::Builder;
use crate::formats::json::plain;
use crate::model::{Network, Table};
use crate::wire::AwsDescription;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::rc::Rc;

/// One kind of resource: the keys it is read from, how it becomes part of a network, how it is described.
pub(super) struct Noun {
    pub keys: &'static [Key],
    pub build: fn(&mut Builder<'_>),
    pub describe: fn(&Network, &mut AwsDescription),
}

/// A key of the description.
pub(super) struct Key {
    /// Its name in AWS's spelling.
    pub name: &'static str,
    /// The field of an element that holds its id.
    pub id: &'static str,
    /// How it is read.
    pub section: Section,
}

/// How a key is read.
pub(super) enum Section {
    /// A list, element by element.
    List(fn(&mut AwsDescription) -> &mut dyn List),
    /// An object from ids to lists, each list element by element.
    ListById(for<'d> fn(&'d mut AwsDescription, &str) -> &'d mut dyn List),
    /// A single value.
    Single(fn(&mut AwsDescription, &str) -> Result<(), serde_json::Error>),
}

impl Key {
    /// A key that holds a list.
    pub const fn list(
        name: &'static str,
        id: &'static str,
        list: fn(&mut AwsDescription) -> &mut dyn List,
    ) -> Key {
        Key { name, id, section: Section::List(list) }
    }

    /// A key that holds a single value.
    pub const fn single(
        name: &'static str,
        read: fn(&mut AwsDescription, &str) -> Result<(), serde_json::Error>,
    ) -> Key {
        Key { name, id: "", section: Section::Single(read) }
    }
}

/// A list of the description, seen without the type of its elements.
pub(super) trait List {
    /// How many elements it has so far.
    fn count(&self) -> usize;
    /// Reads one more element.
    fn read(&mut self, text: &str) -> Result<(), serde_json::Error>;
    /// Tells whether an element could be read.
    fn try_value(&self, value: &Value) -> Result<(), String>;
}

impl<T: DeserializeOwned> List for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn read(&mut self, text: &str) -> Result<(), serde_json::Error> {
        self.push(serde_json::from_str(text)?);
        Ok(())
    }

    fn try_value(&self, value: &Value) -> Result<(), String> {
        let text = value.to_string();
        serde_json::from_str::<T>(&text).map(drop).map_err(|error| plain(&error))
    }
}

/// Describes a table: nothing where it is not described and nothing was added to it since.
pub(super) fn described<K: Ord, V, T>(table: &Table<K, V>, describe: impl Fn(&Rc<V>) -> T) -> Option<Vec<T>> {
    (table.is_described() || !table.is_empty()).then(|| table.iter().map(describe).collect())
}
