//! What makes packets one flow at an interface.
//!
//! Addresses and ports are kept as local and remote rather than as source and destination, so that a
//! packet and its answer, which cross the interface in opposite directions, have the same key without
//! any swapping. Source: EC2 User Guide `security-group-connection-tracking`.

use crate::net::{Direction, Family, IcmpMessage, Packet, Payload, Protocol};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The identity of a flow at one interface.
///
/// TCP and UDP: both addresses and ports. ICMP queries: both addresses, the query's type and its
/// identifier, and which end asks. Other ICMP messages: both addresses, type, code and direction, so
/// that nothing answers them. Other protocols: both addresses and the protocol number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowKey {
    local: [u64; 2],
    remote: [u64; 2],
    /// Local port; the identifier of an ICMP query; the direction of another ICMP message.
    low: u16,
    /// Remote port; type and asking end of an ICMP query; type and code of another ICMP message.
    high: u16,
    protocol: Protocol,
    family: Family,
}

/// What a key says of ICMP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IcmpFlow {
    /// A query, and the answers to it.
    Query {
        /// The type of the query.
        kind: u8,
        /// The identifier that query and answer share.
        id: u16,
    },
    /// A message that nothing answers.
    OneWay {
        /// The type.
        kind: u8,
        /// The code.
        code: u8,
    },
}

/// Query and answer types of ICMP that pair by identifier: echo, timestamp, information, address mask.
const V4_PAIRS: &[(u8, u8)] = &[(8, 0), (13, 14), (15, 16), (17, 18)];
/// The same of ICMPv6: echo.
const V6_PAIRS: &[(u8, u8)] = &[(128, 129)];

/// The message that answers a query of ICMP or ICMPv6; none for one that is no query.
pub fn icmp_answer(protocol: Protocol, kind: u8) -> Option<u8> {
    pairs_of(protocol).iter().find(|(query, _)| *query == kind).map(|(_, answer)| *answer)
}

impl FlowKey {
    /// The key of a packet that crosses the interface in a direction. An ICMP answer has the key of the
    /// query that it answers.
    pub fn of(packet: &Packet, direction: Direction) -> FlowKey {
        let (low, high) = match &packet.payload {
            Payload::Tcp { source_port, destination_port, .. }
            | Payload::Udp { source_port, destination_port } => match direction {
                Direction::Ingress => (*destination_port, *source_port),
                Direction::Egress => (*source_port, *destination_port),
            },
            Payload::Icmp(message) => icmp_parts(message, V4_PAIRS, direction),
            Payload::Icmpv6(message) => icmp_parts(message, V6_PAIRS, direction),
            Payload::Other(_) => (0, 0),
        };
        FlowKey::with(packet, direction, low, high)
    }

    /// The key of an ICMP answer as a message of its own, which is what it is where nobody has asked.
    pub fn of_unasked(packet: &Packet, direction: Direction) -> Option<FlowKey> {
        let (message, pairs) = match &packet.payload {
            Payload::Icmp(message) => (message, V4_PAIRS),
            Payload::Icmpv6(message) => (message, V6_PAIRS),
            _ => return None,
        };
        let is_answer = pairs.iter().any(|(_, answer)| *answer == message.kind);
        let (low, high) = one_way_parts(message, direction);
        is_answer.then(|| FlowKey::with(packet, direction, low, high))
    }

    fn with(packet: &Packet, direction: Direction, low: u16, high: u16) -> FlowKey {
        let (local, remote) = match direction {
            Direction::Ingress => (packet.destination, packet.source),
            Direction::Egress => (packet.source, packet.destination),
        };
        FlowKey {
            local: words(local),
            remote: words(remote),
            low,
            high,
            protocol: packet.protocol(),
            family: packet.family(),
        }
    }

    /// The IP protocol.
    pub fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// The address family.
    pub fn family(&self) -> Family {
        self.family
    }

    /// The address at the interface's side.
    pub fn local(&self) -> IpAddr {
        address(self.local, self.family)
    }

    /// The address of the other end.
    pub fn remote(&self) -> IpAddr {
        address(self.remote, self.family)
    }

