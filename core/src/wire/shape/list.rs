//! Lists, and what may be left out.

use super::misread::Part;
use super::{Misread, Shape, Tree};

impl<T: Shape> Shape for Vec<T> {
    fn blank() -> Vec<T> {
        Vec::new()
    }

    fn read(&mut self, tree: Tree) -> Result<(), Misread> {
        read_elements(self, tree)
    }

    fn write(&self) -> Tree {
        Tree::List(self.iter().map(Shape::write).collect())
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

/// A list, seen without the type of its elements.
trait Elements {
    fn grow(&mut self) -> &mut dyn Shape;
}

impl<T: Shape> Elements for Vec<T> {
    fn grow(&mut self) -> &mut dyn Shape {
        self.push_mut(T::blank())
    }
}

fn read_elements(list: &mut dyn Elements, tree: Tree) -> Result<(), Misread> {
    for (index, tree) in elements(tree)?.into_iter().enumerate() {
        if tree != Tree::Gone {
            list.grow().read(tree).map_err(|misread| misread.within(Part::Index(index)))?;
        }
    }
    Ok(())
}

fn elements(tree: Tree) -> Result<Vec<Tree>, Misread> {
    match tree {
        Tree::List(trees) => Ok(trees),
        other => Err(Misread::kind(other.described(), "a list")),
    }
}

impl<T: Shape, const LENGTH: usize> Shape for [T; LENGTH] {
    fn blank() -> [T; LENGTH] {
        std::array::from_fn(|_| T::blank())
    }

    fn read(&mut self, tree: Tree) -> Result<(), Misread> {
        let trees = elements(tree)?;
        if trees.len() != LENGTH {
            return Err(Misread::value(format!(
                "a list of {} where one of {LENGTH} is expected",
                trees.len()
            )));
        }
        for (index, (place, tree)) in self.iter_mut().zip(trees).enumerate() {
            place.read(tree).map_err(|misread| misread.within(Part::Index(index)))?;
        }
        Ok(())
    }

    fn write(&self) -> Tree {
        Tree::List(self.iter().map(Shape::write).collect())
    }

    fn is_blank(&self) -> bool {
        self.iter().all(Shape::is_blank)
    }
}

impl<T: Shape> Shape for Option<T> {
    fn blank() -> Option<T> {
        None
    }

    fn read(&mut self, tree: Tree) -> Result<(), Misread> {
        if tree == Tree::Null {
            *self = None;
            return Ok(());
        }
        let place: &mut dyn Shape = self.get_or_insert_with(T::blank);
        place.read(tree)
    }

    fn write(&self) -> Tree {
        self.as_ref().map_or(Tree::Null, Shape::write)
    }

    fn is_blank(&self) -> bool {
        self.is_none()
    }
}
