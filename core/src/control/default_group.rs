//! The rules that groups come with.
//!
//! Source: VPC User Guide `default-security-group`, `security-groups`.

use crate::model::{
    GroupPeer, Network, Peer, SecurityGroup, SecurityGroupId, SecurityGroupRule, SecurityGroupRuleId, Tags,
    Traffic, Vpc,
};
use crate::net::{Direction, Family};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Gives a VPC its default group: inbound everything from itself, outbound everything.
pub(super) fn create(network: &mut Network, vpc: &Vpc) {
    let id = new_group_id(network);
    let owner = Rc::clone(&network.settings.account);
    let itself = GroupPeer { owner: Some(Rc::clone(&owner)), ..GroupPeer::new(id.clone()) };
    let mut rules = allow_all(network, Direction::Ingress, vec![Peer::SecurityGroup(itself)]);
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
    allow_all(network, Direction::Egress, everywhere.collect())
}

fn allow_all(network: &mut Network, direction: Direction, peers: Vec<Peer>) -> Vec<Rc<SecurityGroupRule>> {
    let rule = |(id, peer)| SecurityGroupRule {
        id,
        id_is_invented: false,
        direction,
        traffic: Traffic::All,
        peer,
        description: None,
        tags: Tags::default(),
    };
    new_rule_ids(network, peers.len()).into_iter().zip(peers).map(rule).map(Rc::new).collect()
}

/// A new id of a group.
pub(super) fn new_group_id(network: &mut Network) -> SecurityGroupId {
    network.make_id(|network, id| network.security_groups.contains(id))
}

/// New ids of rules. A Region may have very many rules, so they are looked through once for all the ids together.
pub(super) fn new_rule_ids(network: &mut Network, count: usize) -> Vec<SecurityGroupRuleId> {
    let mut ids = Vec::new();
    while ids.len() < count {
        let made: Vec<SecurityGroupRuleId> =
            (ids.len()..count).map(|_| network.make_id(|_, _| false)).collect();
        let known: BTreeSet<&SecurityGroupRuleId> = made.iter().collect();
        let rules = network.security_groups.iter().flat_map(|group| &group.rules);
        let taken: Vec<_> = rules.map(|rule| &rule.id).filter(|id| known.contains(id)).collect();
        ids.extend(made.iter().filter(|id| !taken.contains(id)).cloned());
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, text, with_group};
    use super::*;
    use serde_json::json;

    #[test]
    fn ids_that_rules_have_already_are_skipped() {
        let (mut network, _, web) = with_group();
        let before = network.clone();
        let wanted = new_rule_ids(&mut network, 4);
        network = before;
        // As an import may bring them: the second and the third of those that would be made next.
        let group = network.security_groups.find(&*web).unwrap();
        let mut group = SecurityGroup::clone(group);
        let own = group.rules.first().unwrap();
        let with_id = |id: &SecurityGroupRuleId| SecurityGroupRule { id: id.clone(), ..(**own).clone() };
        let brought: Vec<_> = wanted[1..3].iter().map(with_id).map(Rc::new).collect();
        group.rules.extend(brought);
        network.security_groups.insert(group.id.clone(), group);
        let port = |port: u16| json!({"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]});
        let asked = json!({"GroupId": web, "IpPermissions": [port(1), port(2)]});
        let made = done(&mut network, "AuthorizeSecurityGroupIngress", asked);
        let id = |at: usize| text(&made, &format!("/SecurityGroupRules/{at}/SecurityGroupRuleId"));
        assert_eq!([id(0), id(1)], [wanted[0].to_string(), wanted[3].to_string()]);
    }
}
