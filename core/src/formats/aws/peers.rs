//! The other end of a rule, in the form of permissions and in that of single rules.

use super::builder::said;
use crate::model::{GroupPeer, Network, Peer, PrefixListId, SecurityGroupId, VpcId, VpcPeeringConnectionId};
use crate::net::Family;
use crate::wire::convert::parse_block;
use crate::wire::{AwsSecurityGroupRule, Ec2Error, IpPermission, UserIdGroupPair};
use std::rc::Rc;

/// A peer of a permission: the field that lists it, its index there, the peer, the rule's description.
pub(super) type Listed<'p> = (&'static str, usize, Result<Peer, Ec2Error>, Option<&'p str>);

/// All peers of a permission. Each is a rule of its own, and one that is bad spoils no other.
pub(super) fn of_permission(permission: &IpPermission) -> impl Iterator<Item = Listed<'_>> {
    let blocks = permission.ip_ranges.iter().enumerate().map(|(index, range)| {
        let peer = block(range.cidr_ip.as_deref(), Family::Ipv4);
        ("IpRanges", index, peer, range.description.as_deref())
    });
    let ipv6_blocks = permission.ipv6_ranges.iter().enumerate().map(|(index, range)| {
        let peer = block(range.cidr_ipv6.as_deref(), Family::Ipv6);
        ("Ipv6Ranges", index, peer, range.description.as_deref())
    });
    let lists = permission.prefix_list_ids.iter().enumerate().map(|(index, list)| {
        let id = said(&list.prefix_list_id).ok_or_else(|| missing("PrefixListId"));
        let peer = id.map(|id| Peer::PrefixList(PrefixListId::new(id)));
        ("PrefixListIds", index, peer, list.description.as_deref())
    });
    let groups = permission
        .user_id_group_pairs
        .iter()
        .enumerate()
        .map(|(index, pair)| ("UserIdGroupPairs", index, of_pair(pair), pair.description.as_deref()));
    blocks.chain(ipv6_blocks).chain(lists).chain(groups)
}

fn of_pair(pair: &UserIdGroupPair) -> Result<Peer, Ec2Error> {
    let id = said(&pair.group_id).ok_or_else(|| missing("GroupId"))?;
    Ok(Peer::SecurityGroup(GroupPeer {
        group: SecurityGroupId::new(id),
        owner: said(&pair.user_id).map(Rc::from),
        vpc: said(&pair.vpc_id).map(VpcId::new),
        peering: said(&pair.vpc_peering_connection_id).map(VpcPeeringConnectionId::new),
        peering_status: said(&pair.peering_status).map(Rc::from),
    }))
}

/// The peer of a single rule: exactly one of four fields.
pub(super) fn of_rule(rule: &AwsSecurityGroupRule) -> Result<Peer, Ec2Error> {
    let group = rule.referenced_group_info.as_ref().filter(|info| !info.group_id.is_empty());
    match (said(&rule.cidr_ipv4), said(&rule.cidr_ipv6), said(&rule.prefix_list_id), group) {
        (Some(cidr), None, None, None) => block(Some(cidr), Family::Ipv4),
        (None, Some(cidr), None, None) => block(Some(cidr), Family::Ipv6),
        (None, None, Some(id), None) => Ok(Peer::PrefixList(PrefixListId::new(id))),
        (None, None, None, Some(info)) => Ok(Peer::SecurityGroup(GroupPeer {
            group: SecurityGroupId::new(&info.group_id),
            owner: said(&info.user_id).map(Rc::from),
            vpc: said(&info.vpc_id).map(VpcId::new),
            peering: said(&info.vpc_peering_connection_id).map(VpcPeeringConnectionId::new),
            peering_status: said(&info.peering_status).map(Rc::from),
        })),
        (None, None, None, None) => Err(invalid("the rule names no other end")),
        _ => Err(invalid("the rule names more than one other end")),
    }
}

/// Where the network knows the peering, its state is looked up there and not noted a second time.
pub(super) fn forget_known_status(peer: &mut Peer, network: &Network) {
    if let Peer::SecurityGroup(peer) = peer
        && peer.peering.as_ref().is_some_and(|peering| network.peerings.contains(peering))
    {
        peer.peering_status = None;
    }
}

fn block(text: Option<&str>, family: Family) -> Result<Peer, Ec2Error> {
    parse_block(text.unwrap_or_default(), family).map(Peer::from_block)
}

fn missing(field: &str) -> Ec2Error {
    invalid(&format!("`{field}` is missing"))
}

fn invalid(message: &str) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", message)
}
