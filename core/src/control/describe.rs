//! DescribeSecurityGroups, DescribeSecurityGroupRules, DescribeStaleSecurityGroups: they change nothing.
//!
//! All filters that EC2 documents are here; paging is not, since everything fits one answer. Source: EC2 API.

use super::filters::{self, Filter};
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, parameters, rules_revoke};
use crate::model::{Network, Peer, Reference, SecurityGroup, SecurityGroupId, SecurityGroupRule};
use crate::net::Direction;
use crate::wire::convert::{group_shape, permissions_of, rule_shape};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("DescribeSecurityGroupRules", describe_security_group_rules),
    ec2!("DescribeSecurityGroups", describe_security_groups),
    ec2!("DescribeStaleSecurityGroups", describe_stale_security_groups),
];

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
struct DescribeSecurityGroups {
    group_ids: Vec<String>,
    group_names: Vec<String>,
    filters: Vec<Filter>,
}

fn describe_security_groups(network: &mut Network, p: DescribeSecurityGroups) -> Result<Value, Ec2Error> {
    let mut named: Vec<SecurityGroupId> = Vec::new();
    for id in &p.group_ids {
        named.push(find::group(network, id)?.id.clone());
    }
    for name in &p.group_names {
        named.push(find::group_by(network, None, Some(name))?.id.clone());
    }
    let mut shapes = Vec::new();
    for group in network.security_groups.iter() {
        let is_named = named.is_empty() || named.contains(&group.id);
        if filters::all(&p.filters, |filter| group_passes(network, group, filter))? && is_named {
            shapes.push(group_shape(network, group));
        }
    }
    answers::named("SecurityGroups", &shapes)
}

fn group_passes(network: &Network, group: &SecurityGroup, filter: &Filter) -> Result<bool, Ec2Error> {
    if let Some(field) = filter.name.strip_prefix("egress.ip-permission.") {
        return any_rule_passes(network, group, Direction::Egress, field, filter);
    }
    if let Some(field) = filter.name.strip_prefix("ip-permission.") {
        return any_rule_passes(network, group, Direction::Ingress, field, filter);
    }
    if let Some(passes) = filter.takes_tag(&group.tags) {
        return Ok(passes);
    }
    Ok(match &*filter.name {
        "description" => filter.takes(&group.description),
        "group-id" => filter.takes(&group.id.to_string()),
        "group-name" => filter.takes(&group.name),
        "owner-id" => filter.takes(&group.owner),
        "vpc-id" => filter.takes(&group.vpc.to_string()),
        _ => return Err(filter.unknown()),
    })
}

