//! The law of connection tracking, row by row.

mod support;
mod worked_example;
