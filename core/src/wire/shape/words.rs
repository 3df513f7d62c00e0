//! The words of what lies below this floor.

use super::{Misread, Shape, Tree, word};
use crate::net::{Decision, Direction};

macro_rules! words {
    ($($type:ident { $first:ident = $first_word:literal $(, $variant:ident = $word:literal)* })*) => {$(
        impl Shape for $type {
            fn blank() -> $type {
                $type::$first
            }

            fn read(&mut self, tree: Tree) -> Result<(), Misread> {
                const VARIANTS: &[$type] = &[$type::$first $(, $type::$variant)*];
                let index = word(&tree, &[$first_word $(, $word)*])?;
                if let Some(variant) = VARIANTS.get(index) {
                    *self = *variant;
                }
                Ok(())
            }

            fn write(&self) -> Tree {
                Tree::word(&[$first_word $(, $word)*], *self as usize)
            }

            fn is_blank(&self) -> bool {
                matches!(self, $type::$first)
            }
        }
    )*};
}

words! {
    Decision { Allowed = "allowed", Denied = "denied", Unknown = "unknown" }
    Direction { Ingress = "ingress", Egress = "egress" }
}
