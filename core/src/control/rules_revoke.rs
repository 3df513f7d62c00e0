//! RevokeSecurityGroupIngress, RevokeSecurityGroupEgress.
//!
//! Source: EC2 API RevokeSecurityGroupIngressRequest: rules are named by id or by value; a value must match
//! exactly, but for the description. In a non-default VPC a value that matches nothing is an error; in a
//! default VPC the call succeeds and lists it.

use super::registry::{ActionName, ec2};
use super::rule_request::{self, RuleRequest};
use super::{Ec2Error, answers, find};
use crate::model::{Network, SecurityGroup, SecurityGroupRule, SecurityGroupRuleId, Tags};
use crate::net::Direction;
use crate::wire::IpPermission;
use crate::wire::convert::{RuleSpec, permissions_of};
use serde_json::{Map, Value};
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] =
    &[ec2!("RevokeSecurityGroupEgress", revoke_egress), ec2!("RevokeSecurityGroupIngress", revoke_ingress)];

fn revoke_ingress(network: &mut Network, p: RuleRequest) -> Result<Value, Ec2Error> {
    revoke(network, p, Direction::Ingress)
}

fn revoke_egress(network: &mut Network, p: RuleRequest) -> Result<Value, Ec2Error> {
    revoke(network, p, Direction::Egress)
}

fn revoke(network: &mut Network, mut p: RuleRequest, direction: Direction) -> Result<Value, Ec2Error> {
    let permissions = p.permissions()?;
    match (permissions.is_empty(), p.security_group_rule_ids.is_empty()) {
        (true, true) => {
            return Err(Ec2Error::new(
                "MissingParameter",
                "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.",
            ));
        }
        (false, false) => {
            return Err(Ec2Error::new(
                "InvalidParameterCombination",
                "The parameter 'ipPermissions' may not be used in combination with 'securityGroupRuleIds'",
            ));
        }
        _ => {}
    }
    let group = find::group_by(network, p.group_id.as_deref(), p.group_name.as_deref());
    let (mut revoked, unknown) = rules_by_value(network, &group, permissions, direction)?;
    let group = group?;
    revoked.extend(rules_with_ids(&group, &p.security_group_rule_ids, direction)?);
    let mut answer = Map::new();
    answer.insert("Return".to_owned(), true.into());
    let shapes = revoked.iter().map(|rule| revoked_shape(&group, rule));
    answer.insert("RevokedSecurityGroupRules".to_owned(), shapes.collect());
    if !unknown.is_empty() {
        let shapes = permissions_of(network, unknown.iter().map(|rule| rule_of(rule, direction)));
        answer.insert("UnknownIpPermissions".to_owned(), answers::value(&shapes));
    }
    if let Some(group) = network.security_groups.modify(&group.id) {
        group.rules.retain(|rule| revoked.iter().all(|gone| gone.id != rule.id));
    }
    Ok(Value::Object(answer))
}

/// The rules of the group that the permissions name, and what they name besides.
fn rules_by_value(
    network: &Network,
    group: &Result<Rc<SecurityGroup>, Ec2Error>,
    mut permissions: Vec<IpPermission>,
    direction: Direction,
) -> Result<(Vec<Rc<SecurityGroupRule>>, Vec<RuleSpec>), Ec2Error> {
    rule_request::name_groups_by_id(network, group, &mut permissions)?;
    let asked = rule_request::read(&permissions)?;
    let group = group.as_ref().map_err(Clone::clone)?;
    let in_default_vpc = network.vpcs.find(&group.vpc).is_some_and(|vpc| vpc.is_default);
    let mut revoked: Vec<Rc<SecurityGroupRule>> = Vec::new();
    let mut unknown = Vec::new();
    for rule in asked {
        match group.rules.iter().find(|own| rule.is(own, direction)) {
            Some(own) if revoked.iter().any(|gone| gone.id == own.id) => {}
            Some(own) => revoked.push(Rc::clone(own)),
            None if in_default_vpc => unknown.push(rule),
            None => return Err(no_such_rule()),
        }
    }
    Ok((revoked, unknown))
}

/// EC2's error for a rule that the group does not have.
pub(super) fn no_such_rule() -> Ec2Error {
    Ec2Error::new("InvalidPermission.NotFound", "The specified rule does not exist in this security group.")
}

