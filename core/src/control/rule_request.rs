//! The rules that a request names, and whether what they name exists.
//!
//! The order of checks is a choice, since AWS documents none: syntax, existence, duplicates, quotas.

use super::{Ec2Error, find, parameters};
use crate::model::{GroupPeer, Network, Peer, Reference, SecurityGroup, VpcId};
use crate::net::Direction;
use crate::wire::convert::{RuleSpec, rules_of};
use crate::wire::shape::Shape;
use crate::wire::{IpPermission, IpRange, TagSpecification};
use std::rc::Rc;

/// The parameters of the actions that authorize and revoke rules. A single IPv4 rule may be written flat.
#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
pub(super) struct RuleRequest {
    pub group_id: Option<String>,
    pub group_name: Option<String>,
    ip_permissions: Vec<IpPermission>,
    ip_protocol: Option<String>,
    from_port: Option<i64>,
    to_port: Option<i64>,
    cidr_ip: Option<String>,
    pub security_group_rule_ids: Vec<String>,
    pub tag_specifications: Vec<TagSpecification>,
}

impl RuleRequest {
    /// The permissions, the flat one made into one of them.
    pub fn permissions(&mut self) -> Result<Vec<IpPermission>, Ec2Error> {
        let permissions = std::mem::take(&mut self.ip_permissions);
        let flat = self.ip_protocol.is_some()
            || self.cidr_ip.is_some()
            || self.from_port.is_some()
            || self.to_port.is_some();
        if !flat {
            return Ok(permissions);
        }
        if !permissions.is_empty() {
            return Err(Ec2Error::new(
                "InvalidParameterCombination",
                "The parameter 'ipPermissions' may not be used in combination with 'ipProtocol'",
            ));
        }
        let cidr_ip = parameters::required(self.cidr_ip.take(), "cidrIp")?;
        Ok(vec![IpPermission {
            ip_protocol: self.ip_protocol.take(),
            from_port: self.from_port,
            to_port: self.to_port,
            ip_ranges: vec![IpRange { cidr_ip: Some(cidr_ip), description: None }],
            ..IpPermission::default()
        }])
    }
}

/// The rules of the permissions, by syntax alone.
pub(super) fn read(permissions: &[IpPermission]) -> Result<Vec<RuleSpec>, Ec2Error> {
    let mut rules = Vec::new();
    for permission in permissions {
        rules.extend(rules_of(permission)?);
    }
    rules.iter().try_for_each(|rule| check_ids(&rule.peer))?;
    Ok(rules)
}

/// Refuses an id of a wrong kind.
pub(super) fn check_ids(peer: &Peer) -> Result<(), Ec2Error> {
    let malformed = match peer {
        Peer::SecurityGroup(peer) => find::malformed_group_id(&peer.group.to_string()),
        Peer::PrefixList(id) => find::malformed("InvalidPrefixListId.Malformed", "pl-", &id.to_string()),
        Peer::CidrIpv4(_) | Peer::CidrIpv6(_) => None,
    };
    malformed.map_or(Ok(()), Err)
}

/// Puts ids in place of names of groups: only a group of the default VPC may be named so. Whether the group
/// whose rules these are was found matters only where there is such a name.
pub(super) fn name_groups_by_id(
    network: &Network,
    group: &Result<Rc<SecurityGroup>, Ec2Error>,
    permissions: &mut [IpPermission],
) -> Result<(), Ec2Error> {
    let pairs = permissions.iter_mut().flat_map(|permission| &mut permission.user_id_group_pairs);
    for pair in pairs.filter(|pair| pair.group_id.is_none()) {
        let Some(name) = pair.group_name.take() else { continue };
        let group = group.as_ref().map_err(Clone::clone)?;
        let vpc = network.vpcs.find(&group.vpc).filter(|vpc| vpc.is_default).ok_or_else(|| {
            Ec2Error::new(
                "InvalidParameterValue",
                format!(
                    "Invalid value '{name}' for groupName. You may not reference Amazon VPC security groups by \
                     name. Please use the corresponding id for this operation."
                ),
            )
        })?;
        let named = find::group_named(network, vpc, &name).ok_or_else(|| find::no_such_group(&name))?;
        pair.group_id = Some(named.id.to_string());
    }
    Ok(())
}

/// Checks that the peer of a rule of the group exists, and notes of a group what AWS notes: its owner, and
/// its VPC and the peering where it is another.
pub(super) fn resolve(
    network: &Network,
    group: &SecurityGroup,
    peer: Peer,
    direction: Direction,
) -> Result<Peer, Ec2Error> {
    match peer {
        Peer::PrefixList(id) if network.prefix_lists.is_described() => {
            find::prefix_list(network, &id.to_string())?;
            Ok(Peer::PrefixList(id))
        }
        Peer::SecurityGroup(peer) => resolve_group(network, group, peer, direction).map(Peer::SecurityGroup),
        other => Ok(other),
    }
}

fn resolve_group(
    network: &Network,
    group: &SecurityGroup,
    peer: GroupPeer,
    direction: Direction,
) -> Result<GroupPeer, Ec2Error> {
    let Some(found) = network.security_groups.find(&peer.group) else {
        return resolve_foreign(network, group, peer);
    };
    if peer.owner.as_ref().is_some_and(|owner| *owner != found.owner) {
        return Err(find::no_such_group(&peer.group.to_string()));
    }
    let mut vpcs = network.vpcs_of(group).into_iter();
    let Some(vpc) = vpcs.find(|vpc| network.can_refer_to(found, vpc, direction)) else {
        return Err(find::different_networks());
    };
    let peering = network.peering_for_references(&found.vpc, &vpc);
    Ok(GroupPeer {
        owner: Some(Rc::clone(&found.owner)),
        vpc: peering.map(|_| found.vpc.clone()),
        peering: peering.map(|peering| peering.id.clone()),
        ..GroupPeer::new(peer.group)
    })
}

/// A group that the network does not hold: of another account, over an active peering of one Region.
fn resolve_foreign(network: &Network, group: &SecurityGroup, peer: GroupPeer) -> Result<GroupPeer, Ec2Error> {
    let absent = find::no_such_group(&peer.group.to_string());
    let is_own = |vpc: &VpcId| {
        matches!(network.reference(&peer, vpc, Direction::Ingress), Reference::Elsewhere)
            && !network.security_groups.is_described()
    };
    if is_own(&group.vpc) {
        return Ok(peer);
    }
    let owner = peer.owner.as_ref().filter(|owner| **owner != network.settings.account);
    let Some(owner) = owner else {
        return Err(absent);
    };
    let vpcs = network.vpcs_of(group);
    let usable = network.peerings.iter().filter(|peering| peering.is_active() && peering.is_same_region());
    let mut ways = usable.filter_map(|peering| {
        let far = vpcs.iter().find_map(|vpc| peering.far_side(vpc))?;
        let fits = far.owner == *owner
            && peer.vpc.as_ref().is_none_or(|vpc| *vpc == far.vpc)
            && peer.peering.as_ref().is_none_or(|id| *id == peering.id);
        fits.then_some((far, peering))
    });
    let (far, peering) = ways.next().ok_or(absent)?;
    Ok(GroupPeer {
        owner: Some(Rc::clone(owner)),
        vpc: Some(far.vpc.clone()),
        peering: Some(peering.id.clone()),
        ..GroupPeer::new(peer.group.clone())
    })
}
