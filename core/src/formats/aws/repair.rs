//! Saves what can be used of an element that cannot be read as a whole.

use crate::wire::shape::{Misread, Part, Tree};

/// Something bad: where, counted from the element, what is wrong, and what was left out for it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bad {
    pub path: String,
    pub why: String,
    /// The smallest list element that holds it; empty where that is the element itself.
    pub left_out: String,
}

/// Reads an element; as long as something in it keeps it from being read, takes the smallest list element
/// that holds it out. False where what is bad lies in no list within it, so that nothing of it can be used.
pub(super) fn repair(
    mut element: Tree,
    read: &mut dyn FnMut(Tree) -> Result<(), Misread>,
    bad: &mut Vec<Bad>,
) -> bool {
    while let Err(misread) = read(element.clone()) {
        let place: Vec<&Part> = misread.place().collect();
        let index = place.iter().rposition(|part| matches!(part, Part::Index(_)));
        let within = place.get(..index.map_or(0, |index| index + 1)).unwrap_or_default();
        let left_out = within.iter().map(|part| format!("/{}", part.escaped())).collect();
        bad.push(Bad { path: misread.pointer(), why: misread.to_string(), left_out });
        if within.is_empty() || !take_out(&mut element, within) {
            return false;
        }
    }
    true
}

/// Leaves a gap where the list element stood. Each call leaves one more, so that reading comes to an end.
fn take_out(tree: &mut Tree, place: &[&Part]) -> bool {
    match (place.split_first(), tree) {
        (None, Tree::Gone) => false,
        (None, tree) => {
            *tree = Tree::Gone;
            true
        }
        (Some((Part::Index(index), rest)), Tree::List(trees)) => {
            trees.get_mut(*index).is_some_and(|tree| take_out(tree, rest))
        }
        (Some((Part::Name(name), rest)), Tree::Object(fields)) => {
            let field = fields.iter_mut().find(|(own, _)| own == name);
            field.is_some_and(|(_, tree)| take_out(tree, rest))
        }
        _ => false,
    }
}