/// The rules with the ids; one of the other direction is none.
pub(super) fn rules_with_ids(
    group: &SecurityGroup,
    ids: &[String],
    direction: Direction,
) -> Result<Vec<Rc<SecurityGroupRule>>, Ec2Error> {
    let mut rules: Vec<Rc<SecurityGroupRule>> = Vec::new();
    for id in ids {
        let rule = rule_with_id(group, id)?;
        if rule.direction != direction {
            return Err(no_such_rule_id(id));
        }
        if rules.iter().all(|other| other.id != rule.id) {
            rules.push(rule);
        }
    }
    Ok(rules)
}

/// The rule with the id, in either direction.
pub(super) fn rule_with_id(group: &SecurityGroup, id: &str) -> Result<Rc<SecurityGroupRule>, Ec2Error> {
    let found = group.rules.iter().find(|rule| rule.id == SecurityGroupRuleId::new(id)).cloned();
    found.ok_or_else(|| {
        let digits = id.strip_prefix("sgr-");
        if digits.is_some_and(|digits| digits.chars().count() <= 17) {
            no_such_rule_id(id)
        } else {
            Ec2Error::new(
                "InvalidSecurityGroupRuleId.Malformed",
                format!("Invalid id: \"{id}\" (expecting \"sgr-...\")"),
            )
        }
    })
}

/// EC2's error for an id that no rule has.
pub(super) fn no_such_rule_id(id: &str) -> Ec2Error {
    Ec2Error::new(
        "InvalidSecurityGroupRuleId.NotFound",
        format!("The security group rule ID '{id}' does not exist"),
    )
}

/// A rule as the answer shows it: unlike elsewhere, a referenced group is only its id.
fn revoked_shape(group: &SecurityGroup, rule: &SecurityGroupRule) -> Value {
    let (from, to) = rule.traffic.port_fields().unwrap_or((-1, -1));
    let mut shape = Map::new();
    let mut put = |name: &str, value: Value| shape.insert(name.to_owned(), value);
    put("SecurityGroupRuleId", rule.id.to_string().into());
    put("GroupId", group.id.to_string().into());
    put("IsEgress", (rule.direction == Direction::Egress).into());
    put("IpProtocol", rule.traffic.ip_protocol().into());
    put("FromPort", from.into());
    put("ToPort", to.into());
    put(rule.peer.kind().name(), rule.peer.to_string().into());
    if let Some(description) = &rule.description {
        put("Description", (**description).into());
    }
    Value::Object(shape)
}

