//! A packet as a checkpoint sees it.

use super::{Family, IcmpMessage, Protocol, TcpFlags};
use std::net::IpAddr;

/// One IP packet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Packet {
    /// Where it comes from.
    pub source: IpAddr,
    /// Where it goes.
    pub destination: IpAddr,
    /// What it carries.
    pub payload: Payload,
}

/// The part of a packet above IP.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Payload {
    /// A TCP segment.
    Tcp {
        /// Source port.
        source_port: u16,
        /// Destination port.
        destination_port: u16,
        /// Control bits.
        flags: TcpFlags,
    },
    /// A UDP datagram.
    Udp {
        /// Source port.
        source_port: u16,
        /// Destination port.
        destination_port: u16,
    },
    /// ICMP (protocol 1).
    Icmp(IcmpMessage),
    /// ICMPv6 (protocol 58).
    Icmpv6(IcmpMessage),
    /// Any other protocol; nothing above IP is looked at.
    Other(Protocol),
}

impl Packet {
    /// The family, by the destination. Both addresses are of one family in every packet built by this crate.
    pub fn family(&self) -> Family {
        Family::of(self.destination)
    }

    /// The IP protocol.
    pub fn protocol(&self) -> Protocol {
        match &self.payload {
            Payload::Tcp { .. } => Protocol::TCP,
            Payload::Udp { .. } => Protocol::UDP,
            Payload::Icmp(_) => Protocol::ICMP,
            Payload::Icmpv6(_) => Protocol::ICMPV6,
            Payload::Other(protocol) => *protocol,
        }
    }

    /// The address of the other end, as seen from where the packet crosses in the direction.
    pub fn far_end(&self, direction: super::Direction) -> IpAddr {
        match direction {
            super::Direction::Ingress => self.source,
            super::Direction::Egress => self.destination,
        }
    }

    /// Source and destination port of TCP and UDP.
    pub fn ports(&self) -> Option<(u16, u16)> {
        match self.payload {
            Payload::Tcp { source_port, destination_port, .. }
            | Payload::Udp { source_port, destination_port } => Some((source_port, destination_port)),
            _ => None,
        }
    }

    /// Source and destination port, to be changed by a translating gateway.
    pub fn ports_mut(&mut self) -> Option<(&mut u16, &mut u16)> {
        match &mut self.payload {
            Payload::Tcp { source_port, destination_port, .. }
            | Payload::Udp { source_port, destination_port } => Some((source_port, destination_port)),
            _ => None,
        }
    }

    /// The ICMP message of either family.
    pub fn icmp(&self) -> Option<&IcmpMessage> {
        match &self.payload {
            Payload::Icmp(message) | Payload::Icmpv6(message) => Some(message),
            _ => None,
        }
    }

    /// Whether it answers an ICMP query: echo, timestamp, information, address mask.
    pub fn is_icmp_answer(&self) -> bool {
        match &self.payload {
            Payload::Icmp(message) => matches!(message.kind, IcmpMessage::ECHO_REPLY | 14 | 16 | 18),
            Payload::Icmpv6(message) => message.kind == IcmpMessage::V6_ECHO_REPLY,
            _ => false,
        }
    }

    /// TCP's control bits.
    pub fn tcp_flags(&self) -> Option<TcpFlags> {
        match self.payload {
            Payload::Tcp { flags, .. } => Some(flags),
            _ => None,
        }
    }
}
