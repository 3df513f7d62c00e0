//! From the plain form to the evaluator's types.

use crate::plain::{ICMP, ICMPV6, PlainPacket, PlainPeer, PlainRule, TCP, UDP};
use sg_core::model::{Peer, Traffic};
use sg_core::net::{
    Direction, IcmpMessage, Ipv4Net, Ipv6Net, Packet, Payload, PortRange, Protocol, TcpFlags,
};

/// The direction of a rule or packet.
pub fn direction(outbound: bool) -> Direction {
    Direction::from_is_egress(outbound)
}

/// What the rule is about. Panics on numbers that no rule can hold: the generators make none.
pub fn traffic(rule: &PlainRule) -> Traffic {
    let number = |value: i32| u16::try_from(value).expect("a port");
    let wildcard = |value: i32| (value != -1).then(|| u8::try_from(value).expect("a type or code"));
    match rule.protocol {
        None => Traffic::All,
        Some(protocol @ (TCP | UDP)) => {
            let ports = PortRange::new(number(rule.from), number(rule.to)).expect("a run of ports");
            Traffic::Ports(Protocol(protocol), ports)
        }
        Some(protocol @ (ICMP | ICMPV6)) => {
            Traffic::Icmp { protocol: Protocol(protocol), kind: wildcard(rule.from), code: wildcard(rule.to) }
        }
        Some(protocol) => Traffic::Other(Protocol(protocol)),
    }
}

/// The rule's peer, where it is a block.
pub fn block_peer(peer: &PlainPeer) -> Option<Peer> {
    match peer {
        PlainPeer::V4(base, length) => Ipv4Net::new(*base, *length).ok().map(Peer::CidrIpv4),
        PlainPeer::V6(base, length) => Ipv6Net::new(*base, *length).ok().map(Peer::CidrIpv6),
        PlainPeer::Group(_) | PlainPeer::PrefixList(_) => None,
    }
}

/// The packet.
pub fn packet(plain: &PlainPacket) -> Packet {
    let message = || IcmpMessage {
        about: plain.about.as_deref().map(|about| Box::new(packet(about))),
        ..IcmpMessage::new(plain.icmp_type, plain.icmp_code, plain.icmp_id)
    };
    let (source_port, destination_port) = (plain.source_port, plain.destination_port);
    let payload = match plain.protocol {
        TCP => Payload::Tcp { source_port, destination_port, flags: flags(plain.flags) },
        UDP => Payload::Udp { source_port, destination_port },
        ICMP => Payload::Icmp(message()),
        ICMPV6 => Payload::Icmpv6(message()),
        other => Payload::Other(Protocol(other)),
    };
    Packet { source: plain.source, destination: plain.destination, payload }
}

fn flags(bits: u8) -> TcpFlags {
    let in_header =
        [(1, TcpFlags::FIN), (2, TcpFlags::SYN), (4, TcpFlags::RST), (8, TcpFlags::PSH), (16, TcpFlags::ACK)];
    let set = in_header.iter().filter(|(bit, _)| bits & bit != 0);
    set.fold(TcpFlags::none(), |flags, (_, flag)| flags.with(*flag))
}
