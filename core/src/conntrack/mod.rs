//! Connection tracking: what is tracked, in which state, for how long.
//!
//! Security groups are stateful: once the first packet of a tracked flow has been allowed, packets of the
//! other direction need no rule, and the flow outlives the removal of the rule that let it in. Each
//! interface has a [`Table`] of its own; a [`Tracker`] owns them all, and the clock that they run by.
//!
//! - [`Tracker::judge`] decides on one packet that crosses one interface, and notes what it changes.
//! - [`Tracker::advance`] moves time and answers the flows that have expired.
//! - [`Tracker::commit`] hands out the changes since the last commit as a [`Journal`];
//!   [`Tracker::revert`] takes them back exactly.
//! - [`Tracker::entries`] shows the flows in the order of their creation.
//!
//! Where AWS documents nothing, a [`Passage`] names the [`crate::catalog::Assumption`] that its answer
//! rests on. Source: EC2 User Guide `security-group-connection-tracking`.

mod automatic;
mod crossing;
mod entry;
mod flow;
mod flow_key;
mod index;
mod journal;
mod judge;
mod judge_by_rules;
mod packed;
mod passage;
mod rule_names;
mod state;
mod table;
mod tcp;
mod timeouts;
mod timers;
mod tracker;
mod tracking;

#[cfg(test)]
mod tests;

pub use automatic::AutomaticTracking;
pub use crossing::{Allowance, Crossing};
pub use entry::Entry;
pub use flow::Flow;
pub use flow_key::{FlowKey, IcmpFlow, icmp_answer};
pub use journal::Journal;
pub use passage::{Passage, Verdict};
pub use rule_names::RuleHandle;
pub use state::{Side, State};
pub use table::{Slot, Table};
pub use tcp::TcpState;
pub use timeouts::Timeouts;
pub use tracker::Tracker;
pub use tracking::Tracking;
