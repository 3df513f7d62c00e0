//! UpdateSecurityGroupRuleDescriptionsIngress, UpdateSecurityGroupRuleDescriptionsEgress.
//!
//! Source: EC2 API: rules are named by value, whose descriptions are the new ones, or by id. A description
//! that is left out is removed.

use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, parameters, rule_request, rules_revoke};
use crate::model::{Network, SecurityGroupRuleId};
use crate::net::Direction;
use crate::wire::IpPermission;
use crate::wire::convert::check_rule_description;
use crate::wire::shape::Shape;
use serde_json::Value;
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("UpdateSecurityGroupRuleDescriptionsEgress", update_egress),
    ec2!("UpdateSecurityGroupRuleDescriptionsIngress", update_ingress),
];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct UpdateDescriptions {
    group_id: Option<String>,
    group_name: Option<String>,
    ip_permissions: Vec<IpPermission>,
    security_group_rule_descriptions: Vec<RuleDescription>,
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct RuleDescription {
    security_group_rule_id: Option<String>,
    description: Option<String>,
}

fn update_ingress(network: &mut Network, p: UpdateDescriptions) -> Result<Value, Ec2Error> {
    update(network, p, Direction::Ingress)
}

fn update_egress(network: &mut Network, p: UpdateDescriptions) -> Result<Value, Ec2Error> {
    update(network, p, Direction::Egress)
}

fn update(network: &mut Network, mut p: UpdateDescriptions, direction: Direction) -> Result<Value, Ec2Error> {
    if p.ip_permissions.is_empty() && p.security_group_rule_descriptions.is_empty() {
        return Err(Ec2Error::new(
            "MissingParameter",
            "Either 'ipPermissions' or 'securityGroupRuleDescriptions' should be provided.",
        ));
    }
    let mut by_id = Vec::new();
    for asked in p.security_group_rule_descriptions {
        let id = parameters::required(asked.security_group_rule_id, "securityGroupRuleId")?;
        by_id.push((id, check_rule_description(asked.description.as_deref())?));
    }
    let group = find::group_by(network, p.group_id.as_deref(), p.group_name.as_deref());
    rule_request::name_groups_by_id(network, &group, &mut p.ip_permissions)?;
    let by_value = rule_request::read(&p.ip_permissions)?;
    let group = group?;
    let mut new: Vec<(SecurityGroupRuleId, Option<Rc<str>>)> = Vec::new();
    for rule in by_value {
        let own = group.rules.iter().find(|own| rule.is(own, direction));
        new.push((own.ok_or_else(rules_revoke::no_such_rule)?.id.clone(), rule.description));
    }
    for (id, description) in by_id {
        let rules = rules_revoke::rules_with_ids(&group, &[id], direction)?;
        new.extend(rules.into_iter().map(|rule| (rule.id.clone(), description.clone())));
    }
    if let Some(group) = network.security_groups.modify(&group.id) {
        for (id, description) in new {
            for own in group.rules.iter_mut().filter(|own| own.id == id) {
                Rc::make_mut(own).description.clone_from(&description);
            }
        }
    }
    answers::done()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, text, with_group};
    use super::*;
    use serde_json::json;

    const UPDATE: &str = "UpdateSecurityGroupRuleDescriptionsIngress";

    fn permission(description: Option<&str>) -> Value {
        json!({"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
            "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": description}]})
    }

    #[test]
    fn descriptions_change_by_value_and_by_id_and_nothing_else_does() {
        let (mut network, _, web) = with_group();
        let parameters = json!({"GroupId": web, "IpPermissions": [permission(Some("a"))]});
        let made = done(&mut network, "AuthorizeSecurityGroupIngress", parameters);
        let id = text(&made, "/SecurityGroupRules/0/SecurityGroupRuleId");
        let described = |network: &mut Network| {
            let shown = done(network, "DescribeSecurityGroupRules", json!({"SecurityGroupRuleIds": [id]}));
            shown.pointer("/SecurityGroupRules/0/Description").cloned()
        };
        done(&mut network, UPDATE, json!({"GroupId": web, "IpPermissions": [permission(Some("b"))]}));
        assert_eq!(described(&mut network), Some(json!("b")));
        let by_id = |description: Option<&str>| {
            json!({"GroupId": web, "SecurityGroupRuleDescriptions": [
                {"SecurityGroupRuleId": id, "Description": description}]})
        };
        done(&mut network, UPDATE, by_id(Some("c")));
        assert_eq!(described(&mut network), Some(json!("c")));
        done(&mut network, UPDATE, by_id(None));
        assert_eq!(described(&mut network), None);
    }

    #[test]
    fn the_rule_must_be_there_in_that_direction() {
        let (mut network, _, web) = with_group();
        let absent = "The specified rule does not exist in this security group.";
        let by_value = json!({"GroupId": web, "IpPermissions": [permission(None)]});
        refused(&mut network, UPDATE, by_value, "InvalidPermission.NotFound", absent);
        let shown = done(
            &mut network,
            "DescribeSecurityGroupRules",
            json!({"Filters": [{"Name": "group-id", "Values": [web]}]}),
        );
        let outbound = text(&shown, "/SecurityGroupRules/0/SecurityGroupRuleId");
        let by_id = json!({"GroupId": web, "SecurityGroupRuleDescriptions": [
            {"SecurityGroupRuleId": outbound, "Description": "x"}]});
        let absent = format!("The security group rule ID '{outbound}' does not exist");
        refused(&mut network, UPDATE, by_id.clone(), "InvalidSecurityGroupRuleId.NotFound", &absent);
        done(&mut network, "UpdateSecurityGroupRuleDescriptionsEgress", by_id);
        let neither = "Either 'ipPermissions' or 'securityGroupRuleDescriptions' should be provided.";
        refused(&mut network, UPDATE, json!({"GroupId": web}), "MissingParameter", neither);
    }
}
