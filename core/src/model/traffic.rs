//! What a rule says about protocol, ports and ICMP.

use crate::net::{IcmpMessage, Packet, PortRange, Protocol};

/// The traffic that a rule is about, in the canonical form in which AWS stores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Traffic {
    /// Protocol -1: everything.
    All,
    /// TCP or UDP to a run of destination ports.
    Ports(Protocol, PortRange),
    /// ICMP or ICMPv6 by type and code; none means all.
    Icmp {
        /// [`Protocol::ICMP`] or [`Protocol::ICMPV6`].
        protocol: Protocol,
        /// The type; none: all types, and then all codes.
        kind: Option<u8>,
        /// The code; none: all codes.
        code: Option<u8>,
    },
    /// Any other protocol, with all that it carries.
    Other(Protocol),
}

impl Traffic {
    /// The protocol; none for -1.
    pub fn protocol(self) -> Option<Protocol> {
        match self {
            Traffic::All => None,
            Traffic::Ports(protocol, _) | Traffic::Icmp { protocol, .. } | Traffic::Other(protocol) => {
                Some(protocol)
            }
        }
    }

    /// `IpProtocol` as AWS stores it: `-1`, one of four names, or a number.
    pub fn ip_protocol(self) -> String {
        self.protocol().map_or_else(|| "-1".to_owned(), |protocol| protocol.to_string())
    }

    /// `FromPort` and `ToPort` as AWS stores them; none for protocols without ports.
    pub fn port_fields(self) -> Option<(i32, i32)> {
        match self {
            Traffic::Ports(_, ports) => Some((ports.low().into(), ports.high().into())),
            Traffic::Icmp { kind, code, .. } => {
                Some((kind.map_or(-1, i32::from), code.map_or(-1, i32::from)))
            }
            Traffic::All | Traffic::Other(_) => None,
        }
    }

    /// Whether the packet's protocol is one that the rule covers.
    pub fn covers_protocol(self, packet: &Packet) -> bool {
        self.protocol().is_none_or(|protocol| protocol == packet.protocol())
    }

    /// Whether the packet's destination port is covered, for a packet whose protocol is.
    pub fn covers_ports(self, packet: &Packet) -> bool {
        match (self, packet.ports()) {
            (Traffic::Ports(_, ports), Some((_, destination))) => ports.contains(destination),
            (Traffic::Ports(..), None) => false,
            _ => true,
        }
    }

    /// Whether the packet's ICMP type and code are covered, for a packet whose protocol is.
    pub fn covers_icmp(self, packet: &Packet) -> bool {
        match (self, packet.icmp()) {
            (Traffic::Icmp { kind, code, .. }, Some(IcmpMessage { kind: k, code: c, .. })) => {
                kind.is_none_or(|kind| kind == *k && code.is_none_or(|code| code == *c))
            }
            (Traffic::Icmp { .. }, None) => false,
            _ => true,
        }
    }

    /// Whether everything that the other covers is covered.
    pub fn covers(self, other: Traffic) -> bool {
        match (self, other) {
            (Traffic::All, _) => true,
            (Traffic::Ports(protocol, ports), Traffic::Ports(p, q)) => {
                protocol == p && ports.contains(q.low()) && ports.contains(q.high())
            }
            (Traffic::Icmp { protocol, kind, code }, Traffic::Icmp { protocol: p, kind: k, code: c }) => {
                protocol == p && kind.is_none_or(|kind| k == Some(kind) && (code.is_none() || code == c))
            }
            _ => self == other,
        }
    }

    /// Whether it covers every port of the protocol: -1, or 0 to 65535 of it.
    pub fn covers_all_ports_of(self, protocol: Protocol) -> bool {
        match self {
            Traffic::All => true,
            Traffic::Ports(own, ports) => own == protocol && ports == PortRange::ALL,
            Traffic::Icmp { .. } | Traffic::Other(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_covers_another_covers_all_of_it() {
        let ports = |low, high| Traffic::Ports(Protocol::TCP, PortRange::new(low, high).unwrap());
        let icmp = |kind, code| Traffic::Icmp { protocol: Protocol::ICMP, kind, code };
        let covered = [
            (Traffic::All, Traffic::Other(Protocol(47))),
            (ports(80, 90), ports(80, 80)),
            (ports(80, 90), ports(81, 90)),
            (icmp(None, None), icmp(Some(8), Some(0))),
            (icmp(Some(8), None), icmp(Some(8), Some(0))),
            (Traffic::Other(Protocol(47)), Traffic::Other(Protocol(47))),
        ];
        for (wide, narrow) in covered {
            assert!(wide.covers(narrow), "{wide:?} {narrow:?}");
            assert_eq!(narrow.covers(wide), narrow == wide, "{narrow:?} {wide:?}");
        }
        let apart = [
            (ports(80, 90), ports(85, 95)),
            (ports(0, 65535), Traffic::Ports(Protocol::UDP, PortRange::single(53))),
            (icmp(Some(8), None), icmp(Some(0), None)),
            (icmp(None, None), Traffic::Icmp { protocol: Protocol::ICMPV6, kind: None, code: None }),
        ];
        for (one, other) in apart {
            assert!(!one.covers(other) && !other.covers(one), "{one:?} {other:?}");
        }
    }
}
