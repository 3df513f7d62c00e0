//! What became of a packet, with its evidence.

use super::packet::ProtocolName;
use super::shape::Shape;
use crate::net::Decision;
use crate::net::Direction;

/// The answer to one packet.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct Outcome {
    /// Allowed, denied or unknown.
    pub verdict: Decision,
    /// The stable code of what decided.
    pub code: String,
    /// One sentence: what, where, why.
    pub summary: String,
    /// The ids of the assumptions that mattered.
    pub assumptions: Vec<String>,
    /// The checkpoints in the order in which the packet met them; the last one decided a denial.
    pub checkpoints: Vec<Checkpoint>,
}

/// One checkpoint on the packet's path.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
#[shape(names = "camelCase")]
pub struct Checkpoint {
    /// What kind of check it is, for instance `security-group`.
    pub kind: String,
    /// The id of the resource that checks: the interface, the ACL, the route table, the gateway.
    pub resource: String,
    /// Relative to the resource; none where it has no sides.
    pub direction: Option<Direction>,
    /// What it decided.
    pub decision: Decision,
    /// The packet as it was seen there.
    pub packet: PacketView,
    /// The stable code of the decision.
    pub code: String,
    /// The code's sentence, filled in.
    pub reason: String,
    /// The rule, entry or route that decided.
    pub decided_by: Option<String>,
    /// What tracking had to do with it.
    pub tracked: Option<Tracked>,
    /// Every rule looked at, and what each lacked.
    pub considered: Vec<ConsideredRule>,
}

/// A packet's addresses and ports at one place.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
#[shape(names = "camelCase")]
pub struct PacketView {
    /// A name or a number.
    pub protocol: ProtocolName,
    /// Source address.
    pub source: String,
    /// Source port of TCP and UDP.
    pub source_port: Option<u16>,
    /// Destination address.
    pub destination: String,
    /// Destination port of TCP and UDP.
    pub destination_port: Option<u16>,
}

/// What connection tracking had to do with a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(names = "lowercase")]
pub enum Tracked {
    /// An entry of the tracking table let the packet by.
    Established,
    /// A rule did, and the flow is tracked from now on.
    Tracked,
    /// A rule did, and the flow is not tracked.
    Untracked,
}

/// A rule that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct ConsideredRule {
    /// The rule's id; an ACL entry's number; a route's destination.
    pub rule: String,
    /// Whether it matches.
    pub matches: bool,
    /// Every field that does not fit, in a fixed order: family, protocol, port, icmp, peer.
    pub misses: Vec<String>,
    /// Of an ACL entry and a route: what it says, as `deny TCP 22 from 0.0.0.0/0` or `to igw-1`.
    #[shape(skip)]
    pub says: Option<String>,
    /// Of an ACL entry and a route: how it fared, as `decides` or `shorter-prefix`.
    #[shape(skip)]
    pub standing: Option<String>,
}
