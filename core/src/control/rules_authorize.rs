//! AuthorizeSecurityGroupIngress, AuthorizeSecurityGroupEgress.
//!
//! Sources: EC2 API; VPC User Guide `security-group-rules`.

use super::registry::{ActionName, ec2};
use super::rule_request::{self, RuleRequest};
use super::{Ec2Error, answers, default_group, find, parameters, rule_quota, tagging};
use crate::model::{Network, SecurityGroup, SecurityGroupRule};
use crate::net::Direction;
use crate::wire::convert::{RuleSpec, rule_shape, rule_text};
use serde_json::{Value, json};
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("AuthorizeSecurityGroupEgress", authorize_egress),
    ec2!("AuthorizeSecurityGroupIngress", authorize_ingress),
];

fn authorize_ingress(network: &mut Network, p: RuleRequest) -> Result<Value, Ec2Error> {
    authorize(network, p, Direction::Ingress)
}

fn authorize_egress(network: &mut Network, p: RuleRequest) -> Result<Value, Ec2Error> {
    authorize(network, p, Direction::Egress)
}

fn authorize(network: &mut Network, mut p: RuleRequest, direction: Direction) -> Result<Value, Ec2Error> {
    let mut permissions = p.permissions()?;
    if permissions.is_empty() {
        return Err(parameters::missing("ipPermissions"));
    }
    if let Ok(group) = find::group_by(network, p.group_id.as_deref(), p.group_name.as_deref()) {
        rule_request::name_groups_by_id(network, &group, &mut permissions)?;
    }
    let mut asked = rule_request::read(&permissions)?;
    let tags = tagging::tags_for(&p.tag_specifications, "security-group-rule", &[])?;
    let before = find::group_by(network, p.group_id.as_deref(), p.group_name.as_deref())?;
    for rule in &mut asked {
        rule.peer = rule_request::resolve(network, &before, rule.peer.clone(), direction)?;
    }
    refuse_duplicates(&before, &asked, direction)?;
    let mut after = SecurityGroup::clone(&before);
    let mut shapes = Vec::with_capacity(asked.len());
    for RuleSpec { traffic, peer, description } in asked {
        let id = default_group::new_rule_id(network);
        let tags = tags.clone();
        let rule =
            SecurityGroupRule { id, id_is_invented: false, direction, traffic, peer, description, tags };
        shapes.push(answers::value(&rule_shape(network, &after, &rule))?);
        after.rules.push(Rc::new(rule));
    }
    rule_quota::check(network, &before, &after)?;
    network.security_groups.insert(after.id.clone(), after);
    Ok(json!({ "Return": true, "SecurityGroupRules": shapes }))
}

/// Refuses a rule that the request names twice, or that the group has.
fn refuse_duplicates(
    group: &SecurityGroup,
    asked: &[RuleSpec],
    direction: Direction,
) -> Result<(), Ec2Error> {
    let repeated = asked
        .iter()
        .enumerate()
        .any(|(index, rule)| asked.iter().skip(index.saturating_add(1)).any(|other| rule.same_as(other)));
    if repeated {
        return Err(Ec2Error::new(
            "InvalidParameterValue",
            "The same permission must not appear multiple times",
        ));
    }
    match asked.iter().find(|rule| group.rules.iter().any(|own| rule.is(own, direction))) {
        Some(rule) => Err(duplicate(rule)),
        None => Ok(()),
    }
}

/// EC2's error for a rule that the group has already.
pub(super) fn duplicate(rule: &RuleSpec) -> Ec2Error {
    Ec2Error::new(
        "InvalidPermission.Duplicate",
        format!("the specified rule \"{}\" already exists", rule_text(rule.traffic, &rule.peer)),
    )
}