/// Whether some rule of the direction has the value; another filter may be met by another rule.
fn any_rule_passes(
    network: &Network,
    group: &SecurityGroup,
    direction: Direction,
    field: &str,
    filter: &Filter,
) -> Result<bool, Ec2Error> {
    let value: fn(&Network, &SecurityGroupRule) -> Option<String> = match field {
        "cidr" => |_, rule| matches!(rule.peer, Peer::CidrIpv4(_)).then(|| rule.peer.to_string()),
        "from-port" => |_, rule| rule.traffic.port_fields().map(|(from, _)| from.to_string()),
        "group-id" => |_, rule| matches!(rule.peer, Peer::SecurityGroup(_)).then(|| rule.peer.to_string()),
        "group-name" => |network, rule| match &rule.peer {
            Peer::SecurityGroup(peer) => {
                network.security_groups.find(&peer.group).map(|group| group.name.to_string())
            }
            _ => None,
        },
        "ipv6-cidr" => |_, rule| matches!(rule.peer, Peer::CidrIpv6(_)).then(|| rule.peer.to_string()),
        "prefix-list-id" => |_, rule| matches!(rule.peer, Peer::PrefixList(_)).then(|| rule.peer.to_string()),
        "protocol" => |_, rule| Some(rule.traffic.ip_protocol()),
        "to-port" => |_, rule| rule.traffic.port_fields().map(|(_, to)| to.to_string()),
        "user-id" => |_, rule| match &rule.peer {
            Peer::SecurityGroup(peer) => peer.owner.as_deref().map(str::to_owned),
            _ => None,
        },
        _ => return Err(filter.unknown()),
    };
    let mut values = group.rules_of(direction).filter_map(|rule| value(network, rule));
    Ok(values.any(|value| filter.takes(&value)))
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
struct DescribeSecurityGroupRules {
    security_group_rule_ids: Vec<String>,
    filters: Vec<Filter>,
}

fn describe_security_group_rules(
    network: &mut Network,
    p: DescribeSecurityGroupRules,
) -> Result<Value, Ec2Error> {
    for id in &p.security_group_rule_ids {
        let found = network.security_groups.iter().map(|group| rules_revoke::rule_with_id(group, id));
        let missing = || rules_revoke::no_such_rule_id(id);
        found.reduce(|one, other| one.or(other)).unwrap_or_else(|| Err(missing()))?;
    }
    let mut shapes = Vec::new();
    for group in network.security_groups.iter() {
        for rule in &group.rules {
            let id = rule.id.to_string();
            let is_named = p.security_group_rule_ids.is_empty() || p.security_group_rule_ids.contains(&id);
            if filters::all(&p.filters, |filter| rule_passes(group, rule, filter))? && is_named {
                shapes.push(rule_shape(network, group, rule));
            }
        }
    }
    answers::named("SecurityGroupRules", &shapes)
}

fn rule_passes(group: &SecurityGroup, rule: &SecurityGroupRule, filter: &Filter) -> Result<bool, Ec2Error> {
    if let Some(passes) = filter.takes_tag(&rule.tags) {
        return Ok(passes);
    }
    match &*filter.name {
        "group-id" => Ok(filter.takes(&group.id.to_string())),
        "security-group-rule-id" => Ok(filter.takes(&rule.id.to_string())),
        _ => Err(filter.unknown()),
    }
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
struct DescribeStaleSecurityGroups {
    vpc_id: Option<String>,
}

fn describe_stale_security_groups(
    network: &mut Network,
    p: DescribeStaleSecurityGroups,
) -> Result<Value, Ec2Error> {
    let vpc = find::vpc(network, &parameters::required(p.vpc_id, "vpcId")?)?;
    let mut set = Vec::new();
    for group in network.security_groups.iter().filter(|group| group.vpc == vpc.id) {
        let mut shape = Map::new();
        let directions =
            [(Direction::Ingress, "StaleIpPermissions"), (Direction::Egress, "StaleIpPermissionsEgress")];
        let mut any = false;
        for (direction, name) in directions {
            let stale: Vec<&Rc<SecurityGroupRule>> =
                group.rules_of(direction).filter(|rule| is_stale(network, group, rule)).collect();
            any |= !stale.is_empty();
            let permissions = permissions_of(network, stale.into_iter().map(Rc::as_ref));
            shape.insert(name.to_owned(), answers::value(&permissions)?);
        }
        shape.insert("Description".to_owned(), (*group.description).into());
        shape.insert("GroupId".to_owned(), group.id.to_string().into());
        shape.insert("GroupName".to_owned(), (*group.name).into());
        shape.insert("VpcId".to_owned(), group.vpc.to_string().into());
        if any {
            set.push(Value::Object(shape));
        }
    }
    answers::named("StaleSecurityGroupSet", &set)
}

/// Whether the rule means nothing in any VPC in which the group may be attached.
fn is_stale(network: &Network, group: &SecurityGroup, rule: &SecurityGroupRule) -> bool {
    let Peer::SecurityGroup(peer) = &rule.peer else {
        return false;
    };
    let vpcs = network.vpcs_of(group);
    vpcs.iter().all(|vpc| network.reference(peer, vpc, rule.direction) == Reference::Stale)
}
