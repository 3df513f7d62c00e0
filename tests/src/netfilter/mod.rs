//! The rules of security groups as a rule set of Linux, and Linux's tracked flows read back.

mod differences;
mod entries;
mod rules;

pub use differences::{DIFFERENCES, Difference, not_alike};
pub use entries::{LinuxEntry, parse_entry};
pub use rules::rule_set;
