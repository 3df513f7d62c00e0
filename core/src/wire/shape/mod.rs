//! How shapes are read and written: one reader and one writer for all, driven by each type's table.
//!
//! A shape is read in place: it starts blank, and each value of the [`Tree`] is put into its field. So the
//! code of a type is a table of names and the places of its fields, and nothing is generated twice. serde
//! stands at the edge alone: it makes trees of texts and texts of trees.

mod fields;
mod list;
mod map;
mod misread;
mod scalar;
mod tree;
mod words;

pub use fields::{Field, Fields, Table, are_blank, read_fields, write_fields};
pub use misread::{Misread, Part};
pub use scalar::word;
pub use sg_derive::Shape;
pub use tree::Tree;

/// What has a place in JSON.
pub trait Shape {
    /// The value before anything was read: empty, zero, none, the first word.
    fn blank() -> Self
    where
        Self: Sized;

    /// Takes over what a tree says.
    fn read(&mut self, tree: Tree) -> Result<(), Misread>;

    /// The tree that says it.
    fn write(&self) -> Tree;

    /// Whether it says nothing.
    fn is_blank(&self) -> bool;
}

/// Reads a shape.
pub fn read<T: Shape>(tree: Tree) -> Result<T, Misread> {
    let mut shape = T::blank();
    shape.read(tree)?;
    Ok(shape)
}
