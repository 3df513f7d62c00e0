//! Rules as each interface sees them, kept until something they depend on changes.

use super::{Lowering, RuleList};
use crate::model::{Network, NetworkInterface, NetworkInterfaceId};
use crate::net::Direction;
use std::collections::BTreeMap;

/// Lowered rules by interface and direction. Never part of a state: asking it only saves time.
#[derive(Clone, Debug, Default)]
pub struct RuleCache {
    /// What the lists were made from: a handle, so that the comparison is by identity.
    made_from: Option<Network>,
    lists: BTreeMap<(NetworkInterfaceId, Direction), RuleList>,
}

impl RuleCache {
    /// The union of the rules of one direction of all groups that the interface carries.
    pub fn rules(
        &mut self,
        network: &Network,
        interface: &NetworkInterface,
        direction: Direction,
    ) -> RuleList {
        if !self.made_from.as_ref().is_some_and(|before| before.same(network)) {
            self.lists.clear();
            self.made_from = Some(network.clone());
        }
        let key = (interface.id.clone(), direction);
        self.lists.entry(key).or_insert_with(|| Lowering::new(network).rules(interface, direction)).clone()
    }
}
