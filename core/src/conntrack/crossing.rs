//! All that decides on one packet at one interface.

use super::{AutomaticTracking, Timeouts};
use crate::evaluate::{Arrival, ByRules, RuleList};
use crate::model::{NetworkInterfaceId, SecurityGroupId};
use crate::net::{Direction, Packet};

/// A packet that crosses an interface, with what its security groups and its surroundings say.
#[derive(Clone, Copy, Debug)]
pub struct Crossing<'a> {
    /// The interface.
    pub interface: &'a NetworkInterfaceId,
    /// The groups that it carries.
    pub groups: &'a [SecurityGroupId],
    /// Into or out of it.
    pub direction: Direction,
    /// The packet as seen there.
    pub packet: &'a Packet,
    /// What the rules of its direction say of it.
    pub by_rules: &'a ByRules,
    /// The rules of the other direction.
    pub opposite: &'a RuleList,
    /// How a packet of the other direction comes, for judging the flow that this packet answers.
    pub opposite_arrival: &'a Arrival,
    /// What the flow passes that makes AWS track it whatever the rules say.
    pub automatic: Option<AutomaticTracking>,
    /// The interface's idle timeouts.
    pub timeouts: Timeouts,
    /// Whether ICMP errors about a tracked flow pass without a rule.
    pub related: bool,
    /// The tracking allowance; none where it is unlimited.
    pub allowance: Option<Allowance<'a>>,
}

/// How many connections an instance may track. AWS publishes no figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance<'a> {
    /// The most entries.
    pub limit: u32,
    /// All interfaces of the instance, or the one interface that no instance has.
    pub interfaces: &'a [NetworkInterfaceId],
}
