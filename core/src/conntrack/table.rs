//! The tracking table of one interface.

use super::{Flow, FlowKey, index::Index, packed::Packed, timers::Timers};
use crate::net::Instant;

/// The flows of one interface: found by key in one look, cleared by time without touching idle ones.
#[derive(Clone, Debug, Default)]
pub struct Table {
    slots: Vec<Packed>,
    free: Vec<u32>,
    index: Index,
    timers: Timers,
    in_use: u64,
}

/// Where a flow lies in its table, until the table changes otherwise than by [`Table::replace`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(u32);

impl Table {
    /// The flow with the key and where it lies.
    pub fn find(&self, key: &FlowKey) -> Option<(Slot, Flow)> {
        let slot = self.index.find(key.hash(), |slot| holds(&self.slots, slot, key))?;
        Some((Slot(slot), self.flow(slot)?))
    }

    /// Puts the flow in, in the place of the one with its key.
    pub fn put(&mut self, flow: Flow) {
        if let Some((slot, _)) = self.find(&flow.key) {
            self.replace(slot, flow);
            return;
        }
        let packed = Packed::of(&flow);
        // A table of 2^32 flows would need 300 GB.
        let slot = self.free.pop().unwrap_or(self.slots.len() as u32);
        match self.slots.get_mut(slot as usize) {
            Some(place) => *place = packed,
            None => self.slots.push(packed),
        }
        self.index.insert(packed.hash(), slot, |slot| hash_of(&self.slots, slot));
        self.in_use += u64::from(flow.tracking.entries());
        self.arm(slot, flow.expires);
    }

    /// Puts the flow in place of one with the same key.
    pub fn replace(&mut self, slot: Slot, flow: Flow) {
        let Some(place) = self.slots.get_mut(slot.0 as usize) else { return };
        // Only these two of the old flow matter: unpacking all of it costs as much as packing the new one.
        let (Some(expires), Some(tracking)) = (place.expires(), place.tracking()) else { return };
        *place = Packed::of(&flow);
        if tracking != flow.tracking {
            self.in_use += u64::from(flow.tracking.entries());
            self.in_use -= u64::from(tracking.entries());
        }
        if flow.expires < expires {
            self.arm(slot.0, flow.expires);
        }
    }

    /// Takes the flow with the key out.
    pub fn remove(&mut self, key: &FlowKey) -> Option<Flow> {
        let slots = &self.slots;
        let slot =
            self.index.remove(key.hash(), |slot| holds(slots, slot, key), |slot| hash_of(slots, slot))?;
        let place = self.slots.get_mut(slot as usize)?;
        let flow = std::mem::replace(place, Packed::NOTHING).flow()?;
        self.free.push(slot);
        self.in_use -= u64::from(flow.tracking.entries());
        Some(flow)
    }

    /// Takes out the flows that have expired by `now`, in the order of expiry and then of creation.
    pub fn take_expired(&mut self, now: Instant) -> Vec<Flow> {
        let mut expired = Vec::new();
        while let Some(slot) = self.timers.pop_due(now) {
            match self.flow(slot) {
                Some(flow) if flow.expires <= now => expired.extend(self.remove(&flow.key)),
                Some(flow) => self.timers.arm(slot, flow.expires),
                None => {}
            }
        }
        expired.sort_unstable_by_key(|flow: &Flow| (flow.expires, flow.sequence));
        expired
    }

    /// The moment at which the next flow expires.
    pub fn next_expiry(&self) -> Option<Instant> {
        let (slot, at) = self.timers.first()?;
        let is_true = self.slots.get(slot as usize).is_some_and(|place| place.expires() == Some(at));
        if is_true { Some(at) } else { self.slots.iter().filter_map(Packed::expires).min() }
    }

    /// Whether a look at some flow is due: cheaper than [`Table::take_expired`] where it is not.
    pub(super) fn is_due(&self, now: Instant) -> bool {
        self.timers.first().is_some_and(|(_, at)| at <= now)
    }

    /// All flows in no particular order: whoever shows them sorts them first.
    pub(super) fn iter(&self) -> impl Iterator<Item = Flow> {
        self.slots.iter().filter_map(Packed::flow)
    }

    /// The number of flows, tracked and untracked.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there is no flow.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Entries that count toward the allowance.
    pub fn in_use(&self) -> u64 {
        self.in_use
    }

    fn flow(&self, slot: u32) -> Option<Flow> {
        self.slots.get(slot as usize)?.flow()
    }

    fn arm(&mut self, slot: u32, at: Instant) {
        self.timers.arm(slot, at);
        if self.timers.is_bloated(self.index.len()) {
            let live = (0u32..).zip(&self.slots);
            self.timers.rebuild(live.filter_map(|(slot, place)| Some((slot, place.expires()?))));
        }
    }
}

fn hash_of(slots: &[Packed], slot: u32) -> u64 {
    slots.get(slot as usize).map_or(0, Packed::hash)
}

fn holds(slots: &[Packed], slot: u32, key: &FlowKey) -> bool {
    slots.get(slot as usize).is_some_and(|place| place.has(key))
}
