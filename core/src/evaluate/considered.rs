//! Why a rule did not match: a byte a rule.

/// A field of a rule that did not fit the packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Miss {
    /// The rule's peer is of the other address family.
    Family,
    /// Another protocol.
    Protocol,
    /// The destination port is not covered.
    Port,
    /// The ICMP type or code is not covered.
    Icmp,
    /// The other end is not covered.
    Peer,
}

impl Miss {
    /// All, in the order in which they are told.
    pub const ALL: [Miss; 5] = [Miss::Family, Miss::Protocol, Miss::Port, Miss::Icmp, Miss::Peer];

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Miss::Family => "family",
            Miss::Protocol => "protocol",
            Miss::Port => "port",
            Miss::Icmp => "icmp",
            Miss::Peer => "peer",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The fields of one rule that did not fit. Where the family misses nothing else is compared; where the
/// protocol misses, ports and ICMP are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Misses(u8);

impl Misses {
    const UNDECIDED: u8 = 1 << 7;

    /// These and one more.
    #[must_use]
    pub fn and(self, miss: Miss) -> Misses {
        Misses(self.0 | miss.bit())
    }

    /// These, for a rule whose peer nobody described.
    #[must_use]
    pub fn undecided(self) -> Misses {
        Misses(self.0 | Misses::UNDECIDED)
    }

    /// Whether the rule matches.
    pub fn is_match(self) -> bool {
        self.0 == 0
    }

    /// Whether the rule would match but for a peer that nobody described.
    pub fn is_undecided(self) -> bool {
        self.0 == Misses::UNDECIDED
    }

    /// Whether the field did not fit.
    pub fn has(self, miss: Miss) -> bool {
        self.0 & miss.bit() != 0
    }

    /// The fields, in order.
    pub fn iter(self) -> impl Iterator<Item = Miss> {
        Miss::ALL.into_iter().filter(move |miss| self.has(*miss))
    }

    /// How many fields did not fit.
    pub fn count(self) -> u32 {
        (self.0 & !Misses::UNDECIDED).count_ones()
    }
}

/// A list of rules as it was when it was looked at, and what each lacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Considered<L> {
    /// The rules: a handle, not a copy.
    pub rules: L,
    /// One for each rule looked at, from the first; ACLs stop at the one that decides.
    pub misses: Vec<Misses>,
}
