//! The tracking table's answer on one packet.

use super::{Entry, Side, Tracking};
use crate::catalog::Assumption;
use crate::net::Decision;

/// The verdict on a packet at an interface, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What decided, and how.
    pub verdict: Verdict,
    /// The assumptions without which the answer could be another one.
    pub assumptions: Vec<Assumption>,
}

/// What decided on a packet, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A tracked flow: it passes whatever the rules say.
    Established {
        /// The entry, this packet included.
        entry: Entry,
        /// Which way of the flow the packet goes.
        side: Side,
        /// Whether the packet was the flow's last, so that the entry is gone.
        ended: bool,
    },
    /// An ICMP error about a tracked flow, with the option for these on.
    Related {
        /// The entry of the flow that the error is about.
        entry: Entry,
    },
    /// A rule lets it by.
    Admitted {
        /// Whether the flow is tracked now, and why.
        tracking: Tracking,
        /// Which way of its flow the packet goes; a reply only where it answers an untracked flow.
        side: Side,
        /// The flow as it is remembered now; none where the packet ends it.
        entry: Option<Entry>,
    },
    /// No rule lets it by.
    Denied,
    /// What decides is not described.
    Unknown,
    /// A rule lets it by, but the instance tracks as many connections as it may.
    AllowanceExceeded {
        /// Why the flow would be tracked.
        tracking: Tracking,
        /// Entries in use.
        in_use: u64,
        /// Entries allowed.
        limit: u32,
    },
}

impl Passage {
    /// Allowed, denied or unknown.
    pub fn decision(&self) -> Decision {
        match &self.verdict {
            Verdict::Established { .. } | Verdict::Related { .. } | Verdict::Admitted { .. } => {
                Decision::Allowed
            }
            Verdict::Denied | Verdict::AllowanceExceeded { .. } => Decision::Denied,
            Verdict::Unknown => Decision::Unknown,
        }
    }

    /// `established` where an entry let the packet by; `tracked` or `untracked` where a rule did and the
    /// flow is that.
    pub fn tracked(&self) -> Option<&'static str> {
        match &self.verdict {
            Verdict::Established { .. } | Verdict::Related { .. } => Some("established"),
            Verdict::Admitted { tracking, .. } if tracking.is_tracked() => Some("tracked"),
            Verdict::Admitted { .. } => Some("untracked"),
            Verdict::Denied | Verdict::Unknown | Verdict::AllowanceExceeded { .. } => None,
        }
    }

    /// The entry that let the packet by, or that remembers it.
    pub fn entry(&self) -> Option<&Entry> {
        match &self.verdict {
            Verdict::Established { entry, .. } | Verdict::Related { entry } => Some(entry),
            Verdict::Admitted { entry, .. } => entry.as_ref(),
            Verdict::Denied | Verdict::Unknown | Verdict::AllowanceExceeded { .. } => None,
        }
    }
}
