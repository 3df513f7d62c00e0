//! Objects whose names are values.

use super::misread::Part;
use super::{Misread, Shape, Tree};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

impl<T: Shape> Shape for BTreeMap<String, T> {
    fn blank() -> BTreeMap<String, T> {
        BTreeMap::new()
    }

    fn read(&mut self, tree: Tree) -> Result<(), Misread> {
        for (name, tree) in entries(tree)? {
            let value = super::read(tree).map_err(|misread| misread.within(Part::Name(name.to_string())))?;
            self.insert(name.into_owned(), value);
        }
        Ok(())
    }

    fn write(&self) -> Tree {
        Tree::Object(self.iter().map(|(name, value)| (Cow::Owned(name.clone()), value.write())).collect())
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl Shape for Map<String, Value> {
    fn blank() -> Map<String, Value> {
        Map::new()
    }

    fn read(&mut self, tree: Tree) -> Result<(), Misread> {
        for (name, tree) in entries(tree)? {
            self.insert(name.into_owned(), Value::from(tree));
        }
        Ok(())
    }

    fn write(&self) -> Tree {
        Tree::from(self.clone())
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

fn entries(tree: Tree) -> Result<Vec<(Cow<'static, str>, Tree)>, Misread> {
    match tree {
        Tree::Object(fields) => Ok(fields),
        other => Err(Misread::kind(other.described(), "an object")),
    }
}
