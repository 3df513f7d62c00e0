//! What a walk sees and changes.

use super::Translations;
use crate::conntrack::Tracker;
use crate::evaluate::RuleCache;
use crate::model::Network;

/// The network as it is, the tables that a walk writes to, and rules already resolved.
#[derive(Debug)]
pub struct World<'a> {
    /// The network.
    pub network: &'a Network,
    /// The tracking tables and their clock.
    pub tracker: &'a mut Tracker,
    /// What gateways and load balancers remember of flows.
    pub translations: &'a mut Translations,
    /// Resolved rules, to save time.
    pub rules: &'a mut RuleCache,
}
