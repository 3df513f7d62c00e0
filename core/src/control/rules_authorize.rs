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
    let group = find::group_by(network, p.group_id.as_deref(), p.group_name.as_deref());
    rule_request::name_groups_by_id(network, &group, &mut permissions)?;
    let mut asked = rule_request::read(&permissions)?;
    let tags = tagging::tags_for(&p.tag_specifications, "security-group-rule", &[])?;
    let before = group?;
    for rule in &mut asked {
        rule.peer = rule_request::resolve(network, &before, rule.peer.clone(), direction)?;
    }
    refuse_duplicates(&before, &asked, direction)?;
    let mut after = SecurityGroup::clone(&before);
    let mut shapes = Vec::with_capacity(asked.len());
    let ids = default_group::new_rule_ids(network, asked.len());
    for (id, RuleSpec { traffic, peer, description }) in ids.into_iter().zip(asked) {
        let tags = tags.clone();
        let rule =
            SecurityGroupRule { id, id_is_invented: false, direction, traffic, peer, description, tags };
        shapes.push(answers::value(&rule_shape(network, &after, &rule)));
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

#[cfg(test)]
mod tests {
    use super::super::testing::{done, group, refused, text, with_group};
    use super::*;

    const INGRESS: &str = "AuthorizeSecurityGroupIngress";
    const EGRESS: &str = "AuthorizeSecurityGroupEgress";

    fn rules(group: &str, permissions: Value) -> Value {
        json!({"GroupId": group, "IpPermissions": permissions})
    }

    fn tcp(port: u16, block: &str) -> Value {
        json!({"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": block}]})
    }

    #[test]
    fn the_answer_lists_one_rule_for_each_peer() {
        let (mut network, _, web) = with_group();
        let permission = json!({"IpProtocol": "6", "FromPort": 443, "ToPort": 443,
            "IpRanges": [{"CidrIp": "100.68.0.18/18", "Description": "office"}],
            "UserIdGroupPairs": [{"GroupId": web}]});
        let mut parameters = rules(&web, json!([permission]));
        parameters["TagSpecifications"] =
            json!([{"ResourceType": "security-group-rule", "Tags": [{"Key": "k", "Value": "v"}]}]);
        let answer = done(&mut network, INGRESS, parameters);
        let ids: Vec<String> = (0..2)
            .map(|index| text(&answer, &format!("/SecurityGroupRules/{index}/SecurityGroupRuleId")))
            .collect();
        let shape = |id: &str| {
            json!({"SecurityGroupRuleId": id, "GroupId": web, "GroupOwnerId": "111122223333", "IsEgress": false,
                "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "Tags": [{"Key": "k", "Value": "v"}],
                "SecurityGroupRuleArn": format!("arn:aws:ec2:eu-west-1:111122223333:security-group-rule/{id}")})
        };
        let (mut block, mut itself) = (shape(&ids[0]), shape(&ids[1]));
        block["CidrIpv4"] = json!("100.68.0.0/18");
        block["Description"] = json!("office");
        itself["ReferencedGroupInfo"] = json!({"GroupId": web, "UserId": "111122223333"});
        assert_eq!(answer, json!({"Return": true, "SecurityGroupRules": [block, itself]}));
        assert!(ids.iter().all(|id| id.len() == 21 && id.starts_with("sgr-")));
    }

    #[test]
    fn a_single_ipv4_rule_may_be_written_flat() {
        let (mut network, _, web) = with_group();
        let flat = json!({"GroupId": web, "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "10.0.0.0/8"});
        let answer = done(&mut network, INGRESS, flat.clone());
        assert_eq!(answer["SecurityGroupRules"][0]["CidrIpv4"], "10.0.0.0/8");
        let mut both = flat;
        both["IpPermissions"] = json!([tcp(80, "10.0.0.0/8")]);
        let text = "The parameter 'ipPermissions' may not be used in combination with 'ipProtocol'";
        refused(&mut network, INGRESS, both, "InvalidParameterCombination", text);
    }

    #[test]
    fn what_is_canonically_equal_is_a_duplicate() {
        let (mut network, _, web) = with_group();
        done(&mut network, INGRESS, rules(&web, json!([tcp(443, "10.0.0.0/24")])));
        let mut refuse = |permission: Value, what: &str| {
            let text = format!("the specified rule \"peer: {what}, ALLOW\" already exists");
            let parameters = rules(&web, json!([permission]));
            refused(&mut network, INGRESS, parameters, "InvalidPermission.Duplicate", &text);
        };
        let https = "10.0.0.0/24, TCP, from port: 443, to port: 443";
        refuse(tcp(443, "10.0.0.5/24"), https);
        let described = json!({"IpProtocol": "TCP", "FromPort": 443, "ToPort": 443,
            "IpRanges": [{"CidrIp": "10.0.0.0/24", "Description": "no part of the identity"}]});
        refuse(described, https);
        // The other direction and other ports are other rules.
        done(&mut network, EGRESS, rules(&web, json!([tcp(443, "10.0.0.0/24")])));
        done(&mut network, INGRESS, rules(&web, json!([tcp(444, "10.0.0.0/24")])));
    }

    #[test]
    fn all_protocols_take_no_ports_into_their_identity() {
        let (mut network, _, web) = with_group();
        let all = |ports: i32| json!([{"IpProtocol": "-1", "FromPort": ports, "ToPort": ports, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]);
        let text = "the specified rule \"peer: 0.0.0.0/0, ALL, ALLOW\" already exists";
        for ports in [-1, 0, 443] {
            refused(&mut network, EGRESS, rules(&web, all(ports)), "InvalidPermission.Duplicate", text);
        }
        let answer = done(&mut network, INGRESS, rules(&web, all(0)));
        let rule = &answer["SecurityGroupRules"][0];
        assert_eq!((&rule["FromPort"], &rule["ToPort"]), (&json!(-1), &json!(-1)));
        let itself = json!([{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": web}]}]);
        done(&mut network, INGRESS, rules(&web, itself.clone()));
        let text = format!("the specified rule \"peer: {web}, ALL, ALLOW\" already exists");
        refused(&mut network, INGRESS, rules(&web, itself), "InvalidPermission.Duplicate", &text);
    }

    #[test]
    fn a_rule_stands_once_in_a_request() {
        let (mut network, _, web) = with_group();
        let twice = json!([tcp(443, "10.0.0.0/24"), tcp(443, "10.0.0.9/24")]);
        let text = "The same permission must not appear multiple times";
        refused(&mut network, INGRESS, rules(&web, twice), "InvalidParameterValue", text);
    }

    #[test]
    fn requests_succeed_or_fail_whole() {
        let (mut network, _, web) = with_group();
        let half = json!([tcp(443, "10.0.0.0/24"), tcp(80, "10.0.0.0")]);
        let text = "CIDR block 10.0.0.0 is malformed";
        refused(&mut network, INGRESS, rules(&web, half), "InvalidParameterValue", text);
    }

    #[test]
    fn what_a_rule_names_must_be_there() {
        let (mut network, _, web) = with_group();
        let mut refuse = |group: &str, permission: Value, code: &str, text: &str| {
            refused(&mut network, INGRESS, rules(group, json!([permission])), code, text);
        };
        let pair = |id: &str| json!({"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": id}]});
        let list = |id: &str| json!({"IpProtocol": "-1", "PrefixListIds": [{"PrefixListId": id}]});
        let absent = "The security group 'sg-1' does not exist";
        refuse("sg-1", tcp(80, "10.0.0.0/8"), "InvalidGroup.NotFound", absent);
        refuse(&web, pair("sg-1"), "InvalidGroup.NotFound", absent);
        let malformed = "Invalid id: \"web\" (expecting \"sg-...\")";
        refuse(&web, pair("web"), "InvalidGroupId.Malformed", malformed);
        let absent = "The prefix list ID 'pl-1' does not exist";
        refuse(&web, list("pl-1"), "InvalidPrefixListID.NotFound", absent);
        let malformed = "Invalid id: \"offices\" (expecting \"pl-...\")";
        refuse(&web, list("offices"), "InvalidPrefixListId.Malformed", malformed);
        let foreign =
            json!({"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": web, "UserId": "444455556666"}]});
        let absent = format!("The security group '{web}' does not exist");
        refuse(&web, foreign, "InvalidGroup.NotFound", &absent);
    }

    #[test]
    fn groups_go_by_name_only_in_the_default_vpc() {
        let (mut network, vpc, web) = with_group();
        let app = group(&mut network, &vpc, "app");
        let by_name = json!({"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupName": "APP"}]});
        let text = "Invalid value 'APP' for groupName. You may not reference Amazon VPC security groups by name. \
                    Please use the corresponding id for this operation.";
        refused(&mut network, INGRESS, rules(&web, json!([by_name])), "InvalidParameterValue", text);
        let named = json!({"GroupName": "web", "IpPermissions": [by_name]});
        let absent = "The security group 'web' does not exist";
        refused(&mut network, INGRESS, named.clone(), "InvalidGroup.NotFound", absent);
        network.vpcs.modify(&*vpc).unwrap().is_default = true;
        let answer = done(&mut network, INGRESS, named);
        assert_eq!(answer["SecurityGroupRules"][0]["GroupId"], json!(web));
        assert_eq!(answer["SecurityGroupRules"][0]["ReferencedGroupInfo"]["GroupId"], json!(app));
    }

    #[test]
    fn syntax_is_checked_before_existence_and_that_before_duplicates_and_those_before_quotas() {
        let (mut network, _, web) = with_group();
        done(&mut network, "playground:SetQuota", json!({"QuotaCode": "L-0EA8095F", "Value": 1}));
        done(&mut network, INGRESS, rules(&web, json!([tcp(443, "10.0.0.0/8")])));
        let mut refuse = |group: &str, permissions: Value, code: &str| {
            let error = super::super::testing::attempt(&mut network, INGRESS, rules(group, permissions));
            assert_eq!(error.unwrap_err().code, code);
        };
        let pair = json!({"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "sg-1"}]});
        let (known, new) = (tcp(443, "10.0.0.0/8"), tcp(80, "10.0.0.0/8"));
        refuse("sg-1", json!([tcp(80, "10.0.0.0")]), "InvalidParameterValue");
        refuse(&web, json!([known, pair]), "InvalidGroup.NotFound");
        refuse(&web, json!([new, known]), "InvalidPermission.Duplicate");
        refuse(&web, json!([new]), "RulesPerSecurityGroupLimitExceeded");
    }

    #[test]
    fn a_request_without_rules_is_refused() {
        let (mut network, _, web) = with_group();
        let text = "The request must contain the parameter ipPermissions";
        refused(&mut network, INGRESS, json!({"GroupId": web}), "MissingParameter", text);
        let text = "The request must contain the parameter groupName or groupId";
        let nowhere = json!({"IpPermissions": [tcp(80, "10.0.0.0/8")]});
        refused(&mut network, INGRESS, nowhere, "MissingParameter", text);
        let text = "The parameter Colour is not recognized";
        refused(&mut network, INGRESS, json!({"Colour": "red"}), "UnknownParameter", text);
    }
}
