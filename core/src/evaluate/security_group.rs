//! What the rules of an interface's groups say of a packet.
//!
//! The rule set is the union of the rules of all groups: no order, no deny, no priority; one rule that
//! matches allows, none drops. Source: VPC User Guide `security-group-rules`.

use super::{Considered, LoweredRule, Miss, Misses, RuleList};
use crate::model::{Peer, SecurityGroupId};
use crate::net::{Decision, Direction, Packet};
use std::net::IpAddr;

/// How a packet came to the interface, where that decides whether a group reference can match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// Groups of a Network Load Balancer that the packet came through: a reference to one of them
    /// matches although the source is the client's address.
    pub through: Vec<SecurityGroupId>,
    /// Set where something on the way dropped what group references need (a middlebox in between).
    pub references_lost: bool,
}

/// The rules' answer, with every rule looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByRules {
    /// Allowed by the first matching rule; unknown where only a rule with an undescribed peer could match.
    pub decision: Decision,
    /// The index of the rule that decided: the first that matches, or the first that might.
    pub decided_by: Option<usize>,
    /// All rules and what each lacked.
    pub considered: Considered<RuleList>,
}

impl ByRules {
    /// The rules that match the packet.
    pub fn matching(&self) -> impl Iterator<Item = &LoweredRule> {
        let pairs = self.considered.rules.iter().zip(&self.considered.misses);
        pairs.filter(|(_, misses)| misses.is_match()).map(|(rule, _)| rule)
    }

    /// The rule that decided.
    pub fn rule(&self) -> Option<&LoweredRule> {
        self.considered.rules.get(self.decided_by?)
    }
}

/// Judges a packet by rules alone, without connection tracking.
pub fn judge_by_rules(rules: &RuleList, packet: &Packet, direction: Direction, arrival: &Arrival) -> ByRules {
    let peer = match direction {
        Direction::Ingress => packet.source,
        Direction::Egress => packet.destination,
    };
    let misses: Vec<Misses> = rules.iter().map(|rule| compare(rule, packet, peer, arrival)).collect();
    let first = |test: fn(Misses) -> bool| misses.iter().position(|misses| test(*misses));
    let (decision, decided_by) = match (first(Misses::is_match), first(Misses::is_undecided)) {
        (Some(index), _) => (Decision::Allowed, Some(index)),
        (None, Some(index)) => (Decision::Unknown, Some(index)),
        (None, None) => (Decision::Denied, None),
    };
    ByRules { decision, decided_by, considered: Considered { rules: rules.clone(), misses } }
}

fn compare(rule: &LoweredRule, packet: &Packet, peer: IpAddr, arrival: &Arrival) -> Misses {
    let traffic = rule.rule.traffic;
    let mut misses = Misses::default();
    if !rule.covers_family(packet.family()) {
        return misses.and(Miss::Family);
    }
    if !traffic.covers_protocol(packet) {
        misses = misses.and(Miss::Protocol);
    } else {
        if !traffic.covers_ports(packet) {
            misses = misses.and(Miss::Port);
        }
        if !traffic.covers_icmp(packet) {
            misses = misses.and(Miss::Icmp);
        }
    }
    match covers_peer(rule, peer, arrival) {
        Some(true) => misses,
        Some(false) => misses.and(Miss::Peer),
        None => misses.undecided(),
    }
}

fn covers_peer(rule: &LoweredRule, peer: IpAddr, arrival: &Arrival) -> Option<bool> {
    if let Peer::SecurityGroup(referenced) = &rule.rule.peer {
        if arrival.through.contains(&referenced.group) {
            return Some(true);
        }
        if arrival.references_lost {
            return Some(false);
        }
    }
    rule.covers_peer(peer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::Peers;
    use crate::model::{SecurityGroup, SecurityGroupRule, SecurityGroupRuleId, Tags, Traffic, VpcId};
    use crate::net::{AddressRange, Payload, PortRange, Protocol, TcpFlags, parse_cidr};
    use std::rc::Rc;

    fn rule(traffic: Traffic, block: &str) -> LoweredRule {
        let block = parse_cidr(block).unwrap();
        let group = SecurityGroup {
            id: SecurityGroupId::new("sg-1"),
            name: Rc::from("web"),
            description: Rc::from("web"),
            vpc: VpcId::new("vpc-1"),
            owner: Rc::from("111122223333"),
            rules: Vec::new(),
            tags: Tags::default(),
        };
        LoweredRule {
            group: Rc::new(group),
            rule: Rc::new(SecurityGroupRule {
                id: SecurityGroupRuleId::new("sgr-1"),
                id_is_invented: false,
                direction: Direction::Ingress,
                traffic,
                peer: Peer::from_block(block),
                description: None,
                tags: Tags::default(),
            }),
            peers: Peers::Ranges([AddressRange::of_block(&block)].into()),
        }
    }

    fn tcp(source: &str, destination_port: u16) -> Packet {
        Packet {
            source: source.parse().unwrap(),
            destination: "10.0.0.10".parse().unwrap(),
            payload: Payload::Tcp { source_port: 50000, destination_port, flags: TcpFlags::SYN },
        }
    }

    fn ports(low: u16, high: u16) -> Traffic {
        Traffic::Ports(Protocol::TCP, PortRange::new(low, high).unwrap())
    }

    #[test]
    fn rules_of_several_groups_are_not_combined_field_by_field() {
        let rules: RuleList = [rule(ports(22, 22), "10.0.0.0/8"), rule(ports(20, 25), "192.0.2.0/24")].into();
        let judge = |packet: Packet| judge_by_rules(&rules, &packet, Direction::Ingress, &Arrival::default());
        assert_eq!(judge(tcp("10.1.1.1", 22)).decided_by, Some(0));
        assert_eq!(judge(tcp("192.0.2.9", 22)).decided_by, Some(1));
        let telnet = judge(tcp("10.1.1.1", 23));
        assert_eq!(telnet.decision, Decision::Denied);
        let missed: Vec<Vec<Miss>> = telnet.considered.misses.iter().map(|m| m.iter().collect()).collect();
        assert_eq!(missed, vec![vec![Miss::Port], vec![Miss::Peer]]);
    }

    #[test]
    fn where_the_family_misses_nothing_else_is_compared() {
        let rules: RuleList = [rule(ports(22, 22), "::/0")].into();
        let judged = judge_by_rules(&rules, &tcp("10.1.1.1", 80), Direction::Ingress, &Arrival::default());
        assert_eq!(judged.considered.misses[0].iter().collect::<Vec<_>>(), vec![Miss::Family]);
    }

    #[test]
    fn every_port_from_0_to_65535_and_no_source_port() {
        let rules: RuleList = [rule(ports(0, 65535), "0.0.0.0/0")].into();
        for port in [0, 1, 65535] {
            let judged =
                judge_by_rules(&rules, &tcp("10.1.1.1", port), Direction::Ingress, &Arrival::default());
            assert_eq!(judged.decision, Decision::Allowed);
        }
        let narrow: RuleList = [rule(ports(50000, 50000), "0.0.0.0/0")].into();
        let judged = judge_by_rules(&narrow, &tcp("10.1.1.1", 22), Direction::Ingress, &Arrival::default());
        assert_eq!(judged.decision, Decision::Denied);
    }
}
