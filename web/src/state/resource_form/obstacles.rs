//! What EC2 would not delete, and because of what: told before anything is pressed.

use serde_json::Value as Json;
use sg_core::control::{Obstacle, Tie, obstacles};
use sg_core::model::Network;

use super::{Task, change};
use crate::state::facts::{Fact, Value};
use crate::state::inventory::name_of;
use crate::state::resource_type::{ResourceType, exists};

/// What stands in the way of a deletion, by how it is tied to what stays; nothing for any other task.
#[must_use]
pub fn in_the_way(task: Task, id: &str, network: &Network) -> Vec<Fact> {
    // The interface of an instance goes with its instance, and then nothing stands in its way.
    let is_meant = |value: &Json| value == id;
    if task != Task::Delete || !change::delete(id, network).parameters.values().any(is_meant) {
        return Vec::new();
    }
    let all = obstacles(network, id);
    let named = |obstacle: &Obstacle| {
        let name = titled(network, obstacle);
        if exists(network, &obstacle.id) { Value::Link(obstacle.id.clone(), name) } else { Value::Word(name) }
    };
    let facts = Tie::ALL.into_iter().map(|tie| Fact {
        name: tie.words(),
        values: all.iter().filter(|obstacle| obstacle.tie == tie).map(named).collect(),
    });
    facts.filter(|fact| !fact.values.is_empty()).collect()
}

/// A subnet and a route table may share a name: what may be of any kind has its kind before it.
fn titled(network: &Network, obstacle: &Obstacle) -> String {
    let name = name_of(network, &obstacle.id);
    let told = match obstacle.tie {
        Tie::AttachedTo | Tie::AssociatedWith | Tie::Holds => ResourceType::of(&obstacle.id),
        Tie::DefaultOf | Tie::ManagedBy | Tie::NamedByRuleOf | Tie::NamedByRouteOf => None,
    };
    let plain = [ResourceType::NetworkInterface, ResourceType::SecurityGroup];
    match told.filter(|what| !plain.contains(what)) {
        Some(what) => format!("{} {name}", what.noun_within()),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::resource_form::{form, submit};
    use crate::state::scenarios::first;
    use sg_core::model::ResourceId;

    fn ids(network: &Network) -> Vec<String> {
        let mut ids: Vec<String> = network.security_groups.ids().map(ToString::to_string).collect();
        ids.extend(network.interfaces.ids().map(ToString::to_string));
        ids.extend(network.subnets.ids().map(ToString::to_string));
        ids.extend(network.vpcs.ids().map(ToString::to_string));
        ids.extend(network.network_acls.ids().map(ToString::to_string));
        ids.extend(network.route_tables.ids().map(ToString::to_string));
        ids.extend(network.internet_gateways.ids().map(ToString::to_string));
        ids.extend(network.addresses.ids().map(ToString::to_string));
        ids.extend(network.nat_gateways.ids().map(ToString::to_string));
        ids
    }

    #[test]
    fn what_ec2_would_refuse_is_told_before_and_nothing_else() {
        let simulation = first();
        let network = simulation.network();
        let all = ids(network);
        let refused = all.iter().filter(|id| {
            let form = form(Task::Delete, id, network);
            let refused = submit(Task::Delete, id, network, &form, &form.values()).is_err();
            let told = in_the_way(Task::Delete, id, network);
            assert_eq!(refused, !told.is_empty(), "{id}: {told:?}");
            refused
        });
        assert!(refused.count() > 3);
    }

    #[test]
    fn the_interfaces_and_the_groups_are_named_and_lead_on() {
        let simulation = first();
        let network = simulation.network();
        let group = network.security_groups.iter().find(|group| &*group.name == "database").unwrap();
        let told = in_the_way(Task::Delete, group.id.as_str(), network);
        let first = told.first().unwrap();
        assert_eq!(first.name, "Attached to");
        assert!(
            matches!(first.values.as_slice(), [Value::Link(id, name)] if id.starts_with("eni-") && name == "db-1"),
            "{told:?}"
        );
        assert_eq!(in_the_way(Task::Rename, group.id.as_str(), network), []);
    }
}
