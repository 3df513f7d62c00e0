//! DescribeSecurityGroups, DescribeSecurityGroupRules, DescribeStaleSecurityGroups: they change nothing.
//!
//! All filters that EC2 documents are here; paging is not, since everything fits one answer. Source: EC2 API.

use super::filters::{self, Filter};
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, parameters, rules_revoke};
use crate::model::{Network, Peer, Reference, SecurityGroup, SecurityGroupId, SecurityGroupRule};
use crate::net::Direction;
use crate::wire::convert::{group_shape, permissions_of, rule_shape};
use crate::wire::shape::Shape;
use serde_json::{Map, Value};
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("DescribeSecurityGroupRules", describe_security_group_rules),
    ec2!("DescribeSecurityGroups", describe_security_groups),
    ec2!("DescribeStaleSecurityGroups", describe_stale_security_groups),
];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
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

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
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

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
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
            shape.insert(name.to_owned(), answers::value(&permissions));
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

#[cfg(test)]
mod tests {
    use super::super::testing::{done, group, refused, text, with_group};
    use super::*;
    use serde_json::json;

    const GROUPS: &str = "DescribeSecurityGroups";
    const RULES: &str = "DescribeSecurityGroupRules";

    /// A network with the group `web`, which lets in HTTPS and SSH, and `app`, which lets in `web`.
    fn with_groups() -> (Network, String, String) {
        let (mut network, vpc, web) = with_group();
        let app = group(&mut network, &vpc, "app");
        let rules = json!({"GroupId": web, "IpPermissions": [
            {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
             "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": [{"CidrIpv6": "::/0"}]},
            {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]},
            {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]});
        done(&mut network, "AuthorizeSecurityGroupIngress", rules);
        let rules = json!({"GroupId": app, "IpPermissions": [
            {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": web}]}]});
        done(&mut network, "AuthorizeSecurityGroupIngress", rules);
        (network, web, app)
    }

    #[test]
    fn permissions_are_grouped_by_protocol_and_ports() {
        let (mut network, web, _) = with_groups();
        let shown = done(&mut network, GROUPS, json!({"GroupIds": [web]}));
        assert_eq!(
            shown["SecurityGroups"][0]["IpPermissions"],
            json!([
                {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                 "IpRanges": [{"CidrIp": "0.0.0.0/0"}, {"CidrIp": "10.0.0.0/8"}],
                 "Ipv6Ranges": [{"CidrIpv6": "::/0"}], "PrefixListIds": [], "UserIdGroupPairs": []},
                {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "10.0.0.0/8"}],
                 "Ipv6Ranges": [], "PrefixListIds": [], "UserIdGroupPairs": []}])
        );
    }

    #[test]
    fn all_protocols_come_without_ports_in_groups_and_with_minus_one_in_rules() {
        let (mut network, web, _) = with_groups();
        let shown = done(&mut network, GROUPS, json!({"GroupIds": [web]}));
        let permission = &shown["SecurityGroups"][0]["IpPermissionsEgress"][0];
        assert_eq!((permission.get("FromPort"), permission.get("ToPort")), (None, None));
        let shown = done(&mut network, RULES, json!({"Filters": [{"Name": "group-id", "Values": [web]}]}));
        let rules = shown["SecurityGroupRules"].as_array().unwrap();
        let outbound = rules.iter().find(|rule| rule["IsEgress"] == true).unwrap();
        assert_eq!((&outbound["FromPort"], &outbound["ToPort"]), (&json!(-1), &json!(-1)));
    }

    #[test]
    fn filters_are_met_by_some_rule_each_not_by_one_and_the_same() {
        let (mut network, web, app) = with_groups();
        let check = |network: &mut Network, filters: Value, expected: &[&str]| {
            let shown = done(network, GROUPS, json!({ "Filters": filters }));
            let groups = shown["SecurityGroups"].as_array().unwrap();
            let mut found: Vec<String> = groups.iter().map(|group| text(group, "/GroupId")).collect();
            let mut expected: Vec<String> = expected.iter().map(|id| (*id).to_owned()).collect();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{filters}");
        };
        let filter = |name: &str, value: &str| json!({"Name": name, "Values": ["none", value]});
        let both =
            json!([filter("ip-permission.from-port", "22"), filter("ip-permission.cidr", "0.0.0.0/0")]);
        check(&mut network, both, &[&web]);
        let none = json!([filter("ip-permission.from-port", "22"), filter("vpc-id", "vpc-1")]);
        check(&mut network, none, &[]);
        for (name, value, expected) in [
            ("group-name", "w?b", &web),
            ("group-name", "a*", &app),
            ("description", "web", &web),
            ("ip-permission.ipv6-cidr", "::/0", &web),
            ("ip-permission.to-port", "443", &web),
            ("ip-permission.group-id", &web, &app),
            ("ip-permission.group-name", "web", &app),
            ("group-id", &app, &app),
        ] {
            check(&mut network, json!([filter(name, value)]), &[expected]);
        }
        done(
            &mut network,
            "CreateTags",
            json!({"Resources": [app], "Tags": [{"Key": "tier", "Value": "two"}]}),
        );
        check(&mut network, json!([filter("tag:tier", "t*")]), &[&app]);
        check(&mut network, json!([filter("tag-key", "tier")]), &[&app]);
        check(&mut network, json!([filter("ip-permission.protocol", "tcp")]), &[&web]);
        let vpc = network.vpcs.iter().next().unwrap().id.clone();
        let default = network.default_group(&vpc).unwrap().id.to_string();
        check(&mut network, json!([filter("ip-permission.user-id", "111122223333")]), &[&app, &default]);
        check(
            &mut network,
            json!([filter("egress.ip-permission.cidr", "0.0.0.0/0")]),
            &[&web, &app, &default],
        );
        check(&mut network, json!([filter("owner-id", "111122223333")]), &[&web, &app, &default]);
    }

    #[test]
    fn what_is_named_must_be_there_and_nothing_changes() {
        let (mut network, web, _) = with_groups();
        let before = network.clone();
        let absent = "The security group 'sg-1' does not exist";
        refused(&mut network, GROUPS, json!({"GroupIds": [web, "sg-1"]}), "InvalidGroup.NotFound", absent);
        let absent = "The security group rule ID 'sgr-1' does not exist";
        let code = "InvalidSecurityGroupRuleId.NotFound";
        refused(&mut network, RULES, json!({"SecurityGroupRuleIds": ["sgr-1"]}), code, absent);
        let unknown = "The filter 'colour' is invalid";
        let filters = json!({"Filters": [{"Name": "colour", "Values": ["red"]}]});
        refused(&mut network, GROUPS, filters.clone(), "InvalidParameterValue", unknown);
        refused(&mut network, RULES, filters, "InvalidParameterValue", unknown);
        let absent = "The vpc ID 'vpc-1' does not exist";
        let parameters = json!({"VpcId": "vpc-1"});
        refused(&mut network, "DescribeStaleSecurityGroups", parameters, "InvalidVpcID.NotFound", absent);
        done(&mut network, GROUPS, json!({}));
        done(&mut network, RULES, json!({}));
        assert!(network.same(&before));
    }
}
