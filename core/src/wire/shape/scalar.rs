//! Single values.

use super::{Misread, Shape, Tree};
use serde_json::Number;
use std::borrow::Cow;

/// The place of a text in a list of words.
pub fn word(tree: &Tree, words: &[&'static str]) -> Result<usize, Misread> {
    let Tree::Text(text) = tree else {
        return Err(Misread::kind(tree.described(), "a word"));
    };
    words.iter().position(|word| word == text).ok_or_else(|| {
        let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        let words = match words.split_last() {
            Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
            _ => words.concat(),
        };
        Misread::value(format!("`{text}` where {words} is expected"))
    })
}

impl Shape for bool {
    fn blank() -> bool {
        false
    }

    fn read(&mut self, tree: Tree) -> Result<(), Misread> {
        match tree {
            Tree::Bool(value) => *self = value,
            other => return Err(Misread::kind(other.described(), "true or false")),
        }
        Ok(())
    }

    fn write(&self) -> Tree {
        Tree::Bool(*self)
    }

    fn is_blank(&self) -> bool {
        !self
    }
}

impl Shape for String {
    fn blank() -> String {
        String::new()
    }

    fn read(&mut self, tree: Tree) -> Result<(), Misread> {
        *self = text(tree)?.into_owned();
        Ok(())
    }

    fn write(&self) -> Tree {
        Tree::Text(Cow::Owned(self.clone()))
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl Shape for Cow<'static, str> {
    fn blank() -> Cow<'static, str> {
        Cow::Borrowed("")
    }

    fn read(&mut self, tree: Tree) -> Result<(), Misread> {
        *self = text(tree)?;
        Ok(())
    }

    fn write(&self) -> Tree {
        Tree::Text(self.clone())
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

fn text(tree: Tree) -> Result<Cow<'static, str>, Misread> {
    match tree {
        Tree::Text(text) => Ok(text),
        other => Err(Misread::kind(other.described(), "a text")),
    }
}

macro_rules! numbers {
    ($($type:ident from $from:ident expects $expected:literal;)*) => {$(
        impl Shape for $type {
            fn blank() -> $type {
                0
            }

            fn read(&mut self, tree: Tree) -> Result<(), Misread> {
                let number = match &tree {
                    Tree::Number(number) => number.$from().and_then(|number| $type::try_from(number).ok()),
                    _ => None,
                };
                *self = number.ok_or_else(|| not_a_number(&tree, $expected))?;
                Ok(())
            }

            fn write(&self) -> Tree {
                Tree::Number(Number::from(*self))
            }

            fn is_blank(&self) -> bool {
                *self == 0
            }
        }
    )*};
}

numbers! {
    i64 from as_i64 expects "a whole number";
    u8 from as_u64 expects "a number from 0 to 255";
    u16 from as_u64 expects "a number from 0 to 65535";
    u32 from as_u64 expects "a number from 0 to 4294967295";
    u64 from as_u64 expects "a whole number from 0 up";
    usize from as_u64 expects "a whole number from 0 up";
}

fn not_a_number(tree: &Tree, expected: &'static str) -> Misread {
    let expected = if matches!(tree, Tree::Number(_)) { expected } else { "a number" };
    Misread::kind(tree.described(), expected)
}
