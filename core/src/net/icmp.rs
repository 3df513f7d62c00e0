//! ICMP messages of both families.

/// What an ICMP or ICMPv6 packet says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IcmpMessage {
    /// The type, for instance 8 for an echo request of IPv4.
    pub kind: u8,
    /// The code.
    pub code: u8,
    /// The identifier of queries; 0 for messages that have none.
    pub id: u16,
    /// The packet that an error is about.
    pub about: Option<Box<super::Packet>>,
}

impl IcmpMessage {
    /// Echo request of IPv4.
    pub const ECHO_REQUEST: u8 = 8;
    /// Echo reply of IPv4.
    pub const ECHO_REPLY: u8 = 0;
    /// Echo request of IPv6.
    pub const V6_ECHO_REQUEST: u8 = 128;
    /// Echo reply of IPv6.
    pub const V6_ECHO_REPLY: u8 = 129;

    /// A message that quotes no packet.
    pub fn new(kind: u8, code: u8, id: u16) -> IcmpMessage {
        IcmpMessage { kind, code, id, about: None }
    }
}
