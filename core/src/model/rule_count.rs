//! What rules count toward the quota of rules per group.
//!
//! Source: VPC User Guide `amazon-vpc-limits`, `security-group-rules` (size).

use super::{Network, Peer, SecurityGroupRule};
use crate::catalog::managed_prefix_lists::ManagedPrefixList;
use crate::net::Family;
use std::borrow::Borrow;

/// A count in each family: AWS counts the two apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleCount {
    /// Toward the IPv4 rules.
    pub ipv4: u32,
    /// Toward the IPv6 rules.
    pub ipv6: u32,
}

impl RuleCount {
    /// The count of a family.
    pub fn of(self, family: Family) -> u32 {
        match family {
            Family::Ipv4 => self.ipv4,
            Family::Ipv6 => self.ipv6,
        }
    }

    fn in_family(family: Family, weight: u32) -> RuleCount {
        match family {
            Family::Ipv4 => RuleCount { ipv4: weight, ipv6: 0 },
            Family::Ipv6 => RuleCount { ipv4: 0, ipv6: weight },
        }
    }

    fn plus(self, other: RuleCount) -> RuleCount {
        RuleCount { ipv4: self.ipv4.saturating_add(other.ipv4), ipv6: self.ipv6.saturating_add(other.ipv6) }
    }
}

impl Network {
    /// What a rule with this peer counts: a block 1 in its family; a group 1 in both; a customer's prefix
    /// list its `MaxEntries`, however few entries it has; a list of AWS its weight. Where nothing of that
    /// is known: 1, of an unknown list in both families.
    pub fn weight_of(&self, peer: &Peer) -> RuleCount {
        match peer {
            Peer::CidrIpv4(_) => RuleCount { ipv4: 1, ipv6: 0 },
            Peer::CidrIpv6(_) => RuleCount { ipv4: 0, ipv6: 1 },
            Peer::SecurityGroup(_) => RuleCount { ipv4: 1, ipv6: 1 },
            Peer::PrefixList(id) => {
                self.prefix_lists.find(id).map_or(RuleCount { ipv4: 1, ipv6: 1 }, |list| {
                    let managed = ManagedPrefixList::named(&list.name).map(|listed| listed.weight);
                    let weight = if list.is_aws_managed() { managed } else { list.max_entries };
                    RuleCount::in_family(list.family, weight.unwrap_or(1))
                })
            }
        }
    }

    /// What the rules count together.
    pub fn count_rules<R: Borrow<SecurityGroupRule>>(&self, rules: impl IntoIterator<Item = R>) -> RuleCount {
        rules
            .into_iter()
            .fold(RuleCount::default(), |count, rule| count.plus(self.weight_of(&rule.borrow().peer)))
    }
}
