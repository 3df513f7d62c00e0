//! A rule in the words of the console's table.

use sg_core::catalog::rule_types::{RuleType, port_text, protocol_text};
use sg_core::model::{Network, Peer, SecurityGroupRule, Traffic};
use sg_core::net::Family;

/// What the console shows where there is nothing.
pub const NOTHING: &str = "–";

/// The columns after the name and the id, in the console's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleText {
    /// IPv4, IPv6, or nothing for a group.
    pub version: &'static str,
    /// The type, derived from protocol and ports.
    pub kind: &'static str,
    /// The protocol.
    pub protocol: String,
    /// The port range.
    pub ports: String,
    /// The source or destination, as AWS stores it.
    pub peer: String,
    /// The name of the referenced group or prefix list.
    pub peer_name: Option<String>,
}

impl RuleText {
    /// The texts of a rule.
    #[must_use]
    pub fn of(rule: &SecurityGroupRule, network: &Network) -> Self {
        Self {
            version: version(&rule.peer, network),
            kind: kind(rule.traffic),
            protocol: protocol(rule.traffic),
            ports: ports(rule.traffic),
            peer: rule.peer.to_string(),
            peer_name: peer_name(&rule.peer, network),
        }
    }
}

/// The type under which the console shows traffic.
#[must_use]
pub fn kind(traffic: Traffic) -> &'static str {
    RuleType::of(traffic.protocol(), traffic.port_fields()).name
}

/// The protocol column. Of a custom ICMP rule it tells the ICMP type.
#[must_use]
pub fn protocol(traffic: Traffic) -> String {
    protocol_text(traffic.protocol(), traffic.port_fields())
}

/// The port range column. Of a custom ICMP rule it tells the ICMP code.
#[must_use]
pub fn ports(traffic: Traffic) -> String {
    port_text(traffic.protocol(), traffic.port_fields())
}

fn version(peer: &Peer, network: &Network) -> &'static str {
    let family = match peer {
        Peer::CidrIpv4(_) => Some(Family::Ipv4),
        Peer::CidrIpv6(_) => Some(Family::Ipv6),
        Peer::PrefixList(id) => network.prefix_lists.find(id).map(|list| list.family),
        Peer::SecurityGroup(_) => None,
    };
    match family {
        Some(Family::Ipv4) => "IPv4",
        Some(Family::Ipv6) => "IPv6",
        None => NOTHING,
    }
}

fn peer_name(peer: &Peer, network: &Network) -> Option<String> {
    match peer {
        Peer::CidrIpv4(_) | Peer::CidrIpv6(_) => None,
        Peer::PrefixList(id) => network.prefix_lists.find(id).map(|list| list.name.to_string()),
        Peer::SecurityGroup(peer) => {
            network.security_groups.find(&peer.group).map(|group| group.display_name().to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sg_core::net::{PortRange, Protocol};

    fn tcp(low: u16, high: u16) -> Traffic {
        Traffic::Ports(Protocol::TCP, PortRange::new(low, high).unwrap())
    }

    #[test]
    fn the_type_is_derived_and_not_remembered() {
        assert_eq!(kind(tcp(443, 443)), "HTTPS");
        assert_eq!(kind(tcp(8080, 8080)), "Custom TCP");
        assert_eq!(kind(tcp(0, 65535)), "All TCP");
        assert_eq!(kind(Traffic::All), "All traffic");
        assert_eq!(kind(Traffic::Other(Protocol(47))), "Custom protocol");
    }

    #[test]
    fn ports_read_as_in_the_console() {
        let icmp = |kind, code| Traffic::Icmp { protocol: Protocol::ICMP, kind, code };
        assert_eq!(ports(tcp(22, 22)), "22");
        assert_eq!(ports(tcp(1024, 65535)), "1024 - 65535");
        assert_eq!(ports(Traffic::All), "All");
        assert_eq!(ports(icmp(Some(8), None)), "N/A");
        assert_eq!(protocol(icmp(Some(8), None)), "Echo Request");
        assert_eq!(kind(icmp(None, None)), "All ICMP - IPv4");
    }
}
