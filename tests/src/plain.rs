//! Rules and packets in their plainest form, with a decision written from AWS's text alone.
//!
//! Nothing here uses the evaluator: what the random tests build, the firewall of a real kernel and the
//! evaluator are both made from it, and the brute force test compares the evaluator with [`admits`].

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// ICMP of IPv4.
pub const ICMP: u8 = 1;
/// TCP.
pub const TCP: u8 = 6;
/// UDP.
pub const UDP: u8 = 17;
/// ICMPv6.
pub const ICMPV6: u8 = 58;

/// One rule of a security group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainRule {
    /// Outbound, else inbound.
    pub outbound: bool,
    /// Any protocol for none, else the number.
    pub protocol: Option<u8>,
    /// `FromPort`, or the ICMP type; -1 for all types.
    pub from: i32,
    /// `ToPort`, or the ICMP code; -1 for all codes.
    pub to: i32,
    /// The other end.
    pub peer: PlainPeer,
}

/// The other end of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlainPeer {
    /// An IPv4 block.
    V4(Ipv4Addr, u8),
    /// An IPv6 block.
    V6(Ipv6Addr, u8),
    /// A security group, by the addresses of its members.
    Group(Vec<IpAddr>),
    /// A prefix list, by its blocks.
    PrefixList(Vec<(IpAddr, u8)>),
}

/// One packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainPacket {
    /// Where it comes from.
    pub source: IpAddr,
    /// Where it goes.
    pub destination: IpAddr,
    /// The protocol's number.
    pub protocol: u8,
    /// Source port of TCP and UDP.
    pub source_port: u16,
    /// Destination port of TCP and UDP.
    pub destination_port: u16,
    /// ICMP type.
    pub icmp_type: u8,
    /// ICMP code.
    pub icmp_code: u8,
    /// ICMP identifier.
    pub icmp_id: u16,
    /// TCP's control bits as they stand in the header.
    pub flags: u8,
    /// The packet that an ICMP error quotes.
    pub about: Option<Box<PlainPacket>>,
}

impl PlainPacket {
    /// A packet of the protocol between two addresses, with zeros for the rest.
    pub fn bare(source: IpAddr, destination: IpAddr, protocol: u8) -> PlainPacket {
        PlainPacket {
            source,
            destination,
            protocol,
            source_port: 0,
            destination_port: 0,
            icmp_type: 0,
            icmp_code: 0,
            icmp_id: 0,
            flags: 0,
            about: None,
        }
    }
}

/// Whether the rule lets the packet by, seen from the interface that carries the rule's group.
pub fn admits(rule: &PlainRule, packet: &PlainPacket, outbound: bool) -> bool {
    let other_end = if outbound { packet.destination } else { packet.source };
    rule.outbound == outbound && traffic_fits(rule, packet) && peer_fits(&rule.peer, other_end)
}

fn traffic_fits(rule: &PlainRule, packet: &PlainPacket) -> bool {
    let Some(protocol) = rule.protocol else { return true };
    if protocol != packet.protocol {
        return false;
    }
    match protocol {
        TCP | UDP => (rule.from..=rule.to).contains(&i32::from(packet.destination_port)),
        ICMP | ICMPV6 => {
            let kind = rule.from == -1 || rule.from == i32::from(packet.icmp_type);
            let code = rule.to == -1 || rule.to == i32::from(packet.icmp_code);
            kind && code
        }
        _ => true,
    }
}

fn peer_fits(peer: &PlainPeer, address: IpAddr) -> bool {
    match peer {
        PlainPeer::V4(base, length) => in_block(address, IpAddr::V4(*base), *length),
        PlainPeer::V6(base, length) => in_block(address, IpAddr::V6(*base), *length),
        PlainPeer::Group(members) => members.contains(&address),
        PlainPeer::PrefixList(blocks) => {
            blocks.iter().any(|(base, length)| in_block(address, *base, *length))
        }
    }
}

/// The first `length` bits are the same.
fn in_block(address: IpAddr, base: IpAddr, length: u8) -> bool {
    match (address, base) {
        (IpAddr::V4(address), IpAddr::V4(base)) => {
            let differing = u32::from(address) ^ u32::from(base);
            differing.leading_zeros() >= u32::from(length)
        }
        (IpAddr::V6(address), IpAddr::V6(base)) => {
            let differing = u128::from(address) ^ u128::from(base);
            differing.leading_zeros() >= u32::from(length)
        }
        _ => false,
    }
}
