//! A flow of the tracking table as a person or a program reads it.

use super::{Flow, IcmpFlow, State, Tracking};
use crate::model::{NetworkInterfaceId, SecurityGroupRuleId};
use crate::net::{Direction, IcmpMessage, Instant, Packet, Payload, Protocol, TcpFlags};
use std::net::IpAddr;

/// One flow at one interface. Source and destination are those of its first packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The interface whose table holds it.
    pub interface: NetworkInterfaceId,
    /// Its place in the order of creation over all interfaces.
    pub sequence: u64,
    /// The IP protocol.
    pub protocol: Protocol,
    /// The direction in which the flow began.
    pub direction: Direction,
    /// Where its first packet came from.
    pub source: IpAddr,
    /// The source port of TCP and UDP.
    pub source_port: Option<u16>,
    /// Where its first packet went.
    pub destination: IpAddr,
    /// The destination port of TCP and UDP.
    pub destination_port: Option<u16>,
    /// The query or message of ICMP.
    pub icmp: Option<IcmpFlow>,
    /// Where it stands.
    pub state: State,
    /// Whether it is tracked, and why. What is not is remembered only to be shown and recognised.
    pub tracking: Tracking,
    /// The rule that let its first packet by; of an untracked flow the one that let its latest by.
    pub admitted_by: SecurityGroupRuleId,
    /// Packets in the direction in which the flow began, and in the other.
    pub packets: [u32; 2],
    /// The first moment at which it is gone, unless another packet comes before.
    pub expires_at: Instant,
}

impl Entry {
    pub(super) fn new(
        flow: &Flow,
        interface: &NetworkInterfaceId,
        admitted_by: SecurityGroupRuleId,
    ) -> Entry {
        let key = &flow.key;
        let (local_port, remote_port) = match key.ports() {
            Some((local, remote)) => (Some(local), Some(remote)),
            None => (None, None),
        };
        let (source, source_port, destination, destination_port) = match flow.began {
            Direction::Ingress => (key.remote(), remote_port, key.local(), local_port),
            Direction::Egress => (key.local(), local_port, key.remote(), remote_port),
        };
        Entry {
            interface: interface.clone(),
            sequence: flow.sequence,
            protocol: key.protocol(),
            direction: flow.began,
            source,
            source_port,
            destination,
            destination_port,
            icmp: key.icmp(),
            state: flow.state,
            tracking: flow.tracking,
            admitted_by,
            packets: flow.packets,
            expires_at: flow.expires,
        }
    }

    /// Whether a packet at its interface belongs to it, in either direction; ICMP by its addresses alone.
    pub fn holds(&self, packet: &Packet) -> bool {
        let ports = packet.ports().map_or((None, None), |(from, to)| (Some(from), Some(to)));
        let there = (packet.source, ports.0, packet.destination, ports.1);
        let back = (packet.destination, ports.1, packet.source, ports.0);
        let own = (self.source, self.source_port, self.destination, self.destination_port);
        self.protocol == packet.protocol() && (own == there || own == back)
    }

    /// One more packet of it, in the direction in which it began.
    pub fn packet(&self) -> Packet {
        let ports = (self.source_port.unwrap_or_default(), self.destination_port.unwrap_or_default());
        let message = |flow: IcmpFlow| match flow {
            IcmpFlow::Query { kind, id } => IcmpMessage { kind, code: 0, id, about: None },
            IcmpFlow::OneWay { kind, code } => IcmpMessage { kind, code, id: 0, about: None },
        };
        let payload = match (self.protocol, self.icmp) {
            (Protocol::TCP, _) => {
                Payload::Tcp { source_port: ports.0, destination_port: ports.1, flags: TcpFlags::ACK }
            }
            (Protocol::UDP, _) => Payload::Udp { source_port: ports.0, destination_port: ports.1 },
            (Protocol::ICMP, Some(flow)) => Payload::Icmp(message(flow)),
            (Protocol::ICMPV6, Some(flow)) => Payload::Icmpv6(message(flow)),
            (other, _) => Payload::Other(other),
        };
        Packet { source: self.source, destination: self.destination, payload }
    }

    /// Whole seconds from `now` until it is gone, rounded up.
    pub fn expires_in(&self, now: Instant) -> u64 {
        self.expires_at.since(now).div_ceil(1000)
    }
}
