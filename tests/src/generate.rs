//! Random rules and packets over a universe that is small enough for them to meet.

use crate::Random;
use crate::plain::{ICMP, ICMPV6, PlainPacket, PlainPeer, PlainRule, TCP, UDP};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// TCP's control bits as they stand in the header.
pub mod flag {
    /// Finish.
    pub const FIN: u8 = 1;
    /// Synchronise.
    pub const SYN: u8 = 2;
    /// Reset.
    pub const RST: u8 = 4;
    /// Push.
    pub const PSH: u8 = 8;
    /// Acknowledge.
    pub const ACK: u8 = 16;
}

/// The addresses of the interface under test.
pub const HOST: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::new(10, 77, 0, 10)),
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0x77, 0, 0, 0, 0, 0x10)),
];

/// Protocols without ports that the universe knows: GRE, ESP, EIGRP, OSPF, PIM.
pub const OTHERS: [u8; 5] = [47, 50, 88, 89, 103];

const PORTS: [u16; 10] = [0, 1, 22, 53, 80, 443, 1024, 50000, 50001, 65535];

/// The other ends: sixteen neighbours of either family, and a few from elsewhere.
pub fn address(random: &mut Random, ipv6: bool) -> IpAddr {
    let low = random.below(16);
    match (ipv6, random.below(6)) {
        (false, 0) => IpAddr::V4(Ipv4Addr::new(203, 0, 113, 5)),
        (false, 1) => IpAddr::V4(Ipv4Addr::new(10, 78, 0, 5)),
        (false, _) => IpAddr::V4(Ipv4Addr::new(10, 77, 0, 32 + u8::try_from(low).unwrap_or(0))),
        (true, 0) => IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0xffff, 0, 0, 0, 0, 5)),
        (true, 1) => IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0x78, 0, 0, 0, 0, 5)),
        (true, _) => {
            let last = 0x20 + u16::try_from(low).unwrap_or(0);
            IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0x77, 0, 0, 0, 0, last))
        }
    }
}

/// A block of the family, in canonical form.
pub fn block(random: &mut Random, ipv6: bool) -> (IpAddr, u8) {
    let lengths: [u8; 7] = if ipv6 { [0, 0, 48, 64, 124, 126, 128] } else { [0, 0, 8, 16, 28, 30, 32] };
    let length = *random.pick(&lengths);
    match address(random, ipv6) {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(length)).unwrap_or(0);
            (IpAddr::V4(Ipv4Addr::from(u32::from(address) & mask)), length)
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(length)).unwrap_or(0);
            (IpAddr::V6(Ipv6Addr::from(u128::from(address) & mask)), length)
        }
    }
}

fn peer(random: &mut Random) -> PlainPeer {
    let ipv6 = random.chance(40);
    match random.below(10) {
        0 | 1 => {
            let members = 1 + random.below(6);
            PlainPeer::Group((0..members).map(|member| address(random, member % 2 == 1)).collect())
        }
        2 => {
            let blocks = 1 + random.below(3);
            PlainPeer::PrefixList((0..blocks).map(|_| block(random, ipv6)).collect())
        }
        _ => match block(random, ipv6) {
            (IpAddr::V4(base), length) => PlainPeer::V4(base, length),
            (IpAddr::V6(base), length) => PlainPeer::V6(base, length),
        },
    }
}

/// Any rule.
pub fn rule(random: &mut Random) -> PlainRule {
    let ports = |random: &mut Random| {
        let mut two = [i32::from(*random.pick(&PORTS)), i32::from(*random.pick(&PORTS))];
        two.sort_unstable();
        match random.below(4) {
            0 => (0, 65535),
            1 => (two[0], two[1]),
            _ => (two[0], two[0]),
        }
    };
    let icmp = |random: &mut Random, kinds: &[i32]| match random.below(3) {
        0 => (-1, -1),
        _ => (*random.pick(kinds), *random.pick(&[-1, -1, 0, 3])),
    };
    let (protocol, (from, to)) = match random.below(12) {
        0..4 => (Some(TCP), ports(random)),
        4..7 => (Some(UDP), ports(random)),
        7 => (Some(ICMP), icmp(random, &[8, 0, 3, 11, 13])),
        8 => (Some(ICMPV6), icmp(random, &[128, 129, 1, 2])),
        9 => (Some(*random.pick(&OTHERS)), (0, 0)),
        _ => (None, (0, 0)),
    };
    PlainRule { outbound: random.chance(50), protocol, from, to, peer: peer(random) }
}

