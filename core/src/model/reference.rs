//! What a reference to a group leads to: the one place that knows which groups a rule can mean, and when
//! a rule is stale.
//!
//! Sources: VPC Peering Guide `vpc-peering-security-groups`; VPC User Guide `security-group-rules`,
//! `security-group-assoc`.

use super::{GroupPeer, Network, SecurityGroup, VpcId, VpcPeeringConnection};
use crate::net::Direction;
use std::rc::Rc;

/// What a reference to a group leads to, in a rule used in a VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference<'a> {
    /// To a group of this network.
    Group(&'a Rc<SecurityGroup>),
    /// To a group that nobody described: another account's, or of an import that holds no groups.
    Elsewhere,
    /// To nothing: the group is gone, or the way to its VPC is.
    Stale,
}

impl Network {
    /// What the reference leads to in rules used in `vpc`.
    pub fn reference(&self, peer: &GroupPeer, vpc: &VpcId, direction: Direction) -> Reference<'_> {
        match self.security_groups.find(&peer.group) {
            Some(group) if self.can_refer_to(group, vpc, direction) => Reference::Group(group),
            None if self.lives_elsewhere(peer, vpc) => Reference::Elsewhere,
            _ => Reference::Stale,
        }
    }

    /// The VPCs in which the group may be attached: its own, then those associated with it.
    pub fn vpcs_of(&self, group: &SecurityGroup) -> Vec<VpcId> {
        let further = self.associations.iter().filter(|a| a.group == group.id && a.state.is_in_use());
        std::iter::once(&group.vpc).chain(further.map(|a| &a.vpc)).cloned().collect()
    }

    /// Whether rules used in `vpc` can mean the group: it may be attached there, or its VPC is in reach.
    pub fn can_refer_to(&self, group: &SecurityGroup, vpc: &VpcId, direction: Direction) -> bool {
        self.is_usable_in(group, vpc) || self.is_in_reach(&group.vpc, vpc, direction)
    }

    /// Whether group references in rules used in `vpc` reach members in `other`: the same VPC, an active
    /// peering of one Region, or, for inbound rules, a transit gateway that shares groups.
    pub fn is_in_reach(&self, other: &VpcId, vpc: &VpcId, direction: Direction) -> bool {
        other == vpc
            || self.peering_for_references(other, vpc).is_some()
            || (direction == Direction::Ingress && self.shares_groups(vpc, other))
    }

    /// Whether inbound rules of a VPC may refer to groups of another over a transit gateway: the gateway
    /// and both attachments must allow it (off on gateways, on on attachments, unless set).
    fn shares_groups(&self, one: &VpcId, other: &VpcId) -> bool {
        let attachments = |vpc: &VpcId| {
            let vpc = vpc.clone();
            self.transit_gateway_attachments.iter().filter(move |attachment| {
                attachment.vpc == vpc && attachment.is_available() && attachment.security_group_referencing
            })
        };
        one != other
            && attachments(one).any(|near| {
                let gateway = self.transit_gateways.find(&near.transit_gateway);
                gateway.is_some_and(|gateway| gateway.is_available() && gateway.security_group_referencing)
                    && attachments(other).any(|far| far.transit_gateway == near.transit_gateway)
            })
    }

    /// The active peering of one Region between the two VPCs.
    pub fn peering_for_references(&self, one: &VpcId, two: &VpcId) -> Option<&Rc<VpcPeeringConnection>> {
        self.peerings.iter().find(|peering| {
            peering.is_active()
                && peering.is_same_region()
                && peering.far_side(one).is_some_and(|far| far.vpc == *two)
        })
    }

    /// Whether a group that the network does not hold may well exist: another account's, over a peering
    /// that is not known to be gone, or that a new one between the same VPCs replaces.
    fn lives_elsewhere(&self, peer: &GroupPeer, vpc: &VpcId) -> bool {
        let foreign = peer.owner.as_ref().is_some_and(|owner| *owner != self.settings.account);
        if !foreign && self.security_groups.is_described() {
            return false;
        }
        if peer.vpc.as_ref().is_some_and(|far| self.peering_for_references(far, vpc).is_some()) {
            return true;
        }
        let noted_as_gone = peer.peering_status.as_deref().is_some_and(|status| status != "active");
        let known = peer.peering.as_ref().and_then(|id| self.peerings.find(id));
        !known.map_or(noted_as_gone, |peering| !peering.is_active())
    }
}
