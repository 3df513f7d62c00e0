//! What the dialogs share that edit a list row by row: rules of a group, entries of an ACL, routes.

mod fields;
mod focus;
mod rows;
mod said;
mod shell;

pub(super) use fields::{Fields, block_control, cell, fixed};
pub(super) use focus::Focus;
pub(super) use rows::{DraftRow, Edit, Editor, OnChange, use_rows};
pub(super) use said::SaidOfBlocks;
pub(super) use shell::{Shell, heads, shell};
