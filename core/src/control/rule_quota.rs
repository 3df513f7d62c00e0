//! The quota of rules per group: each direction apart, and IPv4 apart from IPv6.

use super::Ec2Error;
use crate::catalog::quotas;
use crate::model::{Network, SecurityGroup};
use crate::net::{Direction, Family};
use std::rc::Rc;

/// Refuses a change that makes a group's rules count more than the quota. A group that held more before
/// (an import keeps what a real account holds) is refused only where it grows.
pub(super) fn check(
    network: &Network,
    before: &SecurityGroup,
    after: &SecurityGroup,
) -> Result<(), Ec2Error> {
    check_between((network, before), (network, after))
}

/// The same between two states of the network: what a prefix list counts may change as well.
pub(super) fn check_between(
    before: (&Network, &SecurityGroup),
    after: (&Network, &SecurityGroup),
) -> Result<(), Ec2Error> {
    let quota = after.0.settings.quota(&quotas::RULES_PER_GROUP);
    let count = |(network, group): (&Network, &SecurityGroup), direction| {
        network.count_rules(group.rules_of(direction).map(Rc::as_ref))
    };
    for direction in [Direction::Ingress, Direction::Egress] {
        let (old, new) = (count(before, direction), count(after, direction));
        for family in Family::ALL {
            if new.of(family) > quota && new.of(family) > old.of(family) {
                return Err(Ec2Error::new(
                    "RulesPerSecurityGroupLimitExceeded",
                    "The maximum number of rules per security group has been reached.",
                ));
            }
        }
    }
    Ok(())
}
