//! Ports.

/// A run of ports, both ends included. `low <= high` always holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortRange {
    low: u16,
    high: u16,
}

impl PortRange {
    /// 0 to 65535.
    pub const ALL: PortRange = PortRange { low: 0, high: u16::MAX };

    /// The run from `low` to `high`; none where it would be empty.
    pub fn new(low: u16, high: u16) -> Option<PortRange> {
        (low <= high).then_some(PortRange { low, high })
    }

    /// The run of one port.
    pub const fn single(port: u16) -> PortRange {
        PortRange { low: port, high: port }
    }

    /// The lowest port.
    pub fn low(self) -> u16 {
        self.low
    }

    /// The highest port.
    pub fn high(self) -> u16 {
        self.high
    }

    /// Whether the port lies in the run.
    pub fn contains(self, port: u16) -> bool {
        self.low <= port && port <= self.high
    }
}
