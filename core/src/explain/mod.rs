//! From evidence to sentences, the nearest miss, and the change that would reverse a denial.
//!
//! Nothing here decides: every word is drawn from a [`crate::path::Trace`].

mod by_value;
mod cli;
mod considered;
mod entry;
mod fix;
mod names;
mod nearest;
mod outcome;
mod plainly;
mod script;
mod sentences;

#[cfg(test)]
mod tests;

pub use cli::command_line;
pub use considered::{ConsideredLine, Standing, considered, rule_says};
pub use entry::{conntrack_entry, conversation};
pub use fix::{Fix, deny_sender, fixes};
pub use names::{
    display_name, entry_name, entry_title, full_name, packet_view, peer_name, peer_text, traffic_of,
    traffic_text,
};
pub use nearest::{NearestMiss, nearest_miss};
pub use outcome::{checkpoint, outcome};
pub use plainly::plainly;
pub use script::{command_lines, newest_lines, script};
pub use sentences::{by_tracking, confirmation, noticed, reason, summary};
