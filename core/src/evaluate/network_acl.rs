//! What a network ACL's entries say of a packet.
//!
//! Ascending numbers, the first match decides, allow or deny; what comes after is not looked at. ACLs know
//! no flows: a reply is judged like any packet. Source: VPC User Guide `vpc-network-acls`.

use super::{Considered, Miss, Misses};
use crate::model::{AclEntries, NetworkAcl, NetworkAclEntry, RuleAction};
use crate::net::{Decision, Direction, Family, Packet};

/// The entries' answer, with every entry up to the one that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByEntries {
    /// Allowed or denied.
    pub decision: Decision,
    /// The index of the entry that decided; none where the list ends without one for the packet (an
    /// import may lack the `*` entries): it is dropped as by `*`.
    pub decided_by: Option<usize>,
    /// The entries and what each lacked, up to the one that decided.
    pub considered: Considered<AclEntries>,
}

impl ByEntries {
    /// The entry that decided.
    pub fn entry(&self) -> Option<&NetworkAclEntry> {
        self.considered.rules.get(self.decided_by?)
    }
}

/// Judges a packet that enters (ingress) or leaves (egress) a subnet of the ACL.
pub fn judge_by_entries(acl: &NetworkAcl, packet: &Packet, direction: Direction) -> ByEntries {
    let entries = acl.entries(direction);
    let mut misses = Vec::new();
    for entry in entries.iter() {
        misses.push(entry_misses(entry, packet, direction));
        if misses.last().is_some_and(|misses| misses.is_match()) {
            break;
        }
    }
    let decided_by = misses.iter().position(|misses| misses.is_match());
    let action = decided_by.and_then(|index| entries.get(index)).map(|entry| entry.action);
    let decision = match action {
        Some(RuleAction::Allow) => Decision::Allowed,
        Some(RuleAction::Deny) | None => Decision::Denied,
    };
    ByEntries { decision, decided_by, considered: Considered { rules: entries.clone(), misses } }
}

/// What one entry lacks for a packet, whether or not it is ever looked at.
pub fn entry_misses(entry: &NetworkAclEntry, packet: &Packet, direction: Direction) -> Misses {
    let far = packet.far_end(direction);
    let mut misses = Misses::default();
    if Family::of_block(&entry.block) != packet.family() {
        return misses.and(Miss::Family);
    }
    if !entry.traffic.covers_protocol(packet) {
        misses = misses.and(Miss::Protocol);
    } else {
        if !entry.traffic.covers_ports(packet) {
            misses = misses.and(Miss::Port);
        }
        if !entry.traffic.covers_icmp(packet) {
            misses = misses.and(Miss::Icmp);
        }
    }
    if entry.block.contains(&far) { misses } else { misses.and(Miss::Peer) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NetworkAclId, Tags, Traffic, VpcId};
    use crate::net::{IcmpMessage, Payload, PortRange, Protocol, TcpFlags, parse_cidr};
    use std::rc::Rc;

    fn entry(number: u16, action: RuleAction, traffic: Traffic, block: &str) -> NetworkAclEntry {
        NetworkAclEntry { number, action, traffic, block: parse_cidr(block).unwrap() }
    }

    fn tcp_ports(low: u16, high: u16) -> Traffic {
        Traffic::Ports(Protocol::TCP, PortRange::new(low, high).unwrap())
    }

    fn acl(inbound: Vec<NetworkAclEntry>, outbound: Vec<NetworkAclEntry>) -> NetworkAcl {
        let with_last = |mut entries: Vec<NetworkAclEntry>| {
            entries.push(NetworkAclEntry::last(Family::Ipv4));
            entries.into()
        };
        NetworkAcl {
            id: NetworkAclId::new("acl-1"),
            vpc: VpcId::new("vpc-1"),
            owner: Rc::from("1"),
            is_default: false,
            inbound: with_last(inbound),
            outbound: with_last(outbound),
            associations: Vec::new(),
            tags: Tags::default(),
        }
    }

    fn packet(source: &str, destination: &str, payload: Payload) -> Packet {
        Packet { source: source.parse().unwrap(), destination: destination.parse().unwrap(), payload }
    }

    fn tcp(source: &str, source_port: u16, destination: &str, destination_port: u16) -> Packet {
        let payload = Payload::Tcp { source_port, destination_port, flags: TcpFlags::SYN };
        packet(source, destination, payload)
    }

    #[test]
    fn the_reply_to_a_browser_dies_at_the_last_entry() {
        let https = entry(100, RuleAction::Allow, tcp_ports(443, 443), "0.0.0.0/0");
        let acl = acl(vec![https.clone()], vec![https]);
        let syn = judge_by_entries(&acl, &tcp("198.51.100.7", 51515, "10.0.0.10", 443), Direction::Ingress);
        assert_eq!((syn.decision, syn.entry().unwrap().number), (Decision::Allowed, 100));
        let reply = judge_by_entries(&acl, &tcp("10.0.0.10", 443, "198.51.100.7", 51515), Direction::Egress);
        assert_eq!((reply.decision, reply.entry().unwrap().number), (Decision::Denied, 32767));
        let missed: Vec<Vec<Miss>> = reply.considered.misses.iter().map(|m| m.iter().collect()).collect();
        assert_eq!(missed, vec![vec![Miss::Port], vec![]]);
    }

    #[test]
    fn the_first_match_decides_and_the_rest_is_not_looked_at() {
        let deny = |number| entry(number, RuleAction::Deny, tcp_ports(22, 22), "198.51.100.0/24");
        let allow = |number| entry(number, RuleAction::Allow, tcp_ports(22, 22), "0.0.0.0/0");
        let ssh = tcp("198.51.100.7", 50000, "10.0.0.10", 22);
        let denied = judge_by_entries(&acl(vec![deny(90), allow(100)], vec![]), &ssh, Direction::Ingress);
        assert_eq!((denied.decision, denied.considered.misses.len()), (Decision::Denied, 1));
        let swapped = judge_by_entries(&acl(vec![allow(90), deny(100)], vec![]), &ssh, Direction::Ingress);
        assert_eq!((swapped.decision, swapped.considered.misses.len()), (Decision::Allowed, 1));
    }

    #[test]
    fn protocol_and_family_are_compared_as_for_groups() {
        let echo = Traffic::Icmp { protocol: Protocol::ICMP, kind: Some(8), code: None };
        let all = NetworkAclEntry::all_traffic(200, RuleAction::Deny, Family::Ipv4);
        let acl = acl(vec![entry(100, RuleAction::Allow, echo, "0.0.0.0/0"), all], vec![]);
        let ping = packet("198.51.100.7", "10.0.0.10", Payload::Icmp(IcmpMessage::new(8, 0, 1)));
        assert_eq!(judge_by_entries(&acl, &ping, Direction::Ingress).decision, Decision::Allowed);
        let gre = packet("198.51.100.7", "10.0.0.10", Payload::Other(Protocol(47)));
        let denied = judge_by_entries(&acl, &gre, Direction::Ingress);
        assert_eq!((denied.decision, denied.entry().unwrap().number), (Decision::Denied, 200));
        let v6 = packet("2001:db8::7", "2001:db8::10", Payload::Icmpv6(IcmpMessage::new(128, 0, 1)));
        let nothing = judge_by_entries(&acl, &v6, Direction::Ingress);
        assert_eq!((nothing.decision, nothing.decided_by), (Decision::Denied, None));
        assert!(nothing.considered.misses.iter().all(|misses| misses.has(Miss::Family)));
    }
}
