//! What each kind of resource states about itself.

use super::builder::Builder;
use crate::model::{Network, Table};
use crate::wire::AwsDescription;
use crate::wire::shape::{self, Misread, Shape, Tree};
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
    Single(fn(&mut AwsDescription) -> &mut dyn Shape),
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
    pub const fn single(name: &'static str, value: fn(&mut AwsDescription) -> &mut dyn Shape) -> Key {
        Key { name, id: "", section: Section::Single(value) }
    }
}

/// A list of the description, seen without the type of its elements.
pub(super) trait List {
    /// How many elements it has so far.
    fn count(&self) -> usize;
    /// Reads one more element.
    fn read(&mut self, element: Tree) -> Result<(), Misread>;
}

impl<T: Shape> List for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn read(&mut self, element: Tree) -> Result<(), Misread> {
        self.push(shape::read(element)?);
        Ok(())
    }
}

/// Describes a table: nothing where it is not described and nothing was added to it since.
pub(super) fn described<K: Ord, V, T>(table: &Table<K, V>, describe: impl Fn(&Rc<V>) -> T) -> Option<Vec<T>> {
    (table.is_described() || !table.is_empty()).then(|| table.iter().map(describe).collect())
}
