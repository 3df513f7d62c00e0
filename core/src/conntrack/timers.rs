//! When to look at which flow again.
//!
//! A flow is armed once and not re-armed by its packets: when its moment comes and the flow has been
//! heard of since, it is armed anew for the moment that is true by then. Idle flows cost nothing, busy
//! ones a step of the heap per timeout rather than per packet.

use crate::net::Instant;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A slot of the table and the moment to look at it. The halves of the moment keep it at 12 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Armed {
    high: u32,
    low: u32,
    slot: u32,
}

impl Armed {
    fn new(at: Instant, slot: u32) -> Armed {
        Armed { high: (at.0 >> 32) as u32, low: at.0 as u32, slot }
    }

    fn at(self) -> Instant {
        Instant(u64::from(self.high) << 32 | u64::from(self.low))
    }
}

/// The moments at which slots may have to be cleared, earliest first.
///
/// INVARIANT: for each live flow there is a moment that is not after its expiry.
#[derive(Clone, Debug, Default)]
pub(super) struct Timers {
    heap: BinaryHeap<Reverse<Armed>>,
}

impl Timers {
    /// Sees to it that the slot is looked at by then.
    pub(super) fn arm(&mut self, slot: u32, at: Instant) {
        self.heap.push(Reverse(Armed::new(at, slot)));
    }

    /// Takes the earliest slot whose moment has come.
    pub(super) fn pop_due(&mut self, now: Instant) -> Option<u32> {
        let Reverse(first) = self.heap.peek()?;
        if first.at() > now {
            return None;
        }
        self.heap.pop().map(|Reverse(armed)| armed.slot)
    }

    /// The earliest slot and its moment.
    pub(super) fn first(&self) -> Option<(u32, Instant)> {
        self.heap.peek().map(|Reverse(armed)| (armed.slot, armed.at()))
    }

    /// Whether so many moments stand for flows long gone or re-armed that it pays to start over.
    pub(super) fn is_bloated(&self, live: usize) -> bool {
        self.heap.len() > live + live / 4 + 64
    }

    /// Starts over with the true moments of the live flows.
    pub(super) fn rebuild(&mut self, live: impl Iterator<Item = (u32, Instant)>) {
        self.heap = live.map(|(slot, at)| Reverse(Armed::new(at, slot))).collect();
    }
}
