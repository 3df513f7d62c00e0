//! Time as a number that the caller moves.

/// A moment in whole milliseconds since the simulation began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub u64);

impl Instant {
    /// The moment `seconds` later.
    pub fn plus_seconds(self, seconds: u32) -> Instant {
        Instant(self.0.saturating_add(u64::from(seconds) * 1000))
    }

    /// Milliseconds from `earlier` to this moment; 0 where that is not in the past.
    pub fn since(self, earlier: Instant) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}
