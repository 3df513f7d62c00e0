//! Calls as moto has to be told them: it normalises nothing, so that what AWS does to a value by itself is
//! done before moto sees it.

use super::exchange::permissions;
use super::faults::{block, peers, protocol};
use serde_json::{Value, json};
use sg_core::model::Network;

/// A kind of translation: a name, and the section by which AWS does it.
pub const TRANSLATIONS: &[(&str, &str)] = &[
    ("canonical-block", "1.2: blocks are stored in canonical form; moto stores what it is given"),
    ("protocol-name", "1.3: names compare without case, and numbers that have a name are stored by it"),
    (
        "no-ports",
        "1.3: -1 and protocols without ports ignore ports; moto must be given some, and compares them",
    ),
    ("trimmed-name", "1.1: trailing spaces of a name are trimmed"),
    ("bare-peer", "1.2: a description is no part of a rule's identity; moto takes that of a group for one"),
    (
        "egress-ipv6",
        "1.2: a rule is revoked by its value; moto passes over IPv6 where the VPC has no IPv6 block",
    ),
];

/// The call for moto, still with our ids, and the translations that changed it.
pub fn to_dialect(call: &Value, network: &Network) -> (Value, Vec<&'static str>) {
    let mut call = call.clone();
    let mut used = Vec::new();
    let action = call["Action"].as_str().unwrap_or_default().to_owned();
    if let Some(name) = call["GroupName"].as_str().map(str::to_owned)
        && name.trim_end() != name
    {
        call["GroupName"] = name.trim_end().into();
        used.push("trimmed-name");
    }
    if action == "RevokeSecurityGroupEgress"
        && let Some(ids) = ids_of_ipv6_rules(&call, network)
    {
        used.push("egress-ipv6");
        return (json!({"Action": action, "GroupId": call["GroupId"], "SecurityGroupRuleIds": ids}), used);
    }
    for permission in items(&mut call, "IpPermissions") {
        translate(permission, &mut used);
    }
    if call.get("IpProtocol").is_some() {
        translate(&mut call, &mut used);
    }
    for update in items(&mut call, "SecurityGroupRules") {
        translate(&mut update["SecurityGroupRule"], &mut used);
    }
    for entry in items(&mut call, "Entries") {
        canonical(entry, "Cidr", "CidrIp", &mut used);
        canonical(entry, "Cidr", "CidrIpv6", &mut used);
    }
    (call, used)
}

fn translate(permission: &mut Value, used: &mut Vec<&'static str>) {
    if let Some(name) = protocol(permission) {
        if permission["IpProtocol"] != name.as_str() {
            permission["IpProtocol"] = name.as_str().into();
            used.push("protocol-name");
        }
        let ignores = !matches!(name.as_str(), "tcp" | "udp" | "icmp" | "icmpv6");
        let all =
            name == "icmpv6" && permission.get("FromPort").is_none() && permission.get("ToPort").is_none();
        if ignores || all {
            permission["FromPort"] = json!(-1);
            permission["ToPort"] = json!(-1);
            used.push("no-ports");
        }
    }
    canonical(permission, "CidrIp", "CidrIp", used);
    canonical(permission, "CidrIpv4", "CidrIp", used);
    canonical(permission, "CidrIpv6", "CidrIpv6", used);
    for (list, field) in [("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6")] {
        for range in items(permission, list) {
            canonical(range, field, field, used);
        }
    }
    for pair in items(permission, "UserIdGroupPairs") {
        if pair.as_object_mut().is_some_and(|pair| pair.remove("Description").is_some()) {
            used.push("bare-peer");
        }
    }
}

fn canonical(object: &mut Value, key: &str, field: &str, used: &mut Vec<&'static str>) {
    let Some(text) = object.get(key).and_then(Value::as_str) else { return };
    if let Some(canonical) = block(field, text)
        && canonical != text
    {
        object[key] = canonical.into();
        used.push("canonical-block");
    }
}

/// The ids of the rules that a call revokes by value, where moto would pass over some of them.
fn ids_of_ipv6_rules(call: &Value, network: &Network) -> Option<Vec<String>> {
    let group = network.security_groups.find(call["GroupId"].as_str()?)?;
    let vpc = network.vpcs.find(&group.vpc)?;
    let permissions = permissions(call);
    let names_ipv6 = permissions.iter().flat_map(peers).any(|(field, _)| field == "CidrIpv6");
    if !names_ipv6 || !vpc.ipv6_blocks.is_empty() {
        return None;
    }
    let mut ids = Vec::new();
    for permission in &permissions {
        let name = protocol(permission)?;
        for (field, peer) in peers(permission) {
            let text = peer[field].as_str()?;
            let wanted = block(field, text).unwrap_or_else(|| text.to_owned());
            let ports = match (permission["FromPort"].as_i64(), permission["ToPort"].as_i64()) {
                (Some(from), Some(to)) => (from, to),
                _ => (-1, -1),
            };
            let found = group.rules.iter().find(|rule| {
                let own = rule.traffic.port_fields().map_or((-1, -1), |(from, to)| (from.into(), to.into()));
                let same_ports = rule.traffic.port_fields().is_none() || own == ports;
                rule.direction == sg_core::net::Direction::Egress
                    && rule.traffic.ip_protocol() == name
                    && same_ports
                    && rule.peer.to_string() == wanted
            })?;
            ids.push(found.id.to_string());
        }
    }
    Some(ids)
}

/// The items of a list; none, and nothing put in its place, where there is no list.
fn items<'a>(value: &'a mut Value, key: &str) -> impl Iterator<Item = &'a mut Value> + use<'a> {
    value.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten()
}
