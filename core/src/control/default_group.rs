//! The rules that groups come with.
//!
//! Source: VPC User Guide `default-security-group`, `security-groups`.

use crate::model::{
    GroupPeer, Network, Peer, SecurityGroup, SecurityGroupId, SecurityGroupRule, SecurityGroupRuleId, Tags,
    Traffic, Vpc,
};
use crate::net::{Direction, Family};
use std::rc::Rc;

/// Gives a VPC its default group: inbound everything from itself, outbound everything.
pub(super) fn create(network: &mut Network, vpc: &Vpc) {
    let id = new_group_id(network);
    let owner = Rc::clone(&network.settings.account);
    let itself = GroupPeer { owner: Some(Rc::clone(&owner)), ..GroupPeer::new(id.clone()) };
    let mut rules = vec![allow_all(network, Direction::Ingress, Peer::SecurityGroup(itself))];
    rules.extend(outbound_rules(network, vpc));
    let group = SecurityGroup {
        id: id.clone(),
        name: Rc::from("default"),
        description: Rc::from("default VPC security group"),
        vpc: vpc.id.clone(),
        owner,
        rules,
        tags: Tags::default(),
    };
    network.security_groups.insert(id, group);
}

/// The outbound rules of a new group: everything to everywhere, in IPv6 only where the VPC has it.
pub(super) fn outbound_rules(network: &mut Network, vpc: &Vpc) -> Vec<Rc<SecurityGroupRule>> {
    let mut families = vec![Family::Ipv4];
    if !vpc.ipv6_blocks.is_empty() {
        families.push(Family::Ipv6);
    }
    let everywhere = families.into_iter().map(|family| Peer::from_block(family.everywhere()));
    everywhere.map(|peer| allow_all(network, Direction::Egress, peer)).collect()
}

fn allow_all(network: &mut Network, direction: Direction, peer: Peer) -> Rc<SecurityGroupRule> {
    let id = new_rule_id(network);
    Rc::new(SecurityGroupRule {
        id,
        id_is_invented: false,
        direction,
        traffic: Traffic::All,
        peer,
        description: None,
        tags: Tags::default(),
    })
}

/// A new id of a group.
pub(super) fn new_group_id(network: &mut Network) -> SecurityGroupId {
    network.make_id(|network, id| network.security_groups.contains(id))
}

/// A new id of a rule.
pub(super) fn new_rule_id(network: &mut Network) -> SecurityGroupRuleId {
    network.make_id(|network, id| network.security_groups.iter().any(|group| group.rule(id).is_some()))
}