fn rule_of(rule: &RuleSpec, direction: Direction) -> SecurityGroupRule {
    SecurityGroupRule {
        id: SecurityGroupRuleId::new(""),
        id_is_invented: true,
        direction,
        traffic: rule.traffic,
        peer: rule.peer.clone(),
        description: rule.description.clone(),
        tags: Tags::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, text, with_group};
    use super::*;
    use serde_json::json;

    const REVOKE: &str = "RevokeSecurityGroupIngress";

    fn https(group: &str, block: &str) -> Value {
        json!({"GroupId": group, "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
            "IpRanges": [{"CidrIp": block, "Description": "from the office"}]}]})
    }

    /// A network with the group `web` that lets in HTTPS, and the ids of both.
    fn with_rule() -> (Network, String, String) {
        let (mut network, _, web) = with_group();
        let made = done(&mut network, "AuthorizeSecurityGroupIngress", https(&web, "10.0.0.0/8"));
        let rule = text(&made, "/SecurityGroupRules/0/SecurityGroupRuleId");
        (network, web, rule)
    }

    #[test]
    fn a_rule_goes_by_its_value_without_its_description() {
        let (mut network, web, rule) = with_rule();
        let flat = json!({"GroupId": web, "IpProtocol": "6", "FromPort": 443, "ToPort": 443, "CidrIp": "10.9.9.9/8"});
        let answer = done(&mut network, REVOKE, flat);
        assert_eq!(
            answer,
            json!({"Return": true, "RevokedSecurityGroupRules": [{"SecurityGroupRuleId": rule, "GroupId": web,
                "IsEgress": false, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                "CidrIpv4": "10.0.0.0/8", "Description": "from the office"}]})
        );
    }

    #[test]
    fn a_referenced_group_is_shown_by_its_id_alone() {
        let (mut network, web, _) = with_rule();
        let itself = json!({"GroupId": web, "IpPermissions": [
            {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": web}]}]});
        done(&mut network, "AuthorizeSecurityGroupIngress", itself.clone());
        let answer = done(&mut network, REVOKE, itself);
        assert_eq!(answer["RevokedSecurityGroupRules"][0]["ReferencedGroupId"], json!(web));
        assert_eq!(answer["RevokedSecurityGroupRules"][0]["FromPort"], json!(-1));
    }

    #[test]
    fn a_value_must_match_exactly_outside_the_default_vpc() {
        let (mut network, web, _) = with_rule();
        let absent = "The specified rule does not exist in this security group.";
        let mut refuse = |parameters: Value| {
            refused(&mut network, REVOKE, parameters, "InvalidPermission.NotFound", absent);
        };
        refuse(https(&web, "10.0.0.0/9"));
        refuse(
            json!({"GroupId": web, "IpProtocol": "udp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8"}),
        );
        refuse(json!({"GroupId": web, "IpProtocol": "-1", "CidrIp": "10.0.0.0/8"}));
        // The other direction has no such rule.
        let parameters = https(&web, "10.0.0.0/8");
        let name = "RevokeSecurityGroupEgress";
        refused(&mut network, name, parameters, "InvalidPermission.NotFound", absent);
    }

    #[test]
    fn in_the_default_vpc_what_is_unknown_is_listed() {
        let (mut network, web, rule) = with_rule();
        let vpc = network.vpcs.iter().next().unwrap().id.clone();
        network.vpcs.modify(&vpc).unwrap().is_default = true;
        let mut parameters = https(&web, "10.0.0.0/8");
        parameters["IpPermissions"][0]["IpRanges"] =
            json!([{"CidrIp": "10.0.0.0/8"}, {"CidrIp": "10.0.0.0/9"}]);
        let answer = done(&mut network, REVOKE, parameters);
        assert_eq!(text(&answer, "/RevokedSecurityGroupRules/0/SecurityGroupRuleId"), rule);
        assert_eq!(
            answer["UnknownIpPermissions"],
            json!([{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "10.0.0.0/9"}],
                "Ipv6Ranges": [], "PrefixListIds": [], "UserIdGroupPairs": []}])
        );
    }

    #[test]
    fn rules_go_by_their_ids() {
        let (mut network, web, rule) = with_rule();
        let ids = |ids: &[&str]| json!({"GroupId": web, "SecurityGroupRuleIds": ids});
        let answer = done(&mut network.clone(), REVOKE, ids(&[&rule, &rule]));
        assert_eq!(answer["RevokedSecurityGroupRules"].as_array().unwrap().len(), 1);
        let absent = |id: &str| format!("The security group rule ID '{id}' does not exist");
        let code = "InvalidSecurityGroupRuleId.NotFound";
        refused(&mut network, REVOKE, ids(&[&rule, "sgr-1"]), code, &absent("sgr-1"));
        refused(&mut network, "RevokeSecurityGroupEgress", ids(&[&rule]), code, &absent(&rule));
        let malformed = "Invalid id: \"rule\" (expecting \"sgr-...\")";
        refused(&mut network, REVOKE, ids(&["rule"]), "InvalidSecurityGroupRuleId.Malformed", malformed);
    }

    #[test]
    fn rules_are_named_in_one_way() {
        let (mut network, web, rule) = with_rule();
        let neither = "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.";
        refused(&mut network, REVOKE, json!({"GroupId": web}), "MissingParameter", neither);
        let mut both = https(&web, "10.0.0.0/8");
        both["SecurityGroupRuleIds"] = json!([rule]);
        let text = "The parameter 'ipPermissions' may not be used in combination with 'securityGroupRuleIds'";
        refused(&mut network, REVOKE, both, "InvalidParameterCombination", text);
    }

    #[test]
    fn without_its_outbound_rule_a_group_has_none() {
        let (mut network, web, _) = with_rule();
        let all = json!({"GroupId": web, "IpPermissions": [
            {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]});
        done(&mut network, "RevokeSecurityGroupEgress", all);
        let shown = done(&mut network, "DescribeSecurityGroups", json!({"GroupIds": [web]}));
        assert_eq!(shown["SecurityGroups"][0]["IpPermissionsEgress"], json!([]));
    }
}
