//! What a change adds, takes away and turns into something else, one line each: rules, entries, routes, groups.

use std::collections::BTreeMap;

use sg_core::model::{
    Network, NetworkAcl, ResourceId, RouteTable, SecurityGroup, SecurityGroupRule, Traffic,
};
use sg_core::net::Direction;

use super::inventory::name_of;
use super::rule_text;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// What comes.
    Added(String),
    /// What goes.
    Removed(String),
    /// What is there after, and what was there before.
    Changed(String, String),
}

/// What each thing that can be added, removed or changed says, after a key that stays; in the order of its table.
type Lines = Vec<(String, String)>;

/// The changes from one network to another: what is added first, then what is removed, then what is changed.
#[must_use]
pub fn changes(before: &Network, after: &Network) -> Vec<Change> {
    let (had, has) = (lines(before, after), lines(after, before));
    let by_key = |lines: &Lines| -> BTreeMap<String, String> { lines.iter().cloned().collect() };
    let (then, now) = (by_key(&had), by_key(&has));
    let added = has.iter().filter(|(key, _)| !then.contains_key(key));
    let removed = had.iter().filter(|(key, _)| !now.contains_key(key));
    let changed = has.iter().filter_map(|(key, text)| {
        let was = then.get(key).filter(|was| *was != text)?;
        Some(Change::Changed(text.clone(), was.clone()))
    });
    let added = added.map(|(_, text)| Change::Added(text.clone()));
    let removed = removed.map(|(_, text)| Change::Removed(text.clone()));
    added.chain(removed).chain(changed).collect()
}

/// The lines of what is in both networks and not the same there: what comes or goes as a whole says so by itself.
fn lines(network: &Network, other: &Network) -> Lines {
    let mut lines = Lines::new();
    for group in network.security_groups.iter() {
        if other.security_groups.find(&group.id).is_some_and(|twin| twin != group) {
            of_group(group, network, &mut lines);
        }
    }
    for acl in network.network_acls.iter() {
        if other.network_acls.find(&acl.id).is_some_and(|twin| twin != acl) {
            of_acl(acl, &mut lines);
        }
    }
    for table in network.route_tables.iter() {
        if other.route_tables.find(&table.id).is_some_and(|twin| twin != table) {
            of_table(table, network, &mut lines);
        }
    }
    for list in network.prefix_lists.iter() {
        if other.prefix_lists.find(&list.id).is_some_and(|twin| twin != list) {
            for entry in list.entries.iter().flatten() {
                let text = format!("{}{}", entry.block, quoted(entry.description.as_deref()));
                lines.push((format!("{} {}", list.id, entry.block), text));
            }
        }
    }
    for interface in network.interfaces.iter() {
        if other.interfaces.find(&interface.id).is_some_and(|twin| twin.groups != interface.groups) {
            let place = name_of(network, interface.id.as_str());
            for group in &interface.groups {
                let text = format!("{} on {place}", name_of(network, group.as_str()));
                lines.push((format!("{} {group}", interface.id), text));
            }
        }
    }
    for subnet in network.subnets.iter().filter(|subnet| other.subnets.contains(&subnet.id)) {
        let name = name_of(network, subnet.id.as_str());
        let acl = network.acl_of(&subnet.id).map(|acl| acl.id.as_str());
        let table = network.route_table_of(subnet).map(|table| table.id.as_str());
        for (what, id) in [("Network ACL", acl), ("Route table", table)] {
            if let Some(id) = id {
                let text = format!("{what} of {name}: {}", name_of(network, id));
                lines.push((format!("{} {what}", subnet.id), text));
            }
        }
    }
    lines
}

fn of_group(group: &SecurityGroup, network: &Network, lines: &mut Lines) {
    for rule in &group.rules {
        lines.push((rule.id.to_string(), rule_line(rule, network)));
    }
}

fn rule_line(rule: &SecurityGroupRule, network: &Network) -> String {
    let text = rule_text::RuleText::of(rule, network);
    let peer = match &text.peer_name {
        Some(name) => format!("{name} ({})", text.peer),
        None => text.peer,
    };
    let to = match rule.direction {
        Direction::Ingress => "from",
        Direction::Egress => "to",
    };
    format!("{} {to} {peer}{}", traffic(rule.traffic), quoted(rule.description.as_deref()))
}

fn of_acl(acl: &NetworkAcl, lines: &mut Lines) {
    for (direction, to) in [(Direction::Ingress, "from"), (Direction::Egress, "to")] {
        for entry in acl.entries(direction).iter().filter(|entry| !entry.is_last()) {
            let verb = super::facts::capital(entry.action.name());
            let text = format!("{}: {verb} {} {to} {}", entry.number, traffic(entry.traffic), entry.block);
            lines.push((format!("{} {to} {}", acl.id, entry.number), text));
        }
    }
}

