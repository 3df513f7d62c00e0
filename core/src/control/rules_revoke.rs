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
    let (revoked, unknown) = if permissions.is_empty() {
        let group = group?;
        (rules_with_ids(&group, &p.security_group_rule_ids, direction)?, Vec::new())
    } else {
        rules_by_value(network, group, permissions, direction)?
    };
    let group = find::group_by(network, p.group_id.as_deref(), p.group_name.as_deref())?;
    let mut answer = Map::new();
    answer.insert("Return".to_owned(), true.into());
    let shapes = revoked.iter().map(|rule| revoked_shape(&group, rule));
    answer.insert("RevokedSecurityGroupRules".to_owned(), shapes.collect());
    if !unknown.is_empty() {
        let shapes = permissions_of(network, unknown.iter().map(|rule| rule_of(rule, direction)));
        answer.insert("UnknownIpPermissions".to_owned(), answers::value(&shapes)?);
    }
    if let Some(group) = network.security_groups.modify(&group.id) {
        group.rules.retain(|rule| revoked.iter().all(|gone| gone.id != rule.id));
    }
    Ok(Value::Object(answer))
}

/// The rules of the group that the permissions name, and what they name besides.
fn rules_by_value(
    network: &Network,
    group: Result<Rc<SecurityGroup>, Ec2Error>,
    mut permissions: Vec<IpPermission>,
    direction: Direction,
) -> Result<(Vec<Rc<SecurityGroupRule>>, Vec<RuleSpec>), Ec2Error> {
    if let Ok(group) = &group {
        rule_request::name_groups_by_id(network, group, &mut permissions)?;
    }
    let asked = rule_request::read(&permissions)?;
    let group = group?;
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
