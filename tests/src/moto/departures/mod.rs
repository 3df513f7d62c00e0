//! Where moto departs from AWS, each with the section that decides.

mod groups;
mod look;
mod modify;
mod others;
mod silent;
mod syntax;

pub use silent::{SILENT, Silent};

use super::exchange::Exchange;

/// A departure of moto's.
pub struct Departure {
    /// A short name.
    pub name: &'static str,
    /// The section of semantics.md that decides, and what moto does instead.
    pub what: &'static str,
    /// Whether it explains why the two answers differ.
    pub explains: fn(&Exchange<'_>) -> bool,
}

/// All departures known.
pub fn departures() -> impl Iterator<Item = &'static Departure> {
    [syntax::LIST, groups::LIST, modify::LIST, others::LIST].into_iter().flatten()
}
