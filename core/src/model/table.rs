//! A table of resources that is cheap to copy and to compare.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Resources of one kind by id, in the order of their ids.
///
/// A copy shares everything with its origin until one of them changes, so that undo, forks and looking
/// back cost next to nothing. `described` is false where an import lacked the kind altogether: what is
/// not in the table may then still exist at AWS.
#[derive(Debug)]
pub struct Table<K, V> {
    rows: Rc<BTreeMap<K, Rc<V>>>,
    described: bool,
}

impl<K, V> Clone for Table<K, V> {
    fn clone(&self) -> Self {
        Table { rows: Rc::clone(&self.rows), described: self.described }
    }
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Table { rows: Rc::default(), described: true }
    }
}

impl<K: Eq, V: Eq> PartialEq for Table<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.described == other.described && (Rc::ptr_eq(&self.rows, &other.rows) || self.rows == other.rows)
    }
}

impl<K: Eq, V: Eq> Eq for Table<K, V> {}

impl<K: Ord, V> Table<K, V> {
    /// A table of a kind that nothing is known of.
    pub fn not_described() -> Self {
        Table { rows: Rc::default(), described: false }
    }

    /// Whether the table is all there is.
    pub fn is_described(&self) -> bool {
        self.described
    }

    /// Whether both are one and the same copy: true means that nothing has changed in between.
    pub fn same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.rows, &other.rows) && self.described == other.described
    }

    /// The number of resources.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The resource with the id.
    pub fn find<Q>(&self, id: &Q) -> Option<&Rc<V>>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.rows.get(id)
    }

    /// Whether there is a resource with the id.
    pub fn contains<Q>(&self, id: &Q) -> bool
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.rows.contains_key(id)
    }

    /// All resources in the order of their ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Rc<V>> {
        self.rows.values()
    }

    /// All ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.rows.keys()
    }
}

impl<K: Ord + Clone, V: Clone> Table<K, V> {
    /// Puts a resource in place of the one that had its id. Where the kind is not described it stays so:
    /// what else there is at AWS is no better known for it.
    pub(crate) fn insert(&mut self, id: K, resource: V) {
        Rc::make_mut(&mut self.rows).insert(id, Rc::new(resource));
    }

    /// Puts a resource that an importer read or supplied: with it the kind is described.
    pub(crate) fn supply(&mut self, id: K, resource: V) {
        self.described = true;
        self.insert(id, resource);
    }

    /// Takes a resource away.
    pub(crate) fn remove<Q>(&mut self, id: &Q) -> Option<Rc<V>>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        Rc::make_mut(&mut self.rows).remove(id)
    }

    /// The resource, to be changed in place; what other copies of the table hold stays as it was.
    pub(crate) fn modify<Q>(&mut self, id: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        if !self.rows.contains_key(id) {
            return None;
        }
        Rc::make_mut(&mut self.rows).get_mut(id).map(Rc::make_mut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_does_not_describe_the_rest() {
        let mut table: Table<u8, u8> = Table::not_described();
        table.insert(1, 1);
        assert!(!table.is_described());
        table.supply(2, 2);
        assert!(table.is_described());
    }

    #[test]
    fn a_copy_keeps_what_it_had() {
        let mut table: Table<u8, String> = Table::default();
        table.insert(1, "one".to_owned());
        let before = table.clone();
        assert!(before.same(&table));
        table.modify(&1).unwrap().push('!');
        assert_eq!(before.find(&1).unwrap().as_str(), "one");
        assert_eq!(table.find(&1).unwrap().as_str(), "one!");
        assert!(!before.same(&table));
        assert!(table.modify(&2).is_none());
    }
}
