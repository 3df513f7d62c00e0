//! The network ACL: two ordered lists of entries, for the subnets associated with it.
//!
//! Source: VPC User Guide `vpc-network-acls`.

use super::{NetworkAclAssociationId, NetworkAclId, SubnetId, Tags, Traffic, VpcId};
use crate::net::{Direction, Family};
use ipnet::IpNet;
use std::rc::Rc;

/// A network ACL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkAcl {
    /// Its id.
    pub id: NetworkAclId,
    /// The VPC it belongs to.
    pub vpc: VpcId,
    /// The account that owns it.
    pub owner: Rc<str>,
    /// Whether it is the VPC's default ACL, which subnets get unless told otherwise.
    pub is_default: bool,
    /// Its inbound entries by ascending number, the `*` entries last.
    pub inbound: AclEntries,
    /// Its outbound entries by ascending number, the `*` entries last.
    pub outbound: AclEntries,
    /// The subnets it serves.
    pub associations: Vec<NetworkAclAssociation>,
    /// Its tags.
    pub tags: Tags,
}

/// The entries of one direction: a handle, so that evidence can keep the list as it was.
pub type AclEntries = Rc<[NetworkAclEntry]>;

/// That a subnet uses the ACL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkAclAssociation {
    /// Its id.
    pub id: NetworkAclAssociationId,
    /// The subnet.
    pub subnet: SubnetId,
}

/// An entry of a network ACL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkAclEntry {
    /// `RuleNumber`: lower ones are looked at first.
    pub number: u16,
    /// What becomes of a packet that it matches.
    pub action: RuleAction,
    /// Protocol and ports.
    pub traffic: Traffic,
    /// Source of an inbound entry, destination of an outbound one, in canonical form.
    pub block: IpNet,
}

/// What an entry says of a packet that it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleAction {
    /// It passes.
    Allow,
    /// It is dropped.
    Deny,
}

impl RuleAction {
    /// The API's text.
    pub fn name(self) -> &'static str {
        match self {
            RuleAction::Allow => "allow",
            RuleAction::Deny => "deny",
        }
    }

    /// Reads the API's text.
    pub fn parse(text: &str) -> Option<RuleAction> {
        [RuleAction::Allow, RuleAction::Deny].into_iter().find(|action| action.name() == text)
    }
}

impl NetworkAclEntry {
    /// The highest number that an entry of one's own may have.
    pub const MAX_NUMBER: u16 = 32766;
    /// The number under which the API shows `*` of IPv4.
    pub const LAST_IPV4: u16 = 32767;
    /// The number under which the API shows `*` of IPv6.
    pub const LAST_IPV6: u16 = 32768;

    /// An entry for all traffic of a family.
    pub fn all_traffic(number: u16, action: RuleAction, family: Family) -> NetworkAclEntry {
        NetworkAclEntry { number, action, traffic: Traffic::All, block: family.everywhere() }
    }

    /// The last entry of a family, `*`: it denies everything and cannot be changed.
    pub fn last(family: Family) -> NetworkAclEntry {
        let number = match family {
            Family::Ipv4 => NetworkAclEntry::LAST_IPV4,
            Family::Ipv6 => NetworkAclEntry::LAST_IPV6,
        };
        NetworkAclEntry::all_traffic(number, RuleAction::Deny, family)
    }

    /// Whether it is one of the `*` entries.
    pub fn is_last(&self) -> bool {
        self.number > NetworkAclEntry::MAX_NUMBER
    }
}

impl NetworkAcl {
    /// The entries of one direction, relative to the subnet.
    pub fn entries(&self, direction: Direction) -> &AclEntries {
        match direction {
            Direction::Ingress => &self.inbound,
            Direction::Egress => &self.outbound,
        }
    }

    /// The entry with the number.
    pub fn entry(&self, direction: Direction, number: u16) -> Option<&NetworkAclEntry> {
        self.entries(direction).iter().find(|entry| entry.number == number)
    }

    /// Puts an entry in its place; one with the same number is replaced.
    pub(crate) fn put_entry(&mut self, direction: Direction, entry: NetworkAclEntry) {
        let others = self.entries(direction).iter().filter(|other| other.number != entry.number).cloned();
        let mut entries: Vec<NetworkAclEntry> = others.collect();
        let place = entries.partition_point(|other| other.number < entry.number);
        entries.insert(place, entry);
        *self.entries_mut(direction) = entries.into();
    }

    /// Takes an entry away. Answers whether it was there.
    pub(crate) fn take_entry(&mut self, direction: Direction, number: u16) -> bool {
        let before = self.entries(direction).len();
        let rest: AclEntries =
            self.entries(direction).iter().filter(|entry| entry.number != number).cloned().collect();
        *self.entries_mut(direction) = rest;
        self.entries(direction).len() != before
    }

    fn entries_mut(&mut self, direction: Direction) -> &mut AclEntries {
        match direction {
            Direction::Ingress => &mut self.inbound,
            Direction::Egress => &mut self.outbound,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stay_in_the_order_of_their_numbers() {
        let mut acl = NetworkAcl {
            id: NetworkAclId::new("acl-1"),
            vpc: VpcId::new("vpc-1"),
            owner: Rc::from("111122223333"),
            is_default: false,
            inbound: [NetworkAclEntry::last(Family::Ipv4)].into(),
            outbound: [NetworkAclEntry::last(Family::Ipv4)].into(),
            associations: Vec::new(),
            tags: Tags::default(),
        };
        let entry = |number| NetworkAclEntry::all_traffic(number, RuleAction::Allow, Family::Ipv4);
        for number in [200, 100, 300, 100] {
            acl.put_entry(Direction::Ingress, entry(number));
        }
        let numbers: Vec<u16> = acl.inbound.iter().map(|entry| entry.number).collect();
        assert_eq!(numbers, [100, 200, 300, 32767]);
        assert_eq!(acl.outbound.len(), 1);
        assert!(acl.take_entry(Direction::Ingress, 200));
        assert!(!acl.take_entry(Direction::Ingress, 200));
    }
}
