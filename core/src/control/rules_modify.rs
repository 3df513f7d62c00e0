//! ModifySecurityGroupRules.
//!
//! A rule keeps its id, its direction and its tags; everything else is what the request says, the
//! description included. The kind of peer cannot change. Source: EC2 API SecurityGroupRuleRequest.

use super::registry::{ActionName, ec2};
use super::rules_authorize::duplicate;
use super::{Ec2Error, answers, find, parameters, rule_quota, rule_request, rules_revoke};
use crate::model::{
    GroupPeer, Network, Peer, PrefixListId, SecurityGroup, SecurityGroupId, SecurityGroupRule,
};
use crate::wire::convert::{
    RuleSpec, check_rule_description, parse_ipv4_block, parse_ipv6_block, parse_traffic,
};
use crate::wire::shape::Shape;
use serde_json::Value;
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[ec2!("ModifySecurityGroupRules", modify_security_group_rules)];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct ModifySecurityGroupRules {
    group_id: Option<String>,
    security_group_rules: Vec<SecurityGroupRuleUpdate>,
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct SecurityGroupRuleUpdate {
    security_group_rule_id: Option<String>,
    security_group_rule: Option<SecurityGroupRuleRequest>,
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct SecurityGroupRuleRequest {
    ip_protocol: Option<String>,
    from_port: Option<i64>,
    to_port: Option<i64>,
    cidr_ipv4: Option<String>,
    cidr_ipv6: Option<String>,
    prefix_list_id: Option<String>,
    referenced_group_id: Option<String>,
    description: Option<String>,
}

fn modify_security_group_rules(
    network: &mut Network,
    p: ModifySecurityGroupRules,
) -> Result<Value, Ec2Error> {
    let group_id = parameters::required(p.group_id, "groupId")?;
    if p.security_group_rules.is_empty() {
        return Err(parameters::missing("securityGroupRules"));
    }
    let mut updates = Vec::new();
    for update in p.security_group_rules {
        let id = parameters::required(update.security_group_rule_id, "securityGroupRuleId")?;
        let request = parameters::required(update.security_group_rule, "securityGroupRule")?;
        updates.push((id, read(request)?));
    }
    let before = find::group(network, &group_id)?;
    let mut after = SecurityGroup::clone(&before);
    let mut changed: Vec<Rc<SecurityGroupRule>> = Vec::new();
    for (id, update) in updates {
        let rule = rules_revoke::rule_with_id(&before, &id)?;
        if rule.peer.kind() != update.peer.kind() {
            return Err(another_kind(&rule, &update.peer));
        }
        if changed.iter().any(|other| other.id == rule.id) {
            return Err(Ec2Error::new(
                "InvalidParameterValue",
                "The same permission must not appear multiple times",
            ));
        }
        let peer = rule_request::resolve(network, &before, update.peer, rule.direction)?;
        let rule = Rc::new(SecurityGroupRule {
            traffic: update.traffic,
            peer,
            description: update.description,
            ..SecurityGroupRule::clone(&rule)
        });
        for own in after.rules.iter_mut().filter(|own| own.id == rule.id) {
            *own = Rc::clone(&rule);
        }
        changed.push(rule);
    }
    for rule in changed {
        let twin = |own: &Rc<SecurityGroupRule>| {
            own.id != rule.id && own.same_as(rule.direction, rule.traffic, &rule.peer)
        };
        if after.rules.iter().any(twin) {
            let peer = rule.peer.clone();
            return Err(duplicate(&RuleSpec { traffic: rule.traffic, peer, description: None }));
        }
    }
    rule_quota::check(network, &before, &after)?;
    network.security_groups.insert(after.id.clone(), after);
    answers::done()
}

/// Reads the rule that a request describes: unlike elsewhere, -1 must come without ports.
fn read(p: SecurityGroupRuleRequest) -> Result<RuleSpec, Ec2Error> {
    let peers = [&p.cidr_ipv4, &p.cidr_ipv6, &p.prefix_list_id, &p.referenced_group_id];
    if peers.iter().filter(|peer| peer.is_some()).count() > 1 {
        return Err(Ec2Error::new(
            "InvalidParameterCombination",
            "Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified",
        ));
    }
    let peer = if let Some(text) = p.cidr_ipv4 {
        Peer::CidrIpv4(parse_ipv4_block(&text)?)
    } else if let Some(text) = p.cidr_ipv6 {
        Peer::CidrIpv6(parse_ipv6_block(&text)?)
    } else if let Some(id) = p.prefix_list_id {
        Peer::PrefixList(PrefixListId::from(id))
    } else if let Some(id) = p.referenced_group_id {
        Peer::SecurityGroup(GroupPeer::new(SecurityGroupId::from(id)))
    } else {
        return Err(Ec2Error::new(
            "MissingParameter",
            "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId",
        ));
    };
    rule_request::check_ids(&peer)?;
    if p.ip_protocol.as_deref() == Some("-1") && (p.from_port.is_some() || p.to_port.is_some()) {
        return Err(Ec2Error::new(
            "InvalidParameterValue",
            "You may not specify all protocols and specific ports. Please specify each protocol and port range \
             combination individually, or all protocols and no port range.",
        ));
    }
    let traffic = parse_traffic(p.ip_protocol.as_deref(), p.from_port, p.to_port)?;
    let description = check_rule_description(p.description.as_deref())?;
    Ok(RuleSpec { traffic, peer, description })
}

fn another_kind(rule: &SecurityGroupRule, asked: &Peer) -> Ec2Error {
    Ec2Error::new(
        "InvalidParameterValue",
        format!(
            "Invalid rule type for security group rule '{}'. You may not specify {} for an existing {} rule.",
            rule.id,
            asked.kind().name(),
            rule.peer.kind().name()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, group, refused, text, with_group};
    use super::*;
    use serde_json::json;

    const MODIFY: &str = "ModifySecurityGroupRules";

    /// A network with the group `web` that lets in tcp 80 from 10.0.0.0/8, and the ids of both.
    fn with_rule() -> (Network, String, String) {
        let (mut network, _, web) = with_group();
        let made = done(
            &mut network,
            "AuthorizeSecurityGroupIngress",
            json!({"GroupId": web, "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIp": "10.0.0.0/8"}),
        );
        let rule = text(&made, "/SecurityGroupRules/0/SecurityGroupRuleId");
        (network, web, rule)
    }

    fn update(group: &str, rule: &str, request: Value) -> Value {
        json!({"GroupId": group, "SecurityGroupRules": [
            {"SecurityGroupRuleId": rule, "SecurityGroupRule": request}]})
    }

    #[test]
    fn a_changed_rule_keeps_its_id_and_place() {
        let (mut network, web, rule) = with_rule();
        let request = json!({"IpProtocol": "udp", "FromPort": 53, "ToPort": 53, "CidrIpv4": "10.9.0.1/16",
            "Description": "names"});
        assert_eq!(done(&mut network, MODIFY, update(&web, &rule, request)), json!({"Return": true}));
        let shown = done(&mut network, "DescribeSecurityGroupRules", json!({"SecurityGroupRuleIds": [rule]}));
        let shown = &shown["SecurityGroupRules"][0];
        assert_eq!(shown["CidrIpv4"], "10.9.0.0/16");
        assert_eq!((&shown["IpProtocol"], &shown["FromPort"]), (&json!("udp"), &json!(53)));
        assert_eq!((&shown["Description"], &shown["IsEgress"]), (&json!("names"), &json!(false)));
        let request = json!({"IpProtocol": "-1", "CidrIpv4": "10.9.0.0/16"});
        done(&mut network, MODIFY, update(&web, &rule, request));
        let shown = done(&mut network, "DescribeSecurityGroupRules", json!({"SecurityGroupRuleIds": [rule]}));
        assert_eq!(shown["SecurityGroupRules"][0].get("Description"), None);
    }

    #[test]
    fn all_protocols_with_ports_are_refused_here() {
        let (mut network, web, rule) = with_rule();
        let text = "You may not specify all protocols and specific ports. Please specify each protocol and port \
                    range combination individually, or all protocols and no port range.";
        for ports in [0, -1] {
            let request =
                json!({"IpProtocol": "-1", "FromPort": ports, "ToPort": ports, "CidrIpv4": "0.0.0.0/0"});
            refused(&mut network, MODIFY, update(&web, &rule, request), "InvalidParameterValue", text);
        }
    }

    #[test]
    fn the_kind_of_peer_cannot_change() {
        let (mut network, web, rule) = with_rule();
        let mut refuse = |field: &str, value: &str| {
            let request = json!({"IpProtocol": "-1", field: value});
            let text = format!(
                "Invalid rule type for security group rule '{rule}'. You may not specify {field} for an existing \
                 CidrIpv4 rule."
            );
            refused(&mut network, MODIFY, update(&web, &rule, request), "InvalidParameterValue", &text);
        };
        refuse("CidrIpv6", "::/0");
        refuse("ReferencedGroupId", &web);
        refuse("PrefixListId", "pl-1");
    }

    #[test]
    fn exactly_one_peer() {
        let (mut network, web, rule) = with_rule();
        let none = json!({"IpProtocol": "-1"});
        let text =
            "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId";
        refused(&mut network, MODIFY, update(&web, &rule, none), "MissingParameter", text);
        let two = json!({"IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0", "CidrIpv6": "::/0"});
        let text = "Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified";
        refused(&mut network, MODIFY, update(&web, &rule, two), "InvalidParameterCombination", text);
    }

    #[test]
    fn no_two_rules_become_the_same_but_two_may_change_places() {
        let (mut network, web, http) = with_rule();
        let made = done(
            &mut network,
            "AuthorizeSecurityGroupIngress",
            json!({"GroupId": web, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8"}),
        );
        let https = text(&made, "/SecurityGroupRules/0/SecurityGroupRuleId");
        let rule = |port: u16| json!({"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIpv4": "10.0.0.0/8"});
        let text = "the specified rule \"peer: 10.0.0.0/8, TCP, from port: 443, to port: 443, ALLOW\" already exists";
        let same = update(&web, &http, rule(443));
        refused(&mut network, MODIFY, same, "InvalidPermission.Duplicate", text);
        let swap = json!({"GroupId": web, "SecurityGroupRules": [
            {"SecurityGroupRuleId": http, "SecurityGroupRule": rule(443)},
            {"SecurityGroupRuleId": https, "SecurityGroupRule": rule(80)}]});
        done(&mut network, MODIFY, swap);
        let twice = json!({"GroupId": web, "SecurityGroupRules": [
            {"SecurityGroupRuleId": http, "SecurityGroupRule": rule(1)},
            {"SecurityGroupRuleId": http, "SecurityGroupRule": rule(2)}]});
        let text = "The same permission must not appear multiple times";
        refused(&mut network, MODIFY, twice, "InvalidParameterValue", text);
    }

    #[test]
    fn the_rule_must_be_one_of_the_group() {
        let (mut network, web, rule) = with_rule();
        let vpc = network.vpcs.iter().next().unwrap().id.to_string();
        let app = group(&mut network, &vpc, "app");
        let request = || json!({"IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"});
        let mut refuse = |group: &str, id: &str, code: &str, text: &str| {
            refused(&mut network, MODIFY, update(group, id, request()), code, text);
        };
        let absent = format!("The security group rule ID '{rule}' does not exist");
        refuse(&app, &rule, "InvalidSecurityGroupRuleId.NotFound", &absent);
        let absent = "The security group rule ID 'sgr-1' does not exist";
        refuse(&web, "sgr-1", "InvalidSecurityGroupRuleId.NotFound", absent);
        let code = "InvalidSecurityGroupRuleId.Malformed";
        refuse(&web, "rule", code, "Invalid id: \"rule\" (expecting \"sgr-...\")");
        let long = "sgr-0123456789abcdef01";
        refuse(&web, long, code, &format!("Invalid id: \"{long}\" (expecting \"sgr-...\")"));
    }
}
