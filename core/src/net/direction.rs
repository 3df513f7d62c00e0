//! The direction of traffic as seen from an interface, or of a list of rules.

/// Into or out of an interface (or a subnet).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Inbound.
    Ingress,
    /// Outbound.
    Egress,
}

impl Direction {
    /// The other one.
    pub fn reverse(self) -> Direction {
        match self {
            Direction::Ingress => Direction::Egress,
            Direction::Egress => Direction::Ingress,
        }
    }

    /// `Egress` where the flag of the API (`IsEgress`) is set.
    pub fn from_is_egress(is_egress: bool) -> Direction {
        if is_egress { Direction::Egress } else { Direction::Ingress }
    }

    /// `ingress` or `egress`, as in AWS's API.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Ingress => "ingress",
            Direction::Egress => "egress",
        }
    }

    /// `from` or `to`: what a rule of the direction says before the far end.
    pub fn preposition(self) -> &'static str {
        match self {
            Direction::Ingress => "from",
            Direction::Egress => "to",
        }
    }

    /// `inbound` or `outbound`, as in AWS's console.
    pub fn adjective(self) -> &'static str {
        match self {
            Direction::Ingress => "inbound",
            Direction::Egress => "outbound",
        }
    }
}
