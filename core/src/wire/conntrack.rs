//! A line of the connection tracking table.

use super::ProtocolName;
use super::shape::Shape;
use crate::net::Direction;

/// A flow known at one interface.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
#[shape(names = "camelCase")]
pub struct ConntrackEntry {
    /// The interface whose table it is.
    pub network_interface_id: String,
    /// A name or a number.
    pub protocol: ProtocolName,
    /// The direction in which the flow began.
    pub direction: Direction,
    /// Source address of the first packet.
    pub source: String,
    /// Its source port; of ICMP queries the identifier stands in neither port.
    pub source_port: Option<u16>,
    /// Destination address of the first packet.
    pub destination: String,
    /// Its destination port.
    pub destination_port: Option<u16>,
    /// The state, in Linux's words.
    pub state: String,
    /// Whether replies pass without a rule.
    pub tracked: bool,
    /// The rule that admitted the first packet.
    pub admitted_by: String,
    /// Packets in the direction in which the flow began, and the other.
    pub packets: [u32; 2],
    /// Seconds until the entry is forgotten if no packet comes, rounded up.
    pub expires_in: u64,
}