/// Any packet that begins something, or pretends to go on with it.
pub fn packet(random: &mut Random) -> (PlainPacket, bool) {
    let outbound = random.chance(50);
    let ipv6 = random.chance(40);
    let (host, other) = (HOST[usize::from(ipv6)], address(random, ipv6));
    let (source, destination) = if outbound { (host, other) } else { (other, host) };
    let protocol = match random.below(10) {
        0..5 => TCP,
        5..7 => UDP,
        7 | 8 if ipv6 => ICMPV6,
        7 | 8 => ICMP,
        _ => *random.pick(&OTHERS),
    };
    let kinds: &[u8] = if ipv6 { &[128, 128, 128, 129, 1, 2] } else { &[8, 8, 8, 13, 17, 0, 14, 3, 11] };
    let opening = [flag::SYN, flag::SYN, flag::SYN, flag::ACK, flag::PSH | flag::ACK, flag::RST];
    let icmp_code = if random.chance(20) { 3 } else { 0 };
    let packet = PlainPacket {
        source_port: *random.pick(&PORTS),
        destination_port: *random.pick(&PORTS),
        icmp_type: *random.pick(kinds),
        icmp_code,
        // Linux holds the code of a query's answer against the query's; here each has identifiers of its own.
        icmp_id: u16::from(icmp_code) * 16 + u16::try_from(random.below(4)).unwrap_or(0),
        flags: *random.pick(&opening),
        ..PlainPacket::bare(source, destination, protocol)
    };
    (packet, outbound)
}

/// The packet that answers another, or goes on in the same direction.
pub fn next_of(random: &mut Random, before: &PlainPacket, answer: bool) -> PlainPacket {
    let mut next = before.clone();
    if answer {
        (next.source, next.destination) = (before.destination, before.source);
        (next.source_port, next.destination_port) = (before.destination_port, before.source_port);
        next.icmp_type = match (before.protocol, before.icmp_type) {
            (ICMP, 8) => 0,
            (ICMP, 0) => 8,
            (ICMP, 13) => 14,
            (ICMP, 17) => 18,
            (ICMPV6, 128) => 129,
            (_, kind) => kind,
        };
    }
    let opened = before.flags == flag::SYN;
    let usual = [flag::ACK, flag::ACK, flag::PSH | flag::ACK, flag::FIN | flag::ACK];
    next.flags = match random.below(12) {
        0 => flag::RST,
        1 => flag::RST | flag::ACK,
        2 => flag::SYN,
        _ if opened && answer => flag::SYN | flag::ACK,
        _ => *random.pick(&usual),
    };
    next
}

/// The ICMP error that answers a packet, from its receiver or from a router on the way; none for a packet
/// that is an error itself.
pub fn error_about(random: &mut Random, before: &PlainPacket) -> Option<PlainPacket> {
    let ipv6 = before.source.is_ipv6();
    let asks: &[u8] = if ipv6 { &[128, 129] } else { &[8, 0, 13, 14, 17, 18] };
    if matches!(before.protocol, ICMP | ICMPV6) && !asks.contains(&before.icmp_type) {
        return None;
    }
    let from_host = HOST.contains(&before.destination);
    let router = random.chance(40) && !from_host;
    let source = if router { address(random, ipv6) } else { before.destination };
    let (icmp_type, icmp_code) =
        *random.pick(if ipv6 { &[(1, 4), (2, 0), (3, 0)] } else { &[(3, 3), (3, 4), (11, 0)] });
    let protocol = if ipv6 { ICMPV6 } else { ICMP };
    let about = Some(Box::new(before.clone()));
    Some(PlainPacket { icmp_type, icmp_code, about, ..PlainPacket::bare(source, before.source, protocol) })
}
