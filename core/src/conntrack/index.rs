//! From the hash of a key to the slot of its flow, with one fetch from memory where a general hash table
//! needs two that wait for each other.
//!
//! Open addressing with linear probing. A place is four bytes: the slot's number in the low bits, and in
//! the bits that are left a tag from the hash, so that hardly ever a wrong flow is looked at.

/// No slot. INVARIANT: no slot's number has all its bits set, see [`Index::grow`].
const EMPTY: u32 = u32::MAX;

/// The index of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// As many as a power of two.
    places: Vec<u32>,
    len: usize,
}

impl Index {
    /// The number of slots in it.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The slot with the hash that passes the test.
    pub(super) fn find(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        self.look(hash, is_it).map(|(_, slot)| slot)
    }

    /// Adds a slot. Slots are numbered without gaps, so that none is as high as the number of places.
    pub(super) fn insert(&mut self, hash: u64, slot: u32, hash_of: impl Fn(u32) -> u64) {
        if (self.len + 1) * 4 > self.places.len() * 3 {
            self.grow(hash_of);
        }
        self.settle(hash, slot);
        self.len += 1;
    }

    /// Takes out the slot with the hash that passes the test.
    pub(super) fn remove(
        &mut self,
        hash: u64,
        is_it: impl Fn(u32) -> bool,
        hash_of: impl Fn(u32) -> u64,
    ) -> Option<u32> {
        let (mut hole, slot) = self.look(hash, is_it)?;
        self.len -= 1;
        // What follows without a gap moves up, unless that put it before the place where its search begins.
        let mut next = self.after(hole);
        while let Some(other) = self.slot_at(next) {
            let home = self.home(hash_of(other));
            if self.distance(home, next) >= self.distance(hole, next) {
                let moved = self.places.get(next).copied().unwrap_or(EMPTY);
                self.write(hole, moved);
                hole = next;
            }
            next = self.after(next);
        }
        self.write(hole, EMPTY);
        Some(slot)
    }

    fn look(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<(usize, u32)> {
        let slots = self.slot_bits();
        let tag = (hash >> 32) as u32 & !slots;
        let mut at = self.home(hash);
        loop {
            let place = *self.places.get(at)?;
            if place == EMPTY {
                return None;
            }
            if place & !slots == tag && is_it(place & slots) {
                return Some((at, place & slots));
            }
            at = self.after(at);
        }
    }

    fn settle(&mut self, hash: u64, slot: u32) {
        let mut at = self.home(hash);
        while self.slot_at(at).is_some() {
            at = self.after(at);
        }
        let slots = self.slot_bits();
        self.write(at, (hash >> 32) as u32 & !slots | slot);
    }

    /// Doubles the places. At most three quarters are ever taken, so the highest slot is far below the
    /// number of places and its bits are never all set.
    fn grow(&mut self, hash_of: impl Fn(u32) -> u64) {
        let slots = self.slot_bits();
        let len = (self.places.len() * 2).max(16);
        let before = std::mem::replace(&mut self.places, vec![EMPTY; len]);
        for place in before.into_iter().filter(|place| *place != EMPTY) {
            self.settle(hash_of(place & slots), place & slots);
        }
    }

    fn slot_at(&self, at: usize) -> Option<u32> {
        self.places.get(at).filter(|place| **place != EMPTY).map(|place| place & self.slot_bits())
    }

    fn write(&mut self, at: usize, place: u32) {
        if let Some(old) = self.places.get_mut(at) {
            *old = place;
        }
    }

    /// The bits of a place that number its slot.
    fn slot_bits(&self) -> u32 {
        (self.places.len() as u32).wrapping_sub(1)
    }

    /// Where the search for a hash begins.
    fn home(&self, hash: u64) -> usize {
        hash as usize & self.places.len().wrapping_sub(1)
    }

    fn after(&self, at: usize) -> usize {
        (at + 1) & self.places.len().wrapping_sub(1)
    }

    fn distance(&self, from: usize, to: usize) -> usize {
        to.wrapping_sub(from) & self.places.len().wrapping_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// A hash with few values, so that long runs form, wrap around, and are torn apart.
    fn crowded(key: u32) -> u64 {
        u64::from(key % 7).wrapping_mul(0x0001_0000_0003) | u64::from(key % 3) << 40
    }

    #[test]
    fn an_empty_index_finds_nothing() {
        let mut index = Index::default();
        assert_eq!(index.find(0, |_| true), None);
        assert_eq!(index.remove(0, |_| true, |_| 0), None);
        assert_eq!(index.len(), 0);
    }

    proptest! {
        #[test]
        fn it_agrees_with_a_map(steps in prop::collection::vec((any::<bool>(), 0u32..60), 0..300)) {
            let mut index = Index::default();
            let mut map: BTreeMap<u32, u32> = BTreeMap::new();
            let mut keys: Vec<Option<u32>> = Vec::new();
            for (add, key) in steps {
                let is_it = |slot: u32| keys[slot as usize] == Some(key);
                let hash_of = |slot: u32| keys[slot as usize].map_or(0, crowded);
                prop_assert_eq!(index.find(crowded(key), is_it), map.get(&key).copied());
                if add && !map.contains_key(&key) {
                    let slot = keys.iter().position(Option::is_none).unwrap_or(keys.len());
                    index.insert(crowded(key), slot as u32, hash_of);
                    map.insert(key, slot as u32);
                    if slot == keys.len() { keys.push(None); }
                    keys[slot] = Some(key);
                } else if !add {
                    prop_assert_eq!(index.remove(crowded(key), is_it, hash_of), map.get(&key).copied());
                    if let Some(slot) = map.remove(&key) { keys[slot as usize] = None; }
                }
                prop_assert_eq!(index.len(), map.len());
                for (key, slot) in &map {
                    let found = index.find(crowded(*key), |slot| keys[slot as usize] == Some(*key));
                    prop_assert_eq!(found, Some(*slot));
                }
            }
        }
    }
}
