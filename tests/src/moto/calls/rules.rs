//! Calls about the rules of a group.

use super::id;
use super::values::{block4, block6, many, permission, traffic};
use crate::Random;
use crate::moto::faults::protocol;
use serde_json::{Map, Value, json};
use sg_core::model::{Network, SecurityGroup, SecurityGroupRule};
use sg_core::net::Direction;
use sg_core::wire::convert::permissions_of;
use std::rc::Rc;

fn direction(random: &mut Random) -> (Direction, &'static str) {
    if random.chance(60) { (Direction::Ingress, "Ingress") } else { (Direction::Egress, "Egress") }
}

pub(super) fn authorize(random: &mut Random, network: &Network, group: &str) -> Value {
    let (_, suffix) = direction(random);
    let action = format!("AuthorizeSecurityGroup{suffix}");
    if random.chance(10) {
        let mut flat = traffic(random);
        flat.insert("CidrIp".to_owned(), block4(random).into());
        flat.insert("Action".to_owned(), action.into());
        flat.insert("GroupId".to_owned(), group.into());
        // Only the inbound action has kept the flat form without a warning.
        flat.insert("Action".to_owned(), "AuthorizeSecurityGroupIngress".into());
        return flat.into();
    }
    let count = if random.chance(80) { 1 } else { 2 };
    let permissions: Vec<Value> = match random.below(25) {
        0 => vec![many(random)],
        _ => (0..count).map(|_| permission(random, network)).collect(),
    };
    let mut call = json!({"Action": action, "GroupId": group, "IpPermissions": permissions});
    if random.chance(10) {
        call["TagSpecifications"] =
            json!([{"ResourceType": "security-group-rule", "Tags": [{"Key": "team", "Value": "a"}]}]);
    }
    call
}

pub(super) fn own_rules(
    network: &Network,
    group: &str,
) -> Option<(Rc<SecurityGroup>, Vec<Rc<SecurityGroupRule>>)> {
    let group = network.security_groups.find(group)?;
    (!group.rules.is_empty()).then(|| (Rc::clone(group), group.rules.clone()))
}

pub(super) fn revoke(random: &mut Random, network: &Network, group: &str) -> Value {
    let (mut direction, _) = direction(random);
    let name = |direction: Direction| {
        if direction == Direction::Egress {
            "RevokeSecurityGroupEgress"
        } else {
            "RevokeSecurityGroupIngress"
        }
    };
    let Some((_, rules)) = own_rules(network, group).filter(|_| random.chance(85)) else {
        let permission = permission(random, network);
        return json!({"Action": name(direction), "GroupId": group, "IpPermissions": [permission]});
    };
    let rule = random.pick(&rules).clone();
    if random.chance(95) {
        direction = rule.direction;
    }
    if random.chance(30) {
        let mut ids = vec![rule.id.to_string()];
        if random.chance(10) {
            ids.push((*random.pick(&["sgr-0123456789abcdef0", "nonsense"])).to_owned());
        }
        return json!({"Action": name(direction), "GroupId": group, "SecurityGroupRuleIds": ids});
    }
    let mut permissions = serde_json::to_value(permissions_of(network, [&*rule])).expect("JSON");
    for peer in peers_mut(&mut permissions[0]) {
        peer.remove("PeeringStatus");
        peer.remove("VpcPeeringConnectionId");
        peer.remove("VpcId");
        if random.chance(50) {
            peer.remove("Description");
        }
    }
    if random.chance(10) {
        permissions[0]["FromPort"] = json!(1);
        permissions[0]["ToPort"] = json!(2);
    }
    json!({"Action": name(direction), "GroupId": group, "IpPermissions": permissions})
}

fn peers_mut(permission: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let lists = permission.as_object_mut().into_iter().flatten().filter_map(|(_, list)| list.as_array_mut());
    lists.flatten().filter_map(Value::as_object_mut)
}

/// A rule of the group as a ModifySecurityGroupRules entry, mostly changed in one thing.
pub(super) fn modify(random: &mut Random, network: &Network, group: &str) -> Value {
    let mut update = traffic(random);
    let mut rule_id = "sgr-0123456789abcdef0".to_owned();
    let kind = match own_rules(network, group) {
        Some((_, rules)) => {
            let rule = random.pick(&rules);
            rule_id = rule.id.to_string();
            rule.peer.kind().name()
        }
        None => "CidrIpv4",
    };
    let kind = if random.chance(90) {
        kind
    } else {
        *random.pick(&["CidrIpv4", "CidrIpv6", "PrefixListId", "ReferencedGroupId"])
    };
    let peer = match kind {
        "CidrIpv4" => block4(random),
        "CidrIpv6" => block6(random),
        "PrefixListId" => id(random, network.prefix_lists.ids(), "pl-"),
        _ => super::group(random, network),
    };
    update.insert(kind.to_owned(), peer.into());
    if random.chance(5) {
        update.insert("CidrIpv6".to_owned(), "2001:db8::/32".into());
    }
    if random.chance(30) {
        update.insert("Description".to_owned(), (*random.pick(&["changed", "it's"])).into());
    }
    if protocol(&update.clone().into()).is_some_and(|name| name == "-1") && random.chance(70) {
        update.remove("FromPort");
        update.remove("ToPort");
    }
    if random.chance(5) {
        rule_id = "nonsense".to_owned();
    }
    json!({"Action": "ModifySecurityGroupRules", "GroupId": group,
        "SecurityGroupRules": [{"SecurityGroupRuleId": rule_id, "SecurityGroupRule": update}]})
}

pub(super) fn update_descriptions(random: &mut Random, network: &Network, group: &str) -> Value {
    let (mut wanted, _) = direction(random);
    let mut permissions = json!([permission(random, network)]);
    if let Some((_, rules)) = own_rules(network, group).filter(|_| random.chance(80)) {
        let rule = random.pick(&rules);
        wanted = rule.direction;
        permissions = serde_json::to_value(permissions_of(network, [&**rule])).expect("JSON");
        for peer in peers_mut(&mut permissions[0]) {
            peer.remove("PeeringStatus");
            peer.remove("VpcPeeringConnectionId");
            peer.remove("VpcId");
            peer.insert(
                "Description".to_owned(),
                (*random.pick(&["told anew", "told again", "it's"])).into(),
            );
        }
    }
    let suffix = if wanted == Direction::Egress { "Egress" } else { "Ingress" };
    let action = format!("UpdateSecurityGroupRuleDescriptions{suffix}");
    json!({"Action": action, "GroupId": group, "IpPermissions": permissions})
}

pub(super) fn describe_rules(random: &mut Random, network: &Network, group: &str) -> Value {
    match own_rules(network, group).filter(|_| random.chance(40)) {
        Some((_, rules)) => {
            let rule = random.pick(&rules).id.to_string();
            json!({"Action": "DescribeSecurityGroupRules", "SecurityGroupRuleIds": [rule]})
        }
        None => {
            json!({"Action": "DescribeSecurityGroupRules", "Filters": [{"Name": "group-id", "Values": [group]}]})
        }
    }
}
