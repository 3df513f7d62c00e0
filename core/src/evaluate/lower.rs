//! What a rule covers, as seen from an interface: the one place that resolves groups, prefix lists and
//! staleness. Evidence, matcher and exact sets all start from here.
//!
//! Sources: VPC User Guide `security-group-rules`; VPC Peering Guide `vpc-peering-security-groups`.

use crate::model::{
    GroupPeer, Network, NetworkInterface, Peer, Reference, SecurityGroup, SecurityGroupRule, Vpc, VpcId,
};
use crate::net::{AddressRange, Direction, Family, merge_ranges};
use std::net::IpAddr;
use std::rc::Rc;

/// A rule with its peer resolved to addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoweredRule {
    /// The group it belongs to.
    pub group: Rc<SecurityGroup>,
    /// The rule itself.
    pub rule: Rc<SecurityGroupRule>,
    /// The addresses it stands for.
    pub peers: Peers,
}

/// The addresses that a rule's peer stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Peers {
    /// Sorted runs that neither touch nor overlap.
    Ranges(Rc<[AddressRange]>),
    /// Nothing, since the group or the way to it is gone.
    Stale,
    /// Nobody described them: a prefix list without entries, a group of another account.
    Undescribed(Option<Family>),
}

/// The rules of one direction of all groups of an interface.
pub type RuleList = Rc<[LoweredRule]>;

impl LoweredRule {
    /// Whether the rule's peer can hold addresses of the family at all.
    pub fn covers_family(&self, family: Family) -> bool {
        match (&self.rule.peer, &self.peers) {
            (Peer::CidrIpv4(_), _) => family == Family::Ipv4,
            (Peer::CidrIpv6(_), _) => family == Family::Ipv6,
            (Peer::PrefixList(_), Peers::Undescribed(listed)) => listed.is_none_or(|listed| listed == family),
            (Peer::PrefixList(_), Peers::Ranges(ranges)) => {
                ranges.first().is_none_or(|range| range.family == family)
            }
            (Peer::PrefixList(_), Peers::Stale) | (Peer::SecurityGroup(_), _) => true,
        }
    }

    /// Whether the rule's peer covers the address; none where nobody described the peer.
    pub fn covers_peer(&self, address: IpAddr) -> Option<bool> {
        match &self.peers {
            Peers::Ranges(ranges) => {
                let wanted = AddressRange::single(address);
                let after =
                    ranges.partition_point(|range| (range.family, range.low) <= (wanted.family, wanted.low));
                let candidate = after.checked_sub(1).and_then(|index| ranges.get(index));
                Some(candidate.is_some_and(|range| range.contains(address)))
            }
            Peers::Stale => Some(false),
            Peers::Undescribed(_) => None,
        }
    }
}

/// Resolves rules against one state of the network.
#[derive(Clone, Copy, Debug)]
pub struct Lowering<'a> {
    network: &'a Network,
}

impl<'a> Lowering<'a> {
    /// Resolves against the network as it is.
    pub fn new(network: &'a Network) -> Lowering<'a> {
        Lowering { network }
    }

    /// The union of the rules of one direction of all groups that the interface carries.
    pub fn rules(&self, interface: &NetworkInterface, direction: Direction) -> RuleList {
        let groups = interface.groups.iter().filter_map(|id| self.network.security_groups.find(id));
        groups
            .flat_map(|group| group.rules_of(direction).map(move |rule| (group, rule)))
            .map(|(group, rule)| LoweredRule {
                group: Rc::clone(group),
                rule: Rc::clone(rule),
                peers: self.peers(&rule.peer, &interface.vpc, direction),
            })
            .collect()
    }

    /// The addresses that a peer stands for, in a rule used in `vpc`.
    pub fn peers(&self, peer: &Peer, vpc: &VpcId, direction: Direction) -> Peers {
        match peer {
            Peer::CidrIpv4(block) => Peers::of(vec![AddressRange::of_block(&(*block).into())]),
            Peer::CidrIpv6(block) => Peers::of(vec![AddressRange::of_block(&(*block).into())]),
            Peer::PrefixList(id) => match self.network.prefix_lists.find(id) {
                Some(list) => {
                    list.entries.as_ref().map_or(Peers::Undescribed(Some(list.family)), |entries| {
                        Peers::of(entries.iter().map(|entry| AddressRange::of_block(&entry.block)).collect())
                    })
                }
                None => Peers::Undescribed(None),
            },
            Peer::SecurityGroup(peer) => self.members(peer, vpc, direction),
        }
    }

    /// The private addresses of the interfaces that carry the group and that the VPC reaches by it.
    fn members(&self, peer: &GroupPeer, vpc: &VpcId, direction: Direction) -> Peers {
        let network = self.network;
        let group = match network.reference(peer, vpc, direction) {
            Reference::Group(group) => group,
            Reference::Elsewhere => return Peers::Undescribed(None),
            Reference::Stale => return Peers::Stale,
        };
        let members = network.interfaces.iter().filter(|interface| {
            interface.groups.contains(&group.id) && network.is_in_reach(&interface.vpc, vpc, direction)
        });
        Peers::of(members.flat_map(|interface| interface.private_ranges()).collect())
    }

    /// The VPC with the id.
    pub fn vpc(&self, id: &VpcId) -> Option<&'a Rc<Vpc>> {
        self.network.vpcs.find(id)
    }
}

impl Peers {
    fn of(ranges: Vec<AddressRange>) -> Peers {
        Peers::Ranges(merge_ranges(ranges).into())
    }
}
