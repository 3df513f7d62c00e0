//! A rule as describe-security-group-rules shows it.

use super::tag_shapes;
use crate::model::{GroupPeer, Network, Peer, SecurityGroup, SecurityGroupRule};
use crate::net::Direction;
use crate::wire::{AwsSecurityGroupRule, ReferencedGroupInfo};

/// The rule's ARN.
pub fn rule_arn(network: &Network, group: &SecurityGroup, rule: &SecurityGroupRule) -> String {
    format!("arn:aws:ec2:{}:{}:security-group-rule/{}", network.settings.region, group.owner, rule.id)
}

/// One rule. Protocol -1, and those without ports, come with -1 in both ports.
pub fn rule_shape(
    network: &Network,
    group: &SecurityGroup,
    rule: &SecurityGroupRule,
) -> AwsSecurityGroupRule {
    let (from_port, to_port) = rule.traffic.port_fields().unwrap_or((-1, -1));
    let mut shape = AwsSecurityGroupRule {
        security_group_rule_id: rule.id.to_string(),
        group_id: group.id.to_string(),
        group_owner_id: Some(group.owner.to_string()),
        is_egress: rule.direction == Direction::Egress,
        ip_protocol: rule.traffic.ip_protocol(),
        from_port: Some(from_port.into()),
        to_port: Some(to_port.into()),
        description: rule.description.as_deref().map(str::to_owned),
        tags: tag_shapes(&rule.tags),
        security_group_rule_arn: Some(rule_arn(network, group, rule)),
        playground_invented_id: rule.id_is_invented.then_some(true),
        ..AwsSecurityGroupRule::default()
    };
    match &rule.peer {
        Peer::CidrIpv4(block) => shape.cidr_ipv4 = Some(block.to_string()),
        Peer::CidrIpv6(block) => shape.cidr_ipv6 = Some(block.to_string()),
        Peer::PrefixList(id) => shape.prefix_list_id = Some(id.to_string()),
        Peer::SecurityGroup(peer) => {
            shape.referenced_group_info = Some(referenced_group_shape(network, peer));
        }
    }
    shape
}

/// What AWS shows of a referenced group. The state of a peering that the network knows is the state it is
/// in now, not the one that was noted.
pub fn referenced_group_shape(network: &Network, peer: &GroupPeer) -> ReferencedGroupInfo {
    let known = peer.peering.as_ref().and_then(|id| network.peerings.find(id));
    let status = known.map(|peering| peering.status.code()).or(peer.peering_status.as_deref());
    ReferencedGroupInfo {
        group_id: peer.group.to_string(),
        user_id: peer.owner.as_deref().map(str::to_owned),
        vpc_id: peer.vpc.as_ref().map(ToString::to_string),
        vpc_peering_connection_id: peer.peering.as_ref().map(ToString::to_string),
        peering_status: status.map(str::to_owned),
    }
}
