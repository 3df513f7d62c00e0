//! The law of connection tracking, row by row.

mod allowance;
mod automatic;
mod basics;
mod icmp;
mod law;
mod naive;
mod naive_tcp;
mod rule_changes;
mod steps;
mod support;
mod tcp;
mod timers;
mod tracked_or_not;
mod undo;
mod worked_example;