    /// Local and remote port of TCP and UDP.
    pub fn ports(&self) -> Option<(u16, u16)> {
        self.protocol.has_ports().then_some((self.low, self.high))
    }

    /// Query or message of ICMP.
    pub fn icmp(&self) -> Option<IcmpFlow> {
        if !self.protocol.is_icmp() {
            return None;
        }
        let [kind, rest] = self.high.to_be_bytes();
        let is_query = pairs_of(self.protocol).iter().any(|(query, _)| *query == kind);
        Some(if is_query {
            IcmpFlow::Query { kind, id: self.low }
        } else {
            IcmpFlow::OneWay { kind, code: rest }
        })
    }

    /// Addresses, ports, protocol, and whether the family is IPv6.
    pub(super) fn parts(&self) -> ([u64; 4], [u16; 2], u8, bool) {
        let [local_high, local_low] = self.local;
        let [remote_high, remote_low] = self.remote;
        let addresses = [local_high, local_low, remote_high, remote_low];
        (addresses, [self.low, self.high], self.protocol.0, self.family == Family::Ipv6)
    }

    /// The key with these parts.
    pub(super) fn from_parts(addresses: [u64; 4], ports: [u16; 2], protocol: u8, is_v6: bool) -> FlowKey {
        let [local_high, local_low, remote_high, remote_low] = addresses;
        let [low, high] = ports;
        FlowKey {
            local: [local_high, local_low],
            remote: [remote_high, remote_low],
            low,
            high,
            protocol: Protocol(protocol),
            family: if is_v6 { Family::Ipv6 } else { Family::Ipv4 },
        }
    }

    /// A hash that is the same in every run and on every machine.
    pub(super) fn hash(&self) -> u64 {
        let rest = u64::from(self.low) << 48
            | u64::from(self.high) << 32
            | u64::from(self.protocol.0) << 8
            | u64::from(self.family == Family::Ipv6);
        let [local_high, local_low] = self.local;
        let [remote_high, remote_low] = self.remote;
        // Two lanes that do not wait for each other: the sooner the hash is there, the sooner the memory
        // that it points to is on its way.
        let local = stir(stir(SEED, local_low), local_high ^ rest);
        let remote = stir(stir(FACTOR, remote_low), remote_high);
        let hash = stir(local, remote.rotate_left(32));
        stir(hash, hash >> 32)
    }
}

/// Any odd numbers with well mixed bits serve.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const FACTOR: u64 = 0xd6e8_feb8_6659_fd93;

fn stir(hash: u64, word: u64) -> u64 {
    let mixed = (hash ^ word).wrapping_mul(FACTOR);
    mixed ^ (mixed >> 29)
}

fn icmp_parts(message: &IcmpMessage, pairs: &[(u8, u8)], direction: Direction) -> (u16, u16) {
    for (query, answer) in pairs {
        let asked_from = match message.kind {
            kind if kind == *query => direction,
            kind if kind == *answer => direction.reverse(),
            _ => continue,
        };
        return (message.id, u16::from_be_bytes([*query, bit(asked_from)]));
    }
    one_way_parts(message, direction)
}

fn one_way_parts(message: &IcmpMessage, direction: Direction) -> (u16, u16) {
    (u16::from(bit(direction)), u16::from_be_bytes([message.kind, message.code]))
}

fn pairs_of(protocol: Protocol) -> &'static [(u8, u8)] {
    if protocol == Protocol::ICMPV6 { V6_PAIRS } else { V4_PAIRS }
}

fn bit(direction: Direction) -> u8 {
    match direction {
        Direction::Ingress => 0,
        Direction::Egress => 1,
    }
}

fn words(address: IpAddr) -> [u64; 2] {
    match address {
        IpAddr::V4(v4) => [0, u64::from(u32::from(v4))],
        IpAddr::V6(v6) => {
            let number = u128::from(v6);
            [(number >> 64) as u64, number as u64]
        }
    }
}

fn address([high, low]: [u64; 2], family: Family) -> IpAddr {
    match family {
        Family::Ipv4 => IpAddr::V4(Ipv4Addr::from(low as u32)),
        Family::Ipv6 => IpAddr::V6(Ipv6Addr::from(u128::from(high) << 64 | u128::from(low))),
    }
}
