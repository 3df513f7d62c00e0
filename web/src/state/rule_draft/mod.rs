//! The rows of the dialog "Edit inbound rules" as they are being typed, and the actions they stand for.

mod actions;
mod check;
mod draft;
mod usage;

pub use actions::{actions, split_peers};
pub use check::{Problems, RowField, RowProblem, STAND_IN, check, each_problem, mend_rule, shown, told_of};
pub use draft::{Origin, RuleDraft, SEPARATORS, SourceKind, TrafficFields};
pub use usage::{quota_sentence, usage};