fn of_table(table: &RouteTable, network: &Network, lines: &mut Lines) {
    for route in table.routes.iter() {
        let id = route.target.id();
        let name = name_of(network, id);
        let target = if name == id { name } else { format!("{name} ({id})") };
        let text = format!("{} to {target}", route.destination);
        lines.push((format!("{} {}", table.id, route.destination), text));
    }
}

/// Type, protocol and ports, as short as they are clear.
fn traffic(traffic: Traffic) -> String {
    let kind = rule_text::kind(traffic);
    let (protocol, ports) = (rule_text::protocol(traffic), rule_text::ports(traffic));
    match traffic {
        Traffic::All => kind.to_owned(),
        Traffic::Ports(..) => format!("{kind}, {protocol} {ports}"),
        Traffic::Icmp { kind: None, .. } => kind.to_owned(),
        Traffic::Icmp { code: None, .. } | Traffic::Other(_) => format!("{kind}, {protocol}"),
        Traffic::Icmp { .. } => format!("{kind}, {protocol}, {ports}"),
    }
}

fn quoted(text: Option<&str>) -> String {
    text.filter(|text| !text.is_empty()).map(|text| format!(", “{text}”")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::rule_draft::{RuleDraft, actions};
    use crate::state::scenarios::first;
    use serde_json::json;
    use sg_core::control::apply_all;
    use sg_core::wire::Action;

    fn after(network: &Network, actions: &[Action]) -> Vec<Change> {
        let mut after = network.clone();
        apply_all(&mut after, actions).unwrap();
        changes(network, &after)
    }

    #[test]
    fn the_rules_of_a_save_are_told_one_by_one() {
        let simulation = first();
        let network = simulation.network();
        let group = network.security_groups.iter().find(|group| &*group.name == "web").unwrap();
        let rules = group.rules_of(Direction::Ingress).zip(1..);
        let mut rows: Vec<RuleDraft> = rules.map(|(rule, key)| RuleDraft::of(key, rule)).collect();
        assert_eq!(after(network, &actions(group, Direction::Ingress, &rows, "203.0.113.10")), []);
        let gone = rule_line(&group.rules[1], network);
        let was = rule_line(&group.rules[0], network);
        rows.remove(1);
        rows[0].description = "shop".to_owned();
        let mut new = RuleDraft::new(9);
        new.choose_type("Custom UDP");
        new.ports = "8000 - 8080".to_owned();
        new.peers = vec!["10.0.0.5/8".to_owned(), group.id.to_string()];
        rows.push(new);
        let own = format!("Custom UDP, UDP 8000 - 8080 from web ({})", group.id);
        assert_eq!(
            after(network, &actions(group, Direction::Ingress, &rows, "203.0.113.10")),
            [
                Change::Added("Custom UDP, UDP 8000 - 8080 from 10.0.0.0/8".to_owned()),
                Change::Added(own),
                Change::Removed(gone),
                Change::Changed("HTTPS, TCP 443 from 0.0.0.0/0, “shop”".to_owned(), was),
            ]
        );
    }

    #[test]
    fn entries_routes_and_groups_are_told_too() {
        let simulation = first();
        let network = simulation.network();
        let action = |name: &str, parameters: serde_json::Value| Action {
            parameters: parameters.as_object().cloned().unwrap(),
            ..Action::new(name)
        };
        let acl = network.network_acls.iter().next().unwrap().id.to_string();
        let deny = action(
            "CreateNetworkAclEntry",
            json!({ "NetworkAclId": acl, "RuleNumber": 50, "Egress": false, "RuleAction": "deny", "Protocol": "1",
                    "IcmpTypeCode": { "Type": 8, "Code": -1 }, "CidrBlock": "10.0.0.0/8" }),
        );
        let told = Change::Added("50: Deny Custom ICMP - IPv4, Echo Request from 10.0.0.0/8".to_owned());
        assert_eq!(after(network, &[deny]), [told]);
        let table = network.route_tables.iter().find(|table| table.routes.len() > 1).unwrap();
        let route = &table.routes[1];
        let gone = action(
            "DeleteRoute",
            json!({ "RouteTableId": table.id.to_string(), "DestinationCidrBlock": route.destination.to_string() }),
        );
        let [Change::Removed(text)] = &after(network, &[gone])[..] else { panic!() };
        assert!(text.starts_with("0.0.0.0/0 to ") && text.contains(route.target.id()), "{text}");
        let interface = network.interfaces.iter().next().unwrap();
        let all: Vec<String> = network.security_groups.ids().map(ToString::to_string).collect();
        let carries = action(
            "ModifyNetworkInterfaceAttribute",
            json!({ "NetworkInterfaceId": interface.id.to_string(), "Groups": all }),
        );
        let told = after(network, &[carries]);
        assert_eq!(told.len(), all.len() - interface.groups.len());
        assert!(
            told.iter().all(|one| matches!(one, Change::Added(text) if text.contains(" on "))),
            "{told:?}"
        );
    }
}
