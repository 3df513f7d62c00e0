//! Names and short texts of what evidence holds.

use crate::catalog::icmp_types::{icmp_type, icmpv6_type_name};
use crate::model::{Network, NetworkAclEntry, Peer, ResourceId, Tags, Traffic};
use crate::net::{Direction, IcmpMessage, Packet, Protocol};
use crate::wire::PacketView;

/// The name that people know a resource by: the tag `Name`, a group's name, else the id.
pub fn display_name(network: &Network, id: &str) -> String {
    name_of(network, id).map_or(id, |(_, name)| name).to_owned()
}

/// The same within a sentence: the kind stands in front where a name alone could be anything's. What sends packets and
/// what holds rules goes by its name.
pub fn full_name(network: &Network, id: &str) -> String {
    match name_of(network, id) {
        Some((kind, name)) if !kind.is_empty() => format!("{kind} {name}"),
        _ => display_name(network, id),
    }
}

/// The kind of a resource that has a name, and the name.
fn name_of<'n>(network: &'n Network, id: &str) -> Option<(&'static str, &'n str)> {
    let tagged = |kind, tags: &'n Tags| tags.name().map(|name| (kind, name));
    let instance = |id: &str| tagged("", &network.instances.find(id)?.tags);
    let group = network.security_groups.find(id).map(|group| ("", group.display_name()));
    group
        .or_else(|| {
            let interface = network.interfaces.find(id)?;
            tagged("", &interface.tags).or_else(|| instance(interface.instance()?.as_str()))
        })
        .or_else(|| instance(id))
        .or_else(|| tagged("VPC", &network.vpcs.find(id)?.tags))
        .or_else(|| tagged("subnet", &network.subnets.find(id)?.tags))
        .or_else(|| tagged("network ACL", &network.network_acls.find(id)?.tags))
        .or_else(|| tagged("route table", &network.route_tables.find(id)?.tags))
        .or_else(|| tagged("internet gateway", &network.internet_gateways.find(id)?.tags))
        .or_else(|| tagged("NAT gateway", &network.nat_gateways.find(id)?.tags))
        .or_else(|| tagged("peering", &network.peerings.find(id)?.tags))
        .or_else(|| tagged("transit gateway", &network.transit_gateways.find(id)?.tags))
        .or_else(|| Some(("", &*network.prefix_lists.find(id)?.name)))
}

/// Who a rule is for, in words: a block, `members of web`, a prefix list's name.
pub fn peer_name(network: &Network, peer: &Peer) -> String {
    match peer {
        Peer::SecurityGroup(referenced) => {
            format!("members of {}", display_name(network, referenced.group.as_str()))
        }
        Peer::PrefixList(list) => display_name(network, list.as_str()),
        block => block.to_string(),
    }
}

/// An entry's number as the console shows it: `*` for the last ones.
pub fn entry_name(entry: &NetworkAclEntry) -> String {
    if entry.is_last() { "*".to_owned() } else { entry.number.to_string() }
}

/// An entry within a sentence: `entry 100`, `the * rule`.
pub fn entry_title(entry: &NetworkAclEntry) -> String {
    if entry.is_last() { "the * rule".to_owned() } else { format!("entry {}", entry.number) }
}

/// The packet's addresses and ports, for the wire.
pub fn packet_view(packet: &Packet) -> PacketView {
    PacketView {
        protocol: packet.protocol().into(),
        source: packet.source.to_string(),
        source_port: packet.ports().map(|(source, _)| source),
        destination: packet.destination.to_string(),
        destination_port: packet.ports().map(|(_, destination)| destination),
    }
}

/// `TCP 22`, `ICMP Echo Request (type 8 code 0)`, `protocol 47`: what a rule for the packet would have to cover.
pub fn traffic_of(packet: &Packet) -> String {
    let protocol = protocol_word(packet.protocol());
    match (packet.ports(), packet.icmp()) {
        (Some((_, destination)), _) => format!("{protocol} {destination}"),
        (None, Some(message)) => icmp_text(packet.protocol(), message.kind, Some(message.code)),
        (None, None) => protocol,
    }
}

/// An ICMP type in words, where it has a name, and in numbers.
fn icmp_text(protocol: Protocol, kind: u8, code: Option<u8>) -> String {
    let name = match protocol {
        Protocol::ICMP => icmp_type(kind).map(|listed| listed.name),
        _ => icmpv6_type_name(kind),
    };
    let code = code.map(|code| format!(" code {code}")).unwrap_or_default();
    let word = protocol_word(protocol);
    match name {
        Some(name) => format!("{word} {name} (type {kind}{code})"),
        None => format!("{word} type {kind}{code}"),
    }
}

/// The code that a rule for this ICMP message names: none where the form has no codes for its type, and the rule
/// covers all of them.
pub(super) fn code_of_rule(message: &IcmpMessage, protocol: Protocol) -> Option<u8> {
    let named = icmp_type(message.kind).filter(|_| protocol == Protocol::ICMP)?;
    named.code_name(message.code).map(|_| message.code)
}

/// What the smallest rule for the packet covers.
pub(super) fn traffic_of_rule(packet: &Packet) -> String {
    let protocol = packet.protocol();
    match packet.icmp() {
        Some(message) if code_of_rule(message, protocol).is_none() => icmp_text(protocol, message.kind, None),
        _ => traffic_of(packet),
    }
}

/// What a rule covers, in the same words.
pub fn traffic_text(traffic: Traffic) -> String {
    match traffic {
        Traffic::All => "all traffic".to_owned(),
        Traffic::Ports(protocol, ports) if ports.low() == ports.high() => {
            format!("{} {}", protocol_word(protocol), ports.low())
        }
        Traffic::Ports(protocol, ports) => {
            format!("{} {}\u{2013}{}", protocol_word(protocol), ports.low(), ports.high())
        }
        Traffic::Icmp { protocol, kind: Some(kind), code } => icmp_text(protocol, kind, code),
        Traffic::Icmp { protocol, kind: None, .. } => protocol_word(protocol),
        Traffic::Other(protocol) => protocol_word(protocol),
    }
}

fn protocol_word(protocol: Protocol) -> String {
    match protocol {
        Protocol::TCP => "TCP".to_owned(),
        Protocol::UDP => "UDP".to_owned(),
        Protocol::ICMP => "ICMP".to_owned(),
        Protocol::ICMPV6 => "ICMPv6".to_owned(),
        Protocol(number) => format!("protocol {number}"),
    }
}

/// The other end of a packet with its preposition: `from 203.0.113.10`, `to 10.0.0.5`.
pub fn peer_text(packet: &Packet, direction: Option<Direction>) -> String {
    match direction {
        Some(Direction::Egress) => format!("to {}", packet.destination),
        Some(Direction::Ingress) | None => format!("from {}", packet.source),
    }
}
