//! What the departures look for in a call.

use crate::moto::exchange::Exchange;
use crate::moto::faults::{Fault, faults, peers, protocol};
use serde_json::Value;
use sg_core::model::SecurityGroup;
use std::rc::Rc;

/// All that is wrong with the rules that the call names.
pub(super) fn all_faults(x: &Exchange<'_>) -> Vec<Fault> {
    x.permissions().iter().flat_map(faults).collect()
}

/// The rules that ModifySecurityGroupRules shall change: the id of each, and what it shall be.
pub(super) fn updates(call: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let updates = call["SecurityGroupRules"].as_array().into_iter().flatten();
    updates.map(|update| {
        (update["SecurityGroupRuleId"].as_str().unwrap_or_default(), &update["SecurityGroupRule"])
    })
}

/// Whether a rule of ModifySecurityGroupRules names all protocols and ports.
pub(super) fn all_with_ports(rule: &Value) -> bool {
    protocol(rule).is_some_and(|name| name == "-1") && rule.get("FromPort").is_some()
}

/// Whether the call names rules.
pub(super) fn names_rules(x: &Exchange<'_>) -> bool {
    !x.permissions().is_empty()
}

/// The group that the call is about.
pub(super) fn own_group<'a>(x: &Exchange<'a>) -> Option<&'a Rc<SecurityGroup>> {
    x.network.security_groups.find(x.call["GroupId"].as_str()?)
}

/// The peers of one field that the call names.
pub(super) fn peer_ids(x: &Exchange<'_>, field: &str) -> Vec<String> {
    let of = |permission: &Value| {
        let named = peers(permission).into_iter().filter(|(own, _)| *own == field);
        named.filter_map(|(own, peer)| Some(peer[own].as_str()?.to_owned())).collect::<Vec<_>>()
    };
    x.permissions().iter().flat_map(of).collect()
}

/// Whether the call modifies rules.
pub(super) fn modifies(x: &Exchange<'_>) -> bool {
    x.action() == "ModifySecurityGroupRules"
}
